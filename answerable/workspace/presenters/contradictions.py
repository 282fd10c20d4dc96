"""Candidate contradictions, the register of them, and one with what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from answerable.accounts.queries import names_of
from answerable.core.actors import Actor
from answerable.lineage.models import ContradictionStep, Relation
from answerable.lineage.operations import take_hold
from answerable.lineage.queries import ContradictionShown, LinkItem, contradictions, open_links
from answerable.lineage.queries.sides import one_sided
from answerable.register.models import EntryVersion
from answerable.website.formats import long_date
from answerable.website.presenters.words import plain_label
from answerable.workspace.presenters.entries import Shown, records_of, shown
from answerable.workspace.presenters.texts import passages, stems_of

_AT_ONCE = 10
STATES = {"open": "No body named yet", "assigned": "Waits for a body", "resolved": "Resolved"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entries of which the machine thinks that both cannot be done."""

    item: str
    suggestion: int
    rank: int
    percent: int
    method: str
    about: str
    sides: tuple[Shown, Shown]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register."""

    reference: str
    subject: str
    state: str
    waits: str  # for whom and until when, or what came of it
    overdue: bool
    opened: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class Step:
    when: str
    what: str
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class ContradictionPage:
    row: Row
    about: str
    sides: tuple[Shown, ...]
    gone: tuple[str, ...]  # references of entries that were withdrawn
    steps: tuple[Step, ...]
    bodies: tuple[tuple[str, str], ...]  # (reference, name) of those that the two ask
    one_sided: str  # why the body named cannot settle it alone; blank where it can
    outcomes: tuple[tuple[str, str], ...]


def candidates(by: Actor) -> list[Candidate]:
    """The likeliest that nobody else has open. They stay this editor's for some minutes."""
    found: list[LinkItem] = []
    for item in open_links(
        editor=by.identifier, relations=[Relation.CONTRADICTS], limit=2 * _AT_ONCE, surest_first=True
    ):
        if len(found) < _AT_ONCE and take_hold(by=by, item=item.item):
            found.append(item)
    records = records_of([version for item in found for version in (item.left, item.right)])
    return [
        _candidate(item, rank, records[2 * rank - 2 : 2 * rank]) for rank, item in enumerate(found, start=1)
    ]


def _candidate(item: LinkItem, rank: int, records: Any) -> Candidate:
    row = item.suggestion
    assert row is not None  # what nobody suggested is no candidate
    said = row.words if isinstance(row.words, Mapping) else {}
    left, right = records
    marks = stems_of(left.text) & stems_of(right.text)
    about = [plain_label(str(said[key]).replace("-", " ")) for key in ("tension", "subject") if said.get(key)]
    return Candidate(
        item=item.item,
        suggestion=row.pk,
        rank=rank,
        percent=round(100 * row.score),
        method=f"{row.method} {row.version}",
        about=", ".join(dict.fromkeys(about)),
        sides=(
            shown(left, passages(left.text, marks, str(said.get("sentence") or "")), "A"),
            shown(right, passages(right.text, marks, str(said.get("other_sentence") or "")), "B"),
        ),
    )


def register_rows() -> list[Row]:
    """Those past their day first, then those for which no body is named, then the rest."""
    rows = [_row(one) for one in contradictions(fictional=None)]
    order = {"open": 1, "assigned": 2, "resolved": 3}
    return sorted(rows, key=lambda row: 0 if row.overdue else order[row.state])


def contradiction_page(found: ContradictionShown) -> ContradictionPage:
    held = found.contradiction
    versions = [version for version in (found.entry, found.other) if version]
    records = records_of(versions)
    sentences = {held.entry_id: held.sentence, held.other_id: held.other_sentence}
    letters = {held.entry_id: "A", held.other_id: "B"}
    sides = tuple(
        shown(record, passages(record.text, (), sentences[version.entry_id]), letters[version.entry_id])
        for record, version in zip(records, versions, strict=True)
    )
    names = names_of(step.decided_by for step in found.steps)
    bodies = {body.reference: body.name for record in records for body in record.bodies}
    return ContradictionPage(
        row=_row(found),
        about=plain_label(held.tension.replace("-", " ")) if held.tension else "",
        sides=sides,
        gone=_gone(found),
        steps=tuple(_step(step, names) for step in found.steps),
        bodies=tuple(sorted(bodies.items(), key=lambda body: body[1])),
        one_sided=one_sided(held, found.organisation) if found.organisation else "",
        outcomes=tuple((str(value), str(label)) for value, label in ContradictionStep.Outcome.choices),
    )


def _gone(found: ContradictionShown) -> tuple[str, ...]:
    pairs = ((found.contradiction.entry, found.entry), (found.contradiction.other, found.other))
    return tuple(entry.reference for entry, version in pairs if version is None)


def _row(found: ContradictionShown) -> Row:
    held = found.contradiction
    versions: list[EntryVersion] = [version for version in (found.entry, found.other) if version]
    row = Row(
        reference=held.reference,
        subject=held.subject,
        state=found.state,
        waits="",
        overdue=found.overdue,
        opened=long_date(held.recorded_at),
        fictional=any(version.entry.report.fictional for version in versions),
    )
    if found.resolved:
        return replace(row, waits=_outcome(found.resolved))
    if found.assigned and found.assigned.organisation:
        body = found.assigned.organisation.name
        return replace(row, waits=f"{body}, by {long_date(found.due_on)}")
    return row


def _outcome(step: ContradictionStep) -> str:
    return str(ContradictionStep.Outcome(step.outcome).label)


def _step(step: ContradictionStep, names: Mapping[str, str]) -> Step:
    what = str(ContradictionStep.Kind(step.kind).label)
    if step.kind == ContradictionStep.Kind.ASSIGNED and step.organisation:
        what = f"{step.organisation.name} must resolve it by {long_date(step.due_on)}"
    elif step.kind == ContradictionStep.Kind.RESOLVED:
        prevails = f" ({step.prevails.reference})" if step.prevails else ""
        what = f"Resolved: {_outcome(step)}{prevails}"
    elif step.kind == ContradictionStep.Kind.NOTED and step.organisation:
        what = f"{step.organisation.name} agrees"
    return Step(long_date(step.recorded_at), what, step.words, names.get(step.decided_by, step.decided_by))
