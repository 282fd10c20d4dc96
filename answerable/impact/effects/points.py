"""From a series to the points that a test may use: before, left out, and after; what limits them, what forbids.

- The points just before the action are left out. Where somebody acted because a figure was bad, they are the
  bad figures themselves, and what follows would look better by chance alone (regression to the mean).
- Hidden values are no noughts and no gaps: a test is made with them at nought and at the smallest value shown.
- A merger moves figures without any change in care: what lies before one is left out; one after the action
  forbids a test.
"""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from answerable.impact.effects.finding import EffectRefusedError
from answerable.impact.series.dates import day_words, read_date
from answerable.impact.series.model import Reading, Series
from answerable.impact.series.numbers import SUPPRESSED
from answerable.impact.series.rolling import rolling_reason
from answerable.impact.series.steps import Step

FEWEST_BEFORE = 12  # points, of which the last may be left out
FEWEST_AFTER = 6
LEFT_OUT = 3  # points just before the action
MOST_HIDDEN = 0.2  # of the points
SMALL = 5  # a mean below it: counts too small for the normal curve to be trusted far out
_MERGED = re.compile(r"^On (\d{1,2} \w+ \d{4}) it (?:took over from|passed to) ")


@dataclass(frozen=True, slots=True)
class Points:
    """`at` counts steps from the first point; `hidden` are the places of suppressed values, with NaN."""

    at: tuple[int, ...]
    values: tuple[float, ...]
    months: tuple[int, ...]  # of the year, 1 to 12; 0 where the step is in days
    before: tuple[int, ...]  # places among the points
    after: tuple[int, ...]
    left_out: tuple[int, ...]
    hidden: tuple[int, ...]
    begins: int  # the step at which the effect is counted
    season: int  # steps in a year; 0 where there is none
    counted_from: dt.date
    until: dt.date | None
    limits: tuple[str, ...]

    @property
    def shown(self) -> list[float]:
        return [value for place, value in enumerate(self.values) if place not in self.hidden]


def points_of(series: Series, at: dt.date, lag: int) -> Points:
    """Raises EffectRefusedError. Too few points after the action are for the caller to say: it is no fault."""
    if reason := rolling_reason(series.measure):
        raise EffectRefusedError(reason)
    if lag < 0:
        raise EffectRefusedError("The months until the figure should move can't be fewer than none.")
    readings = series.readings
    if any(later.date <= earlier.date for earlier, later in pairwise(readings)):
        raise EffectRefusedError("The values are not in order of date, or two share a date.")
    step = series.step
    if step == Step() and len(readings) > 1:
        raise EffectRefusedError(
            "The dates are unevenly spaced: a test needs one value for each month or quarter."
        )
    counted = add_months(at, lag)
    readings, limits = _since_merger(series, at)
    kept = [one for one in readings if one.value is not None or one.why == SUPPRESSED]
    places = _places(kept, step)
    before = [place for place, one in enumerate(kept) if one.date < at and _ended(one.date, step) <= at]
    after = [place for place, one in enumerate(kept) if one.date >= counted]
    between = len(kept) - len(before) - len(after)
    hidden = tuple(place for place, one in enumerate(kept) if one.value is None)
    _enough(kept, before, at)
    limits += _said(kept, places, hidden, between, lag)
    _not_flat(kept)
    if len(hidden) > MOST_HIDDEN * len(kept):
        raise EffectRefusedError(
            f"{len(hidden)} of {len(kept)} values are suppressed. What is hidden is small, not nought, and so "
            "much of it leaves nothing to test. Take a larger area, or a longer period."
        )
    small = [one.value for one in kept if one.value is not None]
    if sum(small) / len(small) < SMALL and all(value == int(value) for value in small):
        limits.append(
            "The numbers are small: the time between events (a t or g chart) tells more than this does."
        )
    return Points(
        at=places,
        values=tuple(float("nan") if one.value is None else float(one.value) for one in kept),
        months=tuple(one.date.month if step.months else 0 for one in kept),
        before=tuple(before[:-LEFT_OUT]),
        after=tuple(after),
        left_out=tuple(before[-LEFT_OUT:]),
        hidden=hidden,
        begins=_first(kept, places, counted, step),
        season=12 // step.months if step.months and 12 % step.months == 0 and step.months < 12 else 0,
        counted_from=counted,
        until=kept[-1].date if kept else None,
        limits=tuple(limits),
    )


def add_months(date: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the last day that it has."""
    month = date.year * 12 + date.month - 1 + months
    first = dt.date(month // 12, month % 12 + 1, 1)
    following = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first.replace(day=min(date.day, (following - first).days))


def _since_merger(series: Series, at: dt.date) -> tuple[list[Reading], list[str]]:
    days = []
    for note in series.notes:
        if match := _MERGED.match(note):
            written = read_date(match[1])
            if written:
                days.append((written.date, note))
    if late := [note for day, note in days if day >= at]:
        raise EffectRefusedError(
            f"{late[0]} That lies after the action, and moves the figures by itself: nothing can be told."
        )
    if not days:
        return list(series.readings), []
    day, note = max(days)
    return [one for one in series.readings if one.date >= day], [f"{note} Earlier figures are left out."]


def _places(kept: list[Reading], step: Step) -> tuple[int, ...]:
    if len(kept) < 2:
        return tuple(range(len(kept)))
    places = [step.apart(kept[0].date, one.date) for one in kept]
    if any(place is None for place in places):
        raise EffectRefusedError("Some dates are off the usual step: give one value for each period.")
    return tuple(place for place in places if place is not None)


def _ended(start: dt.date, step: Step) -> dt.date:
    return add_months(start, step.months) if step.months else start + dt.timedelta(days=step.days)


def _first(kept: list[Reading], places: tuple[int, ...], counted: dt.date, step: Step) -> int:
    later = [place for one, place in zip(kept, places, strict=True) if one.date >= counted]
    return later[0] if later else (places[-1] + 1 if places else 0)


def _enough(kept: list[Reading], before: list[int], at: dt.date) -> None:
    shown = [place for place in before if kept[place].value is not None]
    if len(shown) < FEWEST_BEFORE:
        raise EffectRefusedError(
            f"Only {len(shown)} values lie before {day_words(at)}: a test needs {FEWEST_BEFORE} or more, or "
            "the level before might be no more than the spike that led to the action."
        )


def _not_flat(kept: list[Reading]) -> None:
    values = {one.value for one in kept if one.value is not None}
    if values == {0}:
        raise EffectRefusedError("Every value is nought: nothing has happened that could become rarer.")
    if len(values) == 1:
        raise EffectRefusedError("Every value is the same: nothing varies, so there is no change to test.")


def _said(
    kept: list[Reading], places: tuple[int, ...], hidden: tuple[int, ...], between: int, lag: int
) -> list[str]:
    said = []
    missing = places[-1] + 1 - len(places) if places else 0
    if missing:
        said.append(
            f"{missing} period{'s have' if missing > 1 else ' has'} no value and {'are' if missing > 1 else 'is'} left out, not filled in."
        )
    if hidden:
        said.append(
            f"{len(hidden)} value{'s are' if len(hidden) > 1 else ' is'} suppressed: tested at nought and at "
            "the smallest value shown, and the wider answer is given."
        )
    if between and lag:
        said.append(f"{between} values while the action took hold are left out.")
    return said
