"""Where what is asked pulls in two directions: the known tensions, and the register of contradictions."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.references import parse_reference
from answerable.lineage.models import Contradiction, ContradictionStep
from answerable.lineage.queries import ContradictionShown, contradiction_by_reference, contradictions
from answerable.lineage.queries.sides import one_sided
from answerable.lineage.tensions.definitions import Source, Tension, shipped
from answerable.pipeline.index import SIDE_AND_SETTING
from answerable.pipeline.over_time import counts_made_up
from answerable.pipeline.search import find
from answerable.publication.contradictions import sentences
from answerable.publication.records import EntryRecord, entry_records
from answerable.register.models import EntryVersion
from answerable.search.documents import IndexMissingError
from answerable.website.formats import long_date
from answerable.website.presenters import words
from answerable.website.presenters.lineage_words import CONTRADICTION_STATES, tension_named, who
from answerable.website.refusals import Explained, NotHereError, nothing_has

STEPS = {
    ContradictionStep.Kind.OPENED: "Found by an editor",
    ContradictionStep.Kind.ASSIGNED: "A body named to resolve it",
    ContradictionStep.Kind.NOTED: "Note",
    ContradictionStep.Kind.RESOLVED: "Resolved",
    ContradictionStep.Kind.REOPENED: "Opened again",
}


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One answer to a tension's question, with the entries on it that a program found."""

    name: str
    direction: str
    href: str
    entries: int
    settings: tuple[tuple[str, int, str], ...]  # (label, entries, address)


@dataclass(frozen=True, slots=True)
class ShownTension:
    key: str
    title: str
    question: str
    explanation: str
    status: str
    sides: tuple[ShownSide, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ListedContradiction:
    shown: ContradictionShown
    state: str
    outcome: str
    sentences: tuple[str, str]

    @property
    def reference(self) -> str:
        return self.shown.contradiction.reference

    @property
    def href(self) -> str:
        return f"/cross-purposes/{self.reference}"


@dataclass(frozen=True, slots=True)
class CrossPurposesPage:
    tensions: tuple[ShownTension, ...]
    contradictions: tuple[ListedContradiction, ...]
    counted: bool  # False where there is no index to count by


@dataclass(frozen=True, slots=True)
class ShownAsk:
    """One of the two: its entry, or None where that was withdrawn; and the sentence that conflicts."""

    record: EntryRecord | None
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ShownStep:
    on: dt.datetime
    what: str
    by: str
    words: str
    body: tuple[str, str] | None  # reference, name
    due_on: dt.date | None
    outcome: str
    prevails: str


@dataclass(frozen=True, slots=True)
class ContradictionPage:
    listed: ListedContradiction
    asks: tuple[ShownAsk, ShownAsk]
    tension: Tension | None
    setting: str
    steps: tuple[ShownStep, ...]
    one_sided: bool  # the body named is on one side, and the other's agreement is not on record
    fictional: bool

    @property
    def href(self) -> str:
        return self.listed.href


def cross_purposes_page() -> CrossPurposesPage:
    counts = side_counts()
    return CrossPurposesPage(
        tensions=tuple(_tension(one, counts or {}) for one in shipped()),
        contradictions=tuple(listed(shown) for shown in all_contradictions()),
        counted=counts is not None,
    )


def all_contradictions() -> list[ContradictionShown]:
    """The public register, newest first."""
    return contradictions(fictional=counts_made_up())


def side_counts() -> dict[str, tuple[int, dict[str, int]]] | None:
    """{"observation:watch": (entries, {setting: entries})}; None where there is no index."""
    try:
        facets = find(size=1).facets
    except IndexMissingError:
        return None
    found: dict[str, tuple[int, dict[str, int]]] = {
        one.value: (one.count, {}) for one in facets.get("tension", [])
    }
    for one in facets.get(SIDE_AND_SETTING, []):
        side, _, setting = one.value.partition("|")
        if side in found:
            found[side][1][setting] = one.count
    return found


def listed(shown: ContradictionShown) -> ListedContradiction:
    outcome = shown.resolved.outcome if shown.resolved else ""
    return ListedContradiction(
        shown,
        CONTRADICTION_STATES[shown.state],
        str(ContradictionStep.Outcome(outcome).label) if outcome else "",
        sentences(shown),
    )


def _tension(one: Tension, counts: dict[str, tuple[int, dict[str, int]]]) -> ShownTension:
    return ShownTension(
        key=one.key,
        title=one.title,
        question=one.question,
        explanation=one.explanation,
        status=one.status,
        sides=tuple(_side(f"{one.key}:{side.key}", side.name, side.direction, counts) for side in one.sides),
        sources=one.sources,
    )


def _side(value: str, name: str, direction: str, counts: dict[str, tuple[int, dict[str, int]]]) -> ShownSide:
    entries, settings = counts.get(value, (0, {}))
    href = f"/search?tension={value}"
    return ShownSide(
        name,
        direction,
        href,
        entries,
        tuple(
            (words.setting_label(setting), count, f"{href}&setting={setting}")
            for setting, count in sorted(settings.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def find_contradiction(reference: str, on: dt.date | None) -> ContradictionShown:
    """Raises NotHereError for one never given, or not there yet on the day."""
    shown = contradiction_by_reference(reference, on)
    if shown is None:
        row = Contradiction.objects.filter(reference=parse_reference(reference, "C")).first()
        if row is None:
            raise nothing_has("C", reference)
        raise NotHereError(
            Explained(
                "Not in the register on that day",
                (f"Contradiction {reference} was recorded on {long_date(row.recorded_at)}.",),
                (("See it as it is now", f"/cross-purposes/{reference}"),),
            )
        )
    return shown


def contradiction_page(reference: str, on: dt.date | None) -> ContradictionPage:
    shown = find_contradiction(reference, on)
    row = shown.contradiction
    sentence, other_sentence = sentences(shown)
    versions = [version for version in (shown.entry, shown.other) if version]
    records = {record.reference: record for record in entry_records(versions, on=on, with_duties=False)}
    return ContradictionPage(
        listed=listed(shown),
        asks=(
            _ask(shown.entry, sentence, records),
            _ask(shown.other, other_sentence, records),
        ),
        tension=tension_named(row.tension),
        setting=words.setting_label(row.setting) if row.setting else "",
        steps=tuple(_step(step) for step in shown.steps),
        one_sided=bool(shown.organisation and one_sided(row, shown.organisation)),
        fictional=any(record.report.fictional for record in records.values()),
    )


def _ask(version: EntryVersion | None, sentence: str, records: dict[str, EntryRecord]) -> ShownAsk:
    record = records.get(version.entry.reference) if version else None
    return ShownAsk(record, words.entry_name(record) if record else "", sentence)


def _step(step: ContradictionStep) -> ShownStep:
    agrees = step.kind == ContradictionStep.Kind.NOTED and step.organisation is not None
    return ShownStep(
        on=step.recorded_at,
        what="A body on one side agrees" if agrees else STEPS[ContradictionStep.Kind(step.kind)],
        by=who(step.decided_by),
        words=step.words,
        body=(step.organisation.reference, step.organisation.name) if step.organisation else None,
        due_on=step.due_on,
        outcome=str(ContradictionStep.Outcome(step.outcome).label) if step.outcome else "",
        prevails=step.prevails.reference if step.prevails else "",
    )
