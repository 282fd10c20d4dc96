"""What a report's scope is, or where an entry's matter takes place and whom it is about: one at a time."""

from dataclasses import dataclass, replace

from answerable.core.actors import Actor
from answerable.lineage.about import label_of
from answerable.lineage.models import Kind, Suggestion
from answerable.lineage.queries import open_values, undecided
from answerable.lineage.queries.dated import words_held
from answerable.register.queries import current_versions
from answerable.workspace.answers import HOLDS, IN_PASSING, NOT_SO, SCOPES, Answer
from answerable.workspace.desk import Before
from answerable.workspace.presenters.entries import Shown, records_of, shown
from answerable.workspace.presenters.texts import with_phrases

_MOST_ENTRIES = 6
QUESTIONS = {
    Kind.SCOPE: "Is this report about mental health care in hospital?",
    Kind.SETTING: "Does it take place here: {}?",
    Kind.POPULATION: "Is it about these people: {}?",
}


@dataclass(frozen=True, slots=True)
class ValueItem:
    suggestion: Suggestion
    second: bool = False

    @property
    def item(self) -> str:
        return self.suggestion.subject


@dataclass(frozen=True, slots=True)
class ValuePage:
    item: str
    suggestion: int
    question: str
    says: str
    percent: int
    method: str
    words: tuple[str, ...]
    title: str
    href: str
    entries: tuple[Shown, ...]
    more: int
    answers: tuple[Answer, ...]


def value_page(item: ValueItem) -> ValuePage:
    row = item.suggestion
    words = tuple(str(word) for word in row.words) if isinstance(row.words, list) else ()
    if row.report is not None:
        versions = list(
            current_versions()
            .filter(entry__report=row.report, entry__parent__isnull=True)
            .order_by("entry__order")
        )
        title, href = row.report.title, f"/reports/{row.report.reference}"
        answers = tuple(replace(answer, proposed=answer.value == row.value) for answer in SCOPES)
    else:
        versions = list(words_held([row.entry_id or 0], None).values())
        title = versions[0].entry.report.title if versions else ""
        href = f"/entries/{versions[0].entry.reference}" if versions else ""
        answers = (replace(HOLDS, proposed=True), IN_PASSING, NOT_SO)
    says = label_of(row.kind, row.value)
    records = records_of(versions[:_MOST_ENTRIES])
    return ValuePage(
        item=item.item,
        suggestion=row.pk,
        question=QUESTIONS[Kind(row.kind)].format(says.lower()),
        says=says,
        percent=round(100 * row.score),
        method=f"{row.method} {row.version}",
        words=words,
        title=title,
        href=href,
        entries=tuple(shown(record, with_phrases(record.text, words)) for record in records),
        more=max(0, len(versions) - _MOST_ENTRIES),
        answers=answers,
    )


def offered(kind: str, by: Actor) -> list[ValueItem]:
    return [ValueItem(row) for row in open_values(kind, editor=by.identifier)]


def no_second_readings() -> list[ValueItem]:
    """Scope, settings and populations are read once: what is asked of them is nearer to a fact."""
    return []


def reread(kind: str, lying: Before) -> ValueItem | None:
    row = undecided(kind).filter(subject=lying.item).select_related("entry__report", "report").first()
    return ValueItem(row) if row else None
