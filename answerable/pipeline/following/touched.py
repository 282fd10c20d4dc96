"""What an event is about: the entries, expectations, bodies and indicators that its subject belongs to.

Read in a few queries for many events. What a subject belongs to is as it stands now; words of an entry are
read as they stood then (`worded.py`).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Max, QuerySet, Value
from django.db.models.functions import Cast

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
    for start in range(0, max(map(len, by_letter.values()), default=0), _AT_ONCE):
        some = {letter: held[start : start + _AT_ONCE] for letter, held in by_letter.items()}
        for reference, part in _by_ways(some):
            found.setdefault(reference, []).append(part)
        for letter, references in some.items():
            if references and (read := _READERS.get(letter)):
                for reference, part in read(references):
                    found.setdefault(reference, []).append(part)
    return found


def _by_ways(by_letter: Mapping[str, list[str]]) -> Iterator[tuple[str, _Part]]:
    """What rows of the database lead to, of every kind in one query."""
    asked = [(way, held) for letter, held in by_letter.items() if held for way in _WAYS.get(letter, ())]
    if not asked:
        return
    first, *others = (way.rows(place, held) for place, (way, held) in enumerate(asked))
    for place, _, reference, *ends in sorted(first.union(*others, all=True), key=lambda row: row[:2]):
        entry, expectation, body, indicator = ends
        if asked[place][0].entry and entry is None and not expectation:
            continue  # shown for something else, to which another way leads
        yield reference, _Part(entry, *({one} if one else set() for one in (expectation, body, indicator)))


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


_NO_NUMBER, _NO_TEXT = Cast(Value(None), BigIntegerField()), Cast(Value(None), CharField())


@dataclass(frozen=True, slots=True)
class _Way:
    """Where the reference of a subject stands in rows of a model, and what these lead to."""

    model: Any
    path: str
    entry: str = ""
    expectation: str = ""
    body: str = ""
    indicator: str = ""

    def rows(self, place: int, references: list[str]) -> QuerySet[Any, Any]:
        """(place, key, subject, entry, expectation, body, indicator): the same columns of every model."""
        texts = (F(name) if name else _NO_TEXT for name in (self.expectation, self.body, self.indicator))
        held = self.model.objects.filter(**{f"{self.path}__in": references}).order_by()
        found: QuerySet[Any, Any] = held.values_list(
            Value(place), F("pk"), F(self.path), F(self.entry) if self.entry else _NO_NUMBER, *texts
        )
        return found


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
_WAYS: dict[str, tuple[_Way, ...]] = {
    "A": (
        _Way(
            AnswerPart,
            "answer__reference",
            "entry",
            expectation="answer__expectation__reference",
            body="answer__organisation__reference",
        ),
    ),
    "C": (_Way(Contradiction, "reference", "entry"), _Way(Contradiction, "reference", "other")),
    "D": (
        _Way(Duty, "reference", "entry", body="holder__reference"),
        _Way(Duty, "reference", "entry", body="organisation__reference"),
    ),
    "E": (_Way(Entry, "reference", "pk"),),
    "F": (_Way(Measure, "reference", expectation="expectation__reference", indicator="indicator"),),
    "G": (_Way(GroupExpectation, "group__reference", expectation="expectation__reference"),),
    "J": (
        _Way(Judgement, "reference", expectation="expectation__reference", body="organisation__reference"),
    ),
    "N": (
        _Way(
            Alarm,
            "reference",
            "duty__entry",
            expectation="expectation__reference",
            body="duty__holder__reference",
        ),
        _Way(Alarm, "reference", "entry"),
    ),
    "P": (_Way(ActionDuty, "action__reference", "duty__entry", body="action__organisation__reference"),),
    "Q": (_Way(Challenge, "reference", "entry", body="duty__holder__reference"),),
    "S": (_Way(Assessment, "reference", "entry", expectation="expectation__reference"),),
    "T": (
        _Way(
            EffectTest,
            "reference",
            expectation="measure__expectation__reference",
            body="organisation__reference",
            indicator="measure__indicator",
        ),
    ),
    "V": (
        _Way(EvidenceUse, _USE, "claim__duty__entry", body="evidence__organisation__reference"),
        _Way(
            EvidenceUse,
            _USE,
            "progress__action__serves__duty__entry",
            body="evidence__organisation__reference",
        ),
    ),
    "Y": (
        _Way(Consolidation, "reference", expectation="expectation__reference"),
        _Way(Gathered, "consolidation__reference", expectation="expectation__reference"),
    ),
    "Z": (_Way(Item, "exercise__reference", expectation="expectation__reference"),),
}
_READERS: dict[str, _Reader] = {
    "R": _entries_of_reports,
    "X": _expectations,
    "indicator": _indicators,
    "document": _figures,
}
