"""Consolidated asks as they stand, or stood on a day, with what each publisher said."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from answerable.core.calendar import end_of_day, today
from answerable.lineage.models import Serving, Standing
from answerable.lineage.queries.dated import present, stood
from answerable.lineage.queries.expectations import ExpectationShown, expectations_shown
from answerable.oversight.models import Consolidation, Position
from answerable.oversight.queries.groups import recorded, standing
from answerable.sources.models import Publisher

State = Consolidation.State


@dataclass(frozen=True, slots=True)
class PositionShown:
    publisher: Publisher
    entries: int  # of its own, in the expectations concerned
    row: Position
    beside: ExpectationShown | None  # where its ask stands, since it does not agree


@dataclass(frozen=True, slots=True)
class ConsolidationShown:
    row: Consolidation
    state: str  # as at the day
    expectation: ExpectationShown | None
    gathered: tuple[ExpectationShown, ...]
    positions: tuple[PositionShown, ...]
    on: dt.date

    @property
    def silent(self) -> int:
        return sum(one.row.stand == Position.Stand.ASKED for one in self.positions)

    @property
    def agree(self) -> int:
        return sum(one.row.stand == Position.Stand.AGREES for one in self.positions)

    @property
    def dissent(self) -> int:
        return sum(one.row.stand == Position.Stand.DISSENTS for one in self.positions)

    @property
    def answer_due(self) -> bool:
        return self.state == State.PROPOSED and bool(self.silent) and self.row.answer_by < self.on


def publishers_of(expectation_ids: Iterable[int], on: dt.date | None = None) -> Counter[str]:
    """{code of a publisher: how many of its entries serve any of these}, each entry once."""
    rows = Serving.objects.filter(stood(on), present(on), expectation__in=list(expectation_ids))
    return Counter(code for _, code in set(rows.values_list("entry_id", "entry__report__publisher__code")))


def consolidations(
    on: dt.date | None = None,
    *,
    state: str = "",
    keys: Iterable[int] | None = None,
    publishers: Iterable[str] | None = None,
) -> list[ConsolidationShown]:
    """The newest first. `publishers`: those that ask one of them. About ten queries."""
    rows = Consolidation.objects.filter(recorded(on))
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    if publishers is not None:
        asked = Position.objects.filter(superseded_at__isnull=True, publisher__in=list(publishers))
        rows = rows.filter(pk__in=asked.values("consolidation"))
    found = _shown(list(rows.select_related("expectation", "change")), on)
    return [one for one in found if state in ("", one.state)]


def consolidation_by_reference(reference: str, on: dt.date | None = None) -> ConsolidationShown | None:
    row = Consolidation.objects.filter(recorded(on), reference=reference).first()
    return consolidations(on, keys=[row.pk])[0] if row else None


def consolidations_of(expectation_id: int, on: dt.date | None = None) -> list[ConsolidationShown]:
    """Those proposed or made of one expectation, or into which it was gathered."""
    about = Q(expectation=expectation_id) | Q(gathered__expectation=expectation_id)
    keys = set(Consolidation.objects.filter(about).values_list("pk", flat=True))
    kept = (State.PROPOSED, State.MADE)
    return [one for one in consolidations(on, keys=keys) if one.state in kept] if keys else []


def _shown(rows: list[Consolidation], on: dt.date | None) -> list[ConsolidationShown]:
    keys = [row.pk for row in rows]
    others: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        others[row.pk] = list(row.gathered.values_list("expectation_id", flat=True))
    apart = _beside(rows)
    ids = {row.expectation_id for row in rows} | {one for held in others.values() for one in held}
    shown = expectations_shown(ids | set(apart.values()), on)
    positions: dict[int, list[Position]] = defaultdict(list)
    for position in Position.objects.filter(standing(on, "superseded_at"), consolidation__in=keys):
        positions[position.consolidation_id].append(position)
    codes = {one.publisher for held in positions.values() for one in held}
    named = {one.code: one for one in Publisher.objects.filter(code__in=codes)}
    found = []
    for row in rows:
        state = state_on(row, on)
        beside = shown.get(apart.get(row.pk, 0)) if state == State.MADE else None
        about = [row.expectation_id, *others[row.pk], *([beside.id] if beside else [])]
        entries = publishers_of(about, on)
        found.append(
            ConsolidationShown(
                row,
                state,
                shown.get(row.expectation_id),
                tuple(shown[one] for one in others[row.pk] if one in shown),
                tuple(
                    PositionShown(
                        named[one.publisher],
                        entries[one.publisher],
                        one,
                        beside if one.stand == Position.Stand.DISSENTS else None,
                    )
                    for one in sorted(positions[row.pk], key=lambda one: named[one.publisher].name)
                ),
                on or today(),
            )
        )
    return found


def _beside(rows: list[Consolidation]) -> dict[int, int]:
    """{consolidation: the expectation that its making set beside the one}."""
    found = {}
    changes = {row.change_id: row for row in rows if row.change_id}
    made = Standing.objects.filter(made_by__in=changes, state=Standing.State.ADOPTED)
    for change, expectation in made.values_list("made_by_id", "expectation_id"):
        found[changes[change].pk] = expectation
    return found


def state_on(row: Consolidation, on: dt.date | None) -> str:
    """As at a day: the end that it came to counts from then on."""
    if on is None or row.ended_at is None or row.ended_at < end_of_day(on):
        return row.state
    return State.PROPOSED
