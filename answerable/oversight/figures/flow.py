"""Flow and age: what came, what was answered, closed and opened again, month by month, and what is left.

Counted by the days on which things happened (of a report, of an answer, of a closure), as the register holds
them on the day asked for. A report that was loaded years later still counts in its own month: so flows tell
what bodies met, and figures as at a past day tell what the register knew.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from answerable.assurance.models import Closure
from answerable.core.calendar import LONDON, end_of_day
from answerable.duties.queries.answers import ANSWERED, ResponseAxis
from answerable.duties.rules import add_months
from answerable.oversight.figures.counting import World
from answerable.oversight.figures.definitions import BY_KEY, Condition, meets, q
from answerable.oversight.figures.scopes import Scope

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
    """Whole periods from the one with `start` to the one with `end`. Six queries.

    Raises ValueError for an end before the start, and KeyError for a step that is none of STEPS.
    """
    if end < start:
        raise ValueError("The end lies before the start.")
    world = world or World(on)
    arrived = _days(world, scope, "issued_on", {})
    closed, reopened = _closures(world, scope)
    asking = _days(world, scope, "issued_on", ASKS)
    undated = _days(world, scope, "issued_on", UNDATED)
    answered = _days(world, scope, "answered_on", ANSWER_DATED)
    periods = []
    for first, last in _periods(start, end, STEPS[step]):
        periods.append(
            Period(
                start=first,
                end=last,
                arrived=_between(arrived, first, last),
                answered=_between(answered, first, last),
                closed=_between(closed, first, last),
                reopened=_between(reopened, first, last),
                open_at_end=_by(arrived, last) - _by(closed, last) + _by(reopened, last),
                unanswered_at_end=_by(asking, last) - _by(undated, last) - _by(answered, last),
            )
        )
    return Flow(scope, world.on, step, tuple(periods), arrived[None], undated.total())


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


# Months; of five recommendations accepted nine years and more ago, a committee found four not done (domain.md
# 3.1).
_EDGES = (0, 6, 12, 24, 60, 108)
_LABELS = (
    "under 6 months",
    "6 to 12 months",
    "1 to 2 years",
    "2 to 5 years",
    "5 to 9 years",
    "9 years and more",
)
_FROM = {"issue": ("open", "issued_on"), "acceptance": ("accepted-not-done", "accepted_on")}


def ages(scope: Scope, on: dt.date | None = None, *, world: World | None = None) -> Ages:
    """Two queries."""
    world = world or World(on)
    found = {since: tuple(_ages(world, scope, since)) for since in _FROM}
    return Ages(
        scope,
        world.on,
        found["issue"],
        sum(one.value for one in found["issue"]),
        found["acceptance"],
        sum(one.value for one in found["acceptance"]),
    )


def age_conditions(on: dt.date) -> dict[str, tuple[str, Condition]]:
    """{key of a list: (what it is of, the condition)} of every age."""
    edges = [add_months(on, -months) for months in _EDGES]
    found: dict[str, tuple[str, Condition]] = {}
    for since, (figure, column) in _FROM.items():
        base = BY_KEY[figure].condition
        for at, label in enumerate(_LABELS):
            older: Condition = {f"{column}__lte": edges[at]} if at else {}
            younger: Condition = {f"{column}__gt": edges[at + 1]} if at + 1 < len(edges) else {}
            found[f"{since}-{_EDGES[at]}"] = (label, {**base, **older, **younger, f"{column}__isnull": False})
        if f"{column}__isnull" not in base:  # what is counted has the day
            found[f"{since}-unknown"] = ("day not known", {**base, f"{column}__isnull": True})
    return found


def _ages(world: World, scope: Scope, since: str) -> Iterator[Age]:
    wanted = {key: one for key, one in age_conditions(world.on).items() if key.startswith(f"{since}-")}
    counts = world.count(scope, {key: condition for key, (_, condition) in wanted.items()})
    for key, (label, _) in wanted.items():
        if counts[key] or not key.endswith("-unknown"):
            yield Age(key, label, counts[key])


def _days(world: World, scope: Scope, column: str, condition: Condition) -> Days:
    """{day: how many duties that meet the condition have it in a column}."""
    rows = world.kept(scope, q(condition, world.on)).order_by().values(column).annotate(n=Count("pk"))
    found: Days = Counter(dict(rows.values_list(column, "n")))
    found.update(getattr(one, column) for one in world.fresh_in(scope) if meets(one, condition, world.on))
    return found


def _closures(world: World, scope: Scope) -> tuple[Days, Days]:
    """Closures by their day, and reopenings by theirs, as recorded by the day asked for."""
    fresh = [one.duty_id for one in world.fresh_in(scope)]
    mine = Q(duty__in=world.kept(scope, Q(been_closed=True)).values("duty")) | Q(duty__in=fresh)
    limit = end_of_day(world.on)
    rows = Closure.objects.filter(mine, recorded_at__lt=limit)
    closed: Days = Counter(
        dict(rows.order_by().values("closed_on").annotate(n=Count("pk")).values_list("closed_on", "n"))
    )
    ended = rows.filter(reopened_at__lt=limit).values_list("reopened_at", flat=True)
    reopened: Days = Counter(at.astimezone(LONDON).date() for at in ended if at is not None)
    return closed, reopened


def _periods(start: dt.date, end: dt.date, months: int) -> Iterator[tuple[dt.date, dt.date]]:
    first = start.replace(day=1)
    first = first.replace(month=first.month - (first.month - 1) % months)
    while first <= end:
        after = add_months(first, months)
        yield first, after - dt.timedelta(days=1)
        first = after


def _between(days: Days, first: dt.date, last: dt.date) -> int:
    return sum(n for on, n in days.items() if on is not None and first <= on <= last)


def _by(days: Days, last: dt.date) -> int:
    """Up to a day; what has no day was there from the beginning."""
    return sum(n for on, n in days.items() if on is None or on <= last)
