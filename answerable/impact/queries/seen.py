"""The figures that a test saw, read again as held on its day, and whether they are the same still."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.impact.effects.digest import digest_of
from answerable.impact.effects.points import LEFT_OUT, add_months
from answerable.impact.models import EffectTest
from answerable.impact.queries.series import series, series_of_place
from answerable.impact.series.model import Reading, Series
from answerable.impact.series.numbers import SUPPRESSED
from answerable.organisations.models import Organisation

BEFORE, JUST_BEFORE, MEANWHILE, AFTER, NOT_USED, OTHER = (
    "before",
    "just before, left out",
    "while it took hold, left out",
    "after",
    "not used",
    "compared with",
)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure. `part` says how it was used; `body` is blank for the whole country."""

    body: str
    reading: Reading
    part: str


@dataclass(frozen=True, slots=True)
class Seen:
    held: Series
    points: tuple[Point, ...]
    same: bool  # the figures have the digest that was kept with the test


def figures_seen(test: EffectTest) -> Seen:
    """Of a test with its measure, organisation and place loaded. More queries for bodies compared."""
    measure, on = test.measure, test.as_at
    if test.organisation is not None:
        held = series(measure.indicator, test.organisation, measure.split, on)
    elif test.place is not None:
        held = series_of_place(measure.indicator, test.place, measure.split, on)
    else:
        held = series_of_place(measure.indicator, [], measure.split, on)
    references = test.details.get("compared_with", [])
    found = {one.reference: one for one in Organisation.objects.filter(reference__in=references)}
    bodies = [found[reference] for reference in references if reference in found]
    others = [series(measure.indicator, body, measure.split, on) for body in bodies]
    whose = test.organisation.reference if test.organisation else ""
    points = [Point(whose, one, part) for one, part in _parts(held, test)]
    for body, other in zip(bodies, others, strict=True):
        points += [Point(body.reference, one, OTHER) for one in other.readings]
    digest = digest_of(test.method, test.from_on, measure.lag_months, held, others, test.version)
    return Seen(held, tuple(points), digest == test.digest)


def _parts(held: Series, test: EffectTest) -> Iterator[tuple[Reading, str]]:
    """As `points_of` sorts them; how many were used on either side is kept with the test."""
    usable = [one for one in held.readings if one.value is not None or one.why == SUPPRESSED]
    past = [one for one in usable if _over(one.date, held) <= test.from_on]
    spike = [one for one in past if one.date >= add_months(test.from_on, -LEFT_OUT)] or past[-1:]
    early = past[: len(past) - len(spike)][-test.points_before :] if test.points_before else []
    late = [one for one in usable if one.date >= test.counted_from][: test.points_after]
    known = {one.label: JUST_BEFORE for one in spike}
    known |= {one.label: BEFORE for one in early} | {one.label: AFTER for one in late}
    for one in held.readings:
        if one.label in known:
            yield one, known[one.label]
        elif test.from_on <= one.date < test.counted_from:
            yield one, MEANWHILE
        else:
            yield one, NOT_USED


def _over(start: dt.date, held: Series) -> dt.date:
    """The first day after the period that begins on this day."""
    step = held.step
    return add_months(start, step.months) if step.months else start + dt.timedelta(days=step.days or 1)
