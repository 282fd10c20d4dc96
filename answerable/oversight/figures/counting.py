"""The figures of a scope as at a day, and the list behind each: counted by the database from spells.

What the log holds since the spells were made is worked out afresh and takes the place of what they say, so
that a figure is never older than the last event, unless `Figures.later` says so.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet

from answerable.core.calendar import LONDON, today
from answerable.duties.models import Duty
from answerable.oversight.figures.definitions import BY_KEY, DEFINITIONS, Condition, meets, q
from answerable.oversight.figures.loading import load
from answerable.oversight.figures.scopes import Level, Scope
from answerable.oversight.figures.signature import TOLD, standing_of
from answerable.oversight.figures.touched import Since, since_reckoning
from answerable.oversight.figures.working import spells
from answerable.oversight.models import Spell

T = TypeVar("T")
KEPT_SECONDS = 300
# What lies in a theme changes by decisions that touch no duty.
_KEPT = frozenset({Level.REGISTER, Level.REGION, Level.BOARD, Level.BODY, Level.PUBLISHER})


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` of `of` duties; `of` is None for the first figure, which is a part of nothing."""

    key: str
    label: str
    value: int
    of: int | None
    of_key: str
    of_label: str
    who: str
    group: str

    @property
    def share(self) -> float | None:
        """Of the denominator; None where that is nought."""
        return self.value / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one scope on one day.

    `position`: the last event of the log that counts. `later`: events that do not count yet. `since`: the day
    on which the register first held a duty; before it there is nothing to count. `made`: False where nothing
    can be said, since spells were never made.
    """

    scope: Scope
    on: dt.date
    position: int
    later: int
    made: bool
    since: dt.date | None
    figures: tuple[Figure, ...]

    @property
    def before_first(self) -> bool:
        return self.since is None or self.on < self.since

    def value(self, key: str) -> int:
        return self[key].value

    def __getitem__(self, key: str) -> Figure:
        return next(one for one in self.figures if one.key == key)


class World:
    """Spells on a day: those kept, but for the duties touched since, and the fresh ones of these.

    One for each page, so that every figure on it counts the same events.
    """

    def __init__(self, on: dt.date | None = None, since: Since | None = None) -> None:
        self.on = on or today()
        self.since = since or since_reckoning()
        touched = self.since.touched
        fresh = list(spells(load(touched))) if touched else []
        self.fresh: Sequence[Spell] = [one for one in fresh if one.starts <= self.on < one.ends]
        self._once: dict[Hashable, Any] = {}

    def kept(self, scope: Scope, where: Q | None = None) -> QuerySet[Spell]:
        """Of the duties that nothing touched since."""
        mine = self.kept_once((scope, "where"), lambda: scope.where(self.on))
        rows = Spell.objects.filter(mine, where or Q(), starts__lte=self.on, ends__gt=self.on)
        return rows.exclude(duty__in=self.since.touched) if self.since.touched else rows

    def numbers(self, scope: Scope) -> Counter[int]:
        """{number of a spell (`signature`): how many duties}. One query, asked once."""
        return self.kept_long(scope, "numbers", lambda: self._count(scope))

    def _count(self, scope: Scope) -> Counter[int]:
        rows = self.kept(scope).order_by().values("number").annotate(n=Count("pk"))
        found = Counter(dict(rows.values_list("number", "n")))
        found.update(one.number for one in self.fresh_in(scope))
        return found

    def tell_numbers(self, scope: Scope, kept: Counter[int]) -> None:
        """Those of `kept(scope)`, where another query has counted them already."""
        found = kept.copy()
        found.update(one.number for one in self.fresh_in(scope))
        self._once.setdefault((scope, "numbers"), found)

    def numbers_of(self, scope: Scope, condition: Condition) -> list[int]:
        """The numbers that meet a condition, of those that there are."""
        return [one for one in self.numbers(scope) if meets(standing_of(one), condition, self.on)]

    def count(self, scope: Scope, condition: Condition) -> int:
        """How many duties meet a condition that a number tells."""
        numbers = self.numbers(scope).items()
        return sum(n for number, n in numbers if meets(standing_of(number), condition, self.on))

    def kept_once(self, key: Hashable, ask: Callable[[], T]) -> T:
        """What was asked before in this world is not asked again."""
        if key not in self._once:
            self._once[key] = ask()
        found: T = self._once[key]
        return found

    def kept_long(self, scope: Scope, what: str, ask: Callable[[], T]) -> T:
        """Kept between pages too, by the spells and the day, where nothing was touched since."""
        if not self.since.key or self.since.touched or scope.level not in _KEPT:
            return self.kept_once((scope, what), ask)
        key = f"figures:{self.since.key}:{self.on}:{scope.level}:{scope.key}:{scope.pk}:{what}"

        def ask_long() -> T:
            found: T | None = cache.get(key)
            if found is None:
                cache.set(key, found := ask(), KEPT_SECONDS)
            return found

        return self.kept_once((scope, what), ask_long)

    def fresh_in(self, scope: Scope) -> list[Spell]:
        if not self.fresh:
            return []
        holds = self.kept_once((scope, "holds"), lambda: scope.holds(self.fresh, self.on))
        return [one for one in self.fresh if holds(one)]


def figures(scope: Scope, on: dt.date | None = None, *, world: World | None = None) -> Figures:
    """Two queries, where nothing was touched since the spells were made."""
    world = world or World(on)
    counts = {one.key: world.count(scope, one.condition) for one in DEFINITIONS}
    return Figures(
        scope=scope,
        on=world.on,
        position=world.since.position,
        later=world.since.later,
        made=world.since.made,
        since=first_day(),
        figures=tuple(
            Figure(
                key=one.key,
                label=one.label,
                value=counts[one.key],
                of=counts[one.of] if one.of else None,
                of_key=one.of,
                of_label=BY_KEY[one.of].label if one.of else "",
                who=one.who,
                group=one.group,
            )
            for one in DEFINITIONS
            if one.shown
        ),
    )


def behind(
    scope: Scope, figure: str, on: dt.date | None = None, *, world: World | None = None
) -> QuerySet[Duty]:
    """The duties that a figure counts. Raises KeyError for none of the figures."""
    world = world or World(on)
    return duties_where(world, scope, BY_KEY[figure].condition)


def duties_where(world: World, scope: Scope, condition: Condition) -> QuerySet[Duty]:
    """The duties whose spell on the day meets a condition."""
    kept = world.kept(scope, q(condition, world.on))
    fresh = [one.duty_id for one in world.fresh_in(scope) if meets(one, condition, world.on)]
    rows = Q(pk__in=kept.values("duty"))
    return Duty.objects.filter(rows | Q(pk__in=fresh) if fresh else rows)


def keys_where(world: World, scope: Scope, condition: Condition) -> list[int]:
    """The keys of those duties, the newest first: of a list that is shown in part. One query."""
    kept = world.kept(scope, asked_of(world, scope, condition)).order_by()
    fresh = [one.duty_id for one in world.fresh_in(scope) if meets(one, condition, world.on)]
    return sorted([*kept.values_list("duty_id", flat=True), *fresh], reverse=True)


def asked_of(world: World, scope: Scope, condition: Condition) -> Q:
    """The condition by numbers, which an index answers, where these tell it: no day, and no other column."""
    columns = {name.partition("__")[0] for name in condition}
    if columns - TOLD or any(isinstance(value, dt.date) for value in condition.values()):
        return q(condition, world.on)
    return Q(number__in=world.numbers_of(scope, condition)) if condition else Q()


def first_day() -> dt.date | None:
    """The day on which the register first held a duty."""
    first = Duty.objects.order_by("pk").values_list("recorded_at", flat=True).first()
    return first.astimezone(LONDON).date() if first else None
