"""Two entries side by side, and what the machine says of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from answerable.core.actors import Actor
from answerable.lineage.about import label_of
from answerable.lineage.models import Decision, Kind, Relation, Suggestion, Verdict
from answerable.lineage.queries import LinkItem, undecided
from answerable.lineage.queries.dated import words_held
from answerable.workspace.answers import REFUSALS, Answer, links_between
from answerable.workspace.desk import Before
from answerable.workspace.presenters.entries import Shown, records_of, shown
from answerable.workspace.presenters.texts import passages, stems_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the machine proposes, in words, with its probability and what made it."""

    words: str
    percent: int
    method: str
    version: str


@dataclass(frozen=True, slots=True)
class LinkPage:
    item: str
    suggestion: int | None
    sides: tuple[Shown, Shown]
    proposal: Proposal | None
    relations: tuple[Answer, ...]
    refusals: tuple[Answer, ...]
    shared: int  # words that both use


def link_page(item: LinkItem) -> LinkPage:
    marks = stems_of(item.left.text) & stems_of(item.right.text)
    found = item.suggestion
    said = found.words if found and isinstance(found.words, Mapping) else {}
    left, right = records_of([item.left, item.right])
    return LinkPage(
        item=item.item,
        suggestion=found.pk if found else None,
        sides=(
            shown(left, passages(left.text, marks, str(said.get("sentence") or "")), "A"),
            shown(right, passages(right.text, marks, str(said.get("other_sentence") or "")), "B"),
        ),
        proposal=_proposal(found) if found else None,
        relations=tuple(
            replace(answer, proposed=found is not None and answer.value == found.value and not answer.turned)
            for answer in links_between(item.left, item.right)
        ),
        refusals=REFUSALS,
        shared=len(marks),
    )


def _proposal(found: Suggestion) -> Proposal:
    return Proposal(
        f"A {Relation(found.value).label} B", round(100 * found.score), found.method, found.version
    )


def reread(lying: Before, by: Actor) -> LinkItem | None:
    """The item as it is now; None where it is decided, read again by the machine to nothing, or withdrawn."""
    row: Suggestion | Decision | None
    if lying.second:
        row = first_reading(lying.item, by)
        found = row.suggestion if row else None
        row = found or row
    else:
        row = found = undecided(Kind.LINK).filter(subject=lying.item).first()
    if row is None or row.entry_id is None or row.other_id is None:
        return None
    held = words_held([row.entry_id, row.other_id], None)
    if row.entry_id not in held or row.other_id not in held:
        return None
    return LinkItem(lying.item, held[row.entry_id], held[row.other_id], found, second=lying.second)


def first_reading(subject: str, by: Actor) -> Decision | None:
    """Another editor's standing decision, where this one has not read it a second time yet."""
    standing = Decision.objects.filter(subject=subject, superseded_at__isnull=True)
    again = standing.filter(second=True, decided_by=by.identifier).exclude(verdict=Verdict.UNDONE)
    first = standing.filter(second=False).exclude(verdict=Verdict.UNDONE).exclude(decided_by=by.identifier)
    return None if again.exists() else first.select_related("suggestion").first()


def last_decision(kind: str, by: Actor) -> Decision | None:
    """The editor's last decision that they have not taken back."""
    rows = Decision.objects.filter(decided_by=by.identifier, kind=kind, superseded_at__isnull=True)
    return rows.exclude(verdict=Verdict.UNDONE).order_by("-pk").first()


def last_words(kind: str, by: Actor) -> str:
    """The editor's last answer in words, to be seen before it is taken back; nothing where there is none."""
    last = last_decision(kind, by)
    if last is None:
        return ""
    if last.value:
        return f"“{label_of(kind, last.value)}”"
    return f"refused. {last.reason}".rstrip(".")
