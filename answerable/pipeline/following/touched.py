"""What an event is about: the entries, expectations, bodies and indicators that its subject belongs to.

Read in a few queries for many events. What a subject belongs to is as it stands now; words of an entry are
read as they stood then (`worded.py`).
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from answerable.assurance.models import Challenge
from answerable.duties.models import ActionDuty, AnswerPart, Duty, EvidenceUse
from answerable.impact.models import Alarm, EffectTest, Holding, Judgement, Measure
from answerable.ledger.models import Event
from answerable.lineage.models import Contradiction, Serving, Suggestion
from answerable.oversight.models import Assessment, Consolidation, Gathered, GroupExpectation, Item
from answerable.pipeline.following.kinds import SORTED
from answerable.register.models import Entry

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Touch:
    """One thing that an event is about. `lead` is what a line of the mail leads to."""

    event: int
    kind: str
    lead: str
    entry: str = ""
    expectations: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    indicators: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Part:
    """What a subject belongs to; an entry by its number in the database."""

    entry: int | None = None
    expectations: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    indicators: set[str] = field(default_factory=set)


_Parts = dict[str, list[_Part]]


def touches_of(events: Sequence[Event]) -> list[Touch]:
    """In the order of the events. One about no entry, expectation, body or indicator touches nothing."""
    parts = _parts_of({_subject(event) for event in events if event.kind != SORTED})
    rows = [
        (event, part)
        for event in events
        for part in (_sorted_now(event) if event.kind == SORTED else parts.get(_subject(event), ()))
    ]
    numbers = {part.entry for _, part in rows if part.entry is not None}
    references = _by_number(Entry.objects.values_list("pk", "reference"), "pk__in", numbers)
    serving = Serving.objects.filter(ended_by__isnull=True).values_list("entry_id", "expectation__reference")
    expectations = _by_number(serving, "entry_id__in", numbers)
    bodies = _by_number(
        Duty.objects.values_list("entry_id", "organisation__reference"), "entry_id__in", numbers
    )
    holders = _by_number(Duty.objects.values_list("entry_id", "holder__reference"), "entry_id__in", numbers)
    found: dict[tuple[int, str], Touch] = {}
    for event, part in rows:
        entry = next(iter(references.get(part.entry, ())), "") if part.entry is not None else ""
        own = part.bodies
        if entry and not own:
            own = bodies.get(part.entry, set()) | holders.get(part.entry, set())
        of_entry = expectations.get(part.entry, set()) if entry else set()
        lead = entry or min(part.expectations or part.bodies or part.indicators, default="")
        if lead:
            touch = Touch(
                event=event.index,
                kind=event.kind,
                lead=lead,
                entry=entry,
                expectations=frozenset(part.expectations | of_entry),
                bodies=frozenset(own),
                indicators=frozenset(part.indicators),
            )
            found[event.index, lead] = _joined(found.get((event.index, lead)), touch)
    return list(found.values())


def _joined(held: Touch | None, fresh: Touch) -> Touch:
    """One event that reaches a thing by two ways is told once."""
    if held is None:
        return fresh
    return Touch(
        held.event,
        held.kind,
        held.lead,
        held.entry,
        held.expectations | fresh.expectations,
        held.bodies | fresh.bodies,
        held.indicators | fresh.indicators,
    )


def _subject(event: Event) -> str:
    if event.kind == "correction.recorded":
        return str(event.payload.get("subject", ""))
    return event.subject


def _by_number(rows: Any, lookup: str, numbers: Collection[int | None]) -> dict[int | None, set[str]]:
    found: dict[int | None, set[str]] = {}
    wanted = sorted(number for number in numbers if number is not None)
    for start in range(0, len(wanted), _AT_ONCE):
        for number, text in rows.filter(**{lookup: wanted[start : start + _AT_ONCE]}):
            found.setdefault(number, set()).add(text)
    return found


def _parts_of(subjects: Collection[str]) -> _Parts:
    by_letter: dict[str, list[str]] = {}
    for subject in subjects:
        by_letter.setdefault(subject.split(":")[0] if ":" in subject else subject[:1], []).append(subject)
    found: _Parts = {}
    for letter, references in by_letter.items():
        read = _READERS.get(letter)
        if read is None:
            continue
        for start in range(0, len(references), _AT_ONCE):
            for reference, part in read(references[start : start + _AT_ONCE]):
                found.setdefault(reference, []).append(part)
    return found


def _sorted_now(event: Event) -> Iterator[_Part]:
    """Entries that were sorted by a run soon after they came; not those that a later run read again."""
    run = event.subject.removeprefix("run:")
    if not run.isdigit():
        return
    rows = Suggestion.objects.filter(run=int(run), recorded_at__lte=event.recorded_at)
    at = rows.aggregate(at=Max("recorded_at"))["at"]
    wanted = rows.filter(recorded_at=at, entry__isnull=False, other__isnull=True)
    before = Suggestion.objects.filter(run__lt=int(run), entry__in=wanted.values("entry"), other__isnull=True)
    fresh = set(wanted.values_list("entry", flat=True)) - set(before.values_list("entry", flat=True))
    for entry in sorted(number for number in fresh if number is not None):
        yield _Part(entry)


_Reader = Callable[[list[str]], Iterator[tuple[str, _Part]]]


def _of(
    model: Any, path: str, entry: str = "", *, expectation: str = "", body: str = "", indicator: str = ""
) -> _Reader:
    """Reads (subject, part) from rows of `model`: where the reference stands, and what it leads to."""
    names = [name for name in (path, entry, expectation, body, indicator) if name]

    def read(references: list[str]) -> Iterator[tuple[str, _Part]]:
        rows = model.objects.filter(**{f"{path}__in": references}).order_by("pk").values(*names)
        for row in rows:
            if entry and row[entry] is None and not (expectation and row[expectation]):
                continue  # shown for something else, which another reader reads
            yield (
                row[path],
                _Part(
                    row[entry] if entry else None,
                    *(
                        {row[name]} if name and row[name] else set()
                        for name in (expectation, body, indicator)
                    ),
                ),
            )

    return read


def _each(*readers: _Reader) -> _Reader:
    def read(references: list[str]) -> Iterator[tuple[str, _Part]]:
        for reader in readers:
            yield from reader(references)

    return read


def _entries_of_reports(references: list[str]) -> Iterator[tuple[str, _Part]]:
    rows = Entry.objects.filter(report__reference__in=references, withdrawn_at__isnull=True)
    for reference, entry in rows.values_list("report__reference", "pk"):
        yield reference, _Part(entry)


def _expectations(references: list[str]) -> Iterator[tuple[str, _Part]]:
    for reference in references:
        yield reference, _Part(expectations={reference})


def _figures(references: list[str]) -> Iterator[tuple[str, _Part]]:
    """A file of figures, by the hash of its document."""
    hashes = [reference.removeprefix("document:") for reference in references]
    rows = Holding.objects.filter(file__document__sha256__in=hashes)
    for sha256, indicator in rows.values_list("file__document__sha256", "indicator").distinct():
        yield f"document:{sha256}", _Part(indicators={indicator})


def _indicators(references: list[str]) -> Iterator[tuple[str, _Part]]:
    for reference in references:
        yield reference, _Part(indicators={reference.removeprefix("indicator:")})


_USE = "evidence__reference"
_READERS: dict[str, _Reader] = {
    "A": _of(
        AnswerPart,
        "answer__reference",
        "entry",
        expectation="answer__expectation__reference",
        body="answer__organisation__reference",
    ),
    "C": _each(_of(Contradiction, "reference", "entry"), _of(Contradiction, "reference", "other")),
    "D": _each(
        _of(Duty, "reference", "entry", body="holder__reference"),
        _of(Duty, "reference", "entry", body="organisation__reference"),
    ),
    "E": _of(Entry, "reference", "pk"),
    "F": _of(Measure, "reference", expectation="expectation__reference", indicator="indicator"),
    "G": _of(GroupExpectation, "group__reference", expectation="expectation__reference"),
    "J": _of(Judgement, "reference", expectation="expectation__reference", body="organisation__reference"),
    "N": _each(
        _of(
            Alarm,
            "reference",
            "duty__entry",
            expectation="expectation__reference",
            body="duty__holder__reference",
        ),
        _of(Alarm, "reference", "entry"),
    ),
    "P": _of(ActionDuty, "action__reference", "duty__entry", body="action__organisation__reference"),
    "Q": _of(Challenge, "reference", "entry", body="duty__holder__reference"),
    "R": _entries_of_reports,
    "S": _of(Assessment, "reference", "entry", expectation="expectation__reference"),
    "T": _of(
        EffectTest,
        "reference",
        expectation="measure__expectation__reference",
        body="organisation__reference",
        indicator="measure__indicator",
    ),
    "V": _each(
        _of(EvidenceUse, _USE, "claim__duty__entry", body="evidence__organisation__reference"),
        _of(
            EvidenceUse,
            _USE,
            "progress__action__serves__duty__entry",
            body="evidence__organisation__reference",
        ),
    ),
    "X": _expectations,
    "Y": _each(
        _of(Consolidation, "reference", expectation="expectation__reference"),
        _of(Gathered, "consolidation__reference", expectation="expectation__reference"),
    ),
    "Z": _of(Item, "exercise__reference", expectation="expectation__reference"),
    "indicator": _indicators,
    "document": _figures,
}
