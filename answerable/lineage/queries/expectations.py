"""Expectations as they stand, or stood on a day: their words, how far they are settled, what serves them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from answerable.core.references import parse_reference
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing, Wording
from answerable.lineage.queries.dated import as_held, present, recorded, stood, words_with_reports
from answerable.register.models import EntryVersion

State = Standing.State
LIVE = (State.DRAFT, State.ADOPTED)
TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class ExpectationShown:
    """One expectation. `state` is "taken_back" where its making was undone; the last words stay with it."""

    id: int
    reference: str
    text: str
    note: str
    state: str
    origin: str
    fictional: bool
    settled_at: dt.datetime | None  # when its state was last changed
    into: str = ""  # reference of the one it was merged into

    @property
    def live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Served:
    """An entry that serves an expectation, in its words as held."""

    version: EntryVersion
    method: str  # person, or the grouping's name and version
    score: float | None


def expectations_shown(ids: Iterable[int], on: dt.date | None = None) -> dict[int, ExpectationShown]:
    """{id: the expectation as it stood}; one that was not there yet on the day is left out. One query."""
    return _shown(Expectation.objects.filter(pk__in=list(ids)), on)


def _shown(rows: QuerySet[Expectation], on: dt.date | None) -> dict[int, ExpectationShown]:
    mine = OuterRef("pk")
    words = Wording.objects.filter(recorded(on), expectation=mine).order_by("-pk")
    standing = Standing.objects.filter(stood(on), expectation=mine).order_by("-pk")
    found = rows.filter(recorded(on)).annotate(
        text=Subquery(words.values("text")[:1]),
        note=Subquery(words.values("note")[:1]),
        state=Subquery(standing.values("state")[:1]),
        settled_at=Subquery(standing.values("recorded_at")[:1]),
        into=Subquery(standing.values("into__reference")[:1]),
    )
    return {
        row.pk: ExpectationShown(
            id=row.pk,
            reference=row.reference,
            text=row.text,
            note=row.note,
            state=row.state or TAKEN_BACK,
            origin=row.origin,
            fictional=row.fictional,
            settled_at=row.settled_at,
            into=row.into or "",
        )
        for row in found
        if row.text is not None
    }


def expectation_by_reference(reference: str, on: dt.date | None = None) -> ExpectationShown | None:
    """None where there is none, or was none yet. Raises BadReferenceError for what is no reference."""
    found = _shown(Expectation.objects.filter(reference=parse_reference(reference, "X")), on)
    return next(iter(found.values()), None)


def expectations_of(
    entry_ids: Iterable[int], on: dt.date | None = None, *, states: Iterable[str] = LIVE
) -> dict[int, list[ExpectationShown]]:
    """{entry id: the expectations it serves}, adopted ones first. Four queries."""
    rows = (
        Serving.objects.filter(stood(on), present(on), entry__in=list(entry_ids))
        .order_by("pk")
        .values_list("entry_id", "expectation_id")
    )
    pairs, wanted = list(rows), set(states)
    shown = expectations_shown({expectation for _, expectation in pairs}, on)
    found: dict[int, list[ExpectationShown]] = {}
    for entry, expectation in pairs:
        if expectation in shown and shown[expectation].state in wanted:
            found.setdefault(entry, []).append(shown[expectation])
    for expectations in found.values():
        expectations.sort(key=lambda each: (each.state != State.ADOPTED, each.id))
    return found


def entries_serving(expectation_id: int, on: dt.date | None = None) -> list[Served]:
    """The entries of an expectation, oldest report first; withdrawn ones no longer count. One query."""
    serving = Q(entry__servings__expectation=expectation_id) & stood(on, "entry__servings__")
    rows = (
        words_with_reports(on)
        .filter(serving)
        .annotate(served_by=F("entry__servings__method"), served_score=F("entry__servings__score"))
        .order_by(F("entry__report__issued_on").asc(nulls_last=True), "entry__report_id", "entry__order")
    )
    served = {row.entry_id: (row.served_by, row.served_score) for row in rows}
    held = as_held(rows, on)
    return [Served(held[entry], *how) for entry, how in served.items()]


def changes_of(expectation_id: int, on: dt.date | None = None) -> QuerySet[ExpectationChange]:
    """What was done to an expectation, in order, each with the change that took it back, if one did."""
    return (
        ExpectationChange.objects.filter(recorded(on), expectations=expectation_id)
        .select_related("undoes", "undone_by")
        .prefetch_related("expectations")
        .order_by("pk")
    )


def changes_told(
    expectation_id: int, on: dt.date | None = None
) -> list[tuple[ExpectationChange, tuple[str, ...]]]:
    """The same, each with the references of the other expectations that it touched. One query."""
    mine = ExpectationChange.expectations.through.objects.filter(expectation=expectation_id)
    rows = (
        ExpectationChange.objects.filter(recorded(on), pk__in=mine.values("expectationchange"))
        .select_related("undoes")
        .annotate(touched=F("expectations__reference"), touched_id=F("expectations"))
        .order_by("pk", "touched")
    )
    found: dict[int, tuple[ExpectationChange, list[str]]] = {}
    for row in rows:
        _, others = found.setdefault(row.pk, (row, []))
        if row.touched_id != expectation_id:
            others.append(row.touched)
    return [(change, tuple(others)) for change, others in found.values()]
