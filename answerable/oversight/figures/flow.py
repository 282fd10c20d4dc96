"""Flow and age: what came, what was answered, closed and opened again, month by month, and what is left.

Counted by the days on which things happened (of a report, of an answer, of a closure), as the register holds
them on the day asked for. A report that was loaded years later still counts in its own month: so flows tell
what bodies met, and figures as at a past day tell what the register knew.
"""

import bisect
import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, Q

from answerable.assurance.models import Closure
from answerable.core.calendar import LONDON, end_of_day
from answerable.duties.queries.answers import ANSWERED, ResponseAxis
from answerable.duties.rules import add_months
from answerable.oversight.figures.aging import EDGES, LABELS
from answerable.oversight.figures.columns import columns
from answerable.oversight.figures.counting import World
from answerable.oversight.figures.definitions import BY_KEY, Condition, meets
from answerable.oversight.figures.scopes import Scope

_DAY = dt.timedelta(days=1)
STEPS = {"month": 1, "quarter": 3, "year": 12}
_REPLIED = tuple(sorted(one.value for one in ANSWERED))
ASKS: Condition = {"response__not_in": (ResponseAxis.NOT_REQUIRED.value,)}
ANSWER_DATED: Condition = {"response__in": _REPLIED, "answered_on__isnull": False}
UNDATED: Condition = {"response__in": _REPLIED, "answered_on__isnull": True}
Days = Counter[dt.date | None]


@dataclass(frozen=True, slots=True)
class Period:
    """`open_at_end`: came by then and not closed. `unanswered_at_end`: of those that ask for a reply."""

    start: dt.date
    end: dt.date  # its last day
    arrived: int
    answered: int
    closed: int
    reopened: int
    open_at_end: int
    unanswered_at_end: int


@dataclass(frozen=True, slots=True)
class Flow:
    """`undated`: of reports without a date, counted as there from the beginning. `answered_undated`: answered
    on a day that is not known, counted in no period and left out of what is unanswered."""

    scope: Scope
    on: dt.date
    step: str
    periods: tuple[Period, ...]
    undated: int
    answered_undated: int


def flow(
    scope: Scope,
    start: dt.date,
    end: dt.date,
    step: str = "month",
    on: dt.date | None = None,
    *,
    world: World | None = None,
) -> Flow:
    """Whole periods from the one with `start` to the one with `end`. At most five queries.

    Raises ValueError for an end before the start, and KeyError for a step that is none of STEPS.
    """
    if end < start:
        raise ValueError("The end lies before the start.")
    world = world or World(on)
    days = by_issue(world, scope)
    arrived, asking, undated = days["all"], days["asking"], days["undated"]
    answered = by_answer(world, scope)
    closed, reopened = world.kept_long(scope, "closures", lambda: _closures(world, scope))
    until = {
        name: Until(days)
        for name, days in (
            ("arrived", arrived),
            ("asking", asking),
            ("undated", undated),
            ("answered", answered),
            ("closed", closed),
            ("reopened", reopened),
        )
    }
    periods = []
    for first, last in _periods(start, end, STEPS[step]):
        came = {name: one.by(last) for name, one in until.items()}
        before = {name: one.by(first - _DAY) for name, one in until.items()}
        periods.append(
            Period(
                start=first,
                end=last,
                arrived=came["arrived"] - before["arrived"],
                answered=came["answered"] - before["answered"],
                closed=came["closed"] - before["closed"],
                reopened=came["reopened"] - before["reopened"],
                open_at_end=came["arrived"] - came["closed"] + came["reopened"],
                unanswered_at_end=came["asking"] - came["undated"] - came["answered"],
            )
        )
    return Flow(scope, world.on, step, tuple(periods), arrived[None], undated.total())


class Until:
    """How many by a day. What has no day was there from the beginning."""

    def __init__(self, days: Days) -> None:
        dated = sorted((on, n) for on, n in days.items() if on is not None)
        self._days = [on for on, _ in dated]
        self._sums = list(itertools.accumulate((n for _, n in dated), initial=days[None]))

    def by(self, on: dt.date) -> int:
        return self._sums[bisect.bisect_right(self._days, on)]


@dataclass(frozen=True, slots=True)
class Age:
    """Duties of one age. `key` names the list behind it."""

    key: str
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Ages:
    """`since_issue`: open duties by the age of the report. `since_acceptance`: accepted ones that nobody
    independent has found done, by the age of the first answer that accepted. Each adds up to `of_*`."""

    scope: Scope
    on: dt.date
    since_issue: tuple[Age, ...]
    of_issue: int
    since_acceptance: tuple[Age, ...]
    of_acceptance: int


def ages(scope: Scope, on: dt.date | None = None, *, world: World | None = None) -> Ages:
    """Three queries, one of which flows ask too."""
    world = world or World(on)
    open_now = by_issue(world, scope)["open"]
    accepted = by_acceptance(world, scope)
    return Ages(
        scope,
        world.on,
        tuple(_aged("issue", open_now, world.on)),
        open_now.total(),
        tuple(_aged("acceptance", accepted, world.on)),
        accepted.total(),
    )


def _aged(since: str, days: Days, on: dt.date) -> Iterator[Age]:
    edges = [add_months(on, -months) for months in EDGES]
    for at, label in enumerate(LABELS):
        after = edges[at + 1] if at + 1 < len(edges) else None
        count = sum(
            n
            for day, n in days.items()
            if day is not None and (not at or day <= edges[at]) and (after is None or day > after)
        )
        yield Age(f"{since}-{EDGES[at]}", label, count)
    if days[None]:
        yield Age(f"{since}-unknown", "day not known", days[None])


def by_issue(world: World, scope: Scope) -> dict[str, Days]:
    """Duties by the day of their report: all, those that ask for a reply, those answered on no known day, and
    those open. One query, asked once."""
    conditions = {"all": {}, "asking": ASKS, "undated": UNDATED, "open": BY_KEY["open"].condition}
    return world.kept_long(scope, "issued_on", lambda: _days(world, scope, "issued_on", conditions))


def by_answer(world: World, scope: Scope) -> Days:
    conditions = {"": ANSWER_DATED}
    return world.kept_long(scope, "answered", lambda: _days(world, scope, "answered_on", conditions))[""]


def by_acceptance(world: World, scope: Scope) -> Days:
    """Accepted and not found done, by the day of the first answer that accepted."""
    conditions = {"": BY_KEY["accepted-not-done"].condition}
    return world.kept_long(scope, "accepted", lambda: _days(world, scope, "accepted_on", conditions))[""]


def _days(world: World, scope: Scope, column: str, conditions: Mapping[str, Condition]) -> dict[str, Days]:
    """For each condition {day: how many duties that meet it have that day in a column}."""
    read = columns(world, scope)
    days = read.dates[column]
    found: dict[str, Days] = {}
    for name, one in conditions.items():
        many = np.bincount(days.places[read.meeting(one)], minlength=len(days.values)).tolist()
        found[name] = Counter({day: n for day, n in zip(days.values, many, strict=True) if n})
    for spell in world.fresh_in(scope):
        for name, one in conditions.items():
            if meets(spell, one, world.on):
                found[name][getattr(spell, column)] += 1
    return found


def _closures(world: World, scope: Scope) -> tuple[Days, Days]:
    """Closures by their day, and reopenings by theirs, as recorded by the day asked for."""
    fresh = [one.duty_id for one in world.fresh_in(scope)]
    once = Q(number__in=world.numbers_of(scope, BY_KEY["been-closed"].condition))
    mine = Q(duty__in=world.kept(scope, once).values("duty")) | Q(duty__in=fresh)
    limit = end_of_day(world.on)
    rows = Closure.objects.filter(mine, recorded_at__lt=limit).order_by()
    closed: Days = Counter()
    reopened: Days = Counter()
    for on, ended, n in (
        rows.values("closed_on", "reopened_at")
        .annotate(n=Count("pk"))
        .values_list("closed_on", "reopened_at", "n")
    ):
        closed[on] += n
        if ended is not None and ended < limit:
            reopened[ended.astimezone(LONDON).date()] += n
    return closed, reopened


def _periods(start: dt.date, end: dt.date, months: int) -> Iterator[tuple[dt.date, dt.date]]:
    first = start.replace(day=1)
    first = first.replace(month=first.month - (first.month - 1) % months)
    while first <= end:
        after = add_months(first, months)
        yield first, after - _DAY
        first = after
