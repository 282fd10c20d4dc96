"""From a series to the points that a test may use: before, left out, after; what limits and what forbids.

- The last three months before the action are left out. Where somebody acted because a figure was bad, they
  are the bad figures themselves, and what follows would look better by chance alone (regression to the mean).
- What is compared with the past is at most as long as that past: a line drawn on for longer is no guide.
- Hidden values are no noughts and no gaps: they are tried at nought and at the smallest value shown.
- A merger, or another way of counting, moves figures without any change in care: what lies before one is left
  out; one after the action forbids a test.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.impact.effects.finding import EffectRefusedError
from answerable.impact.series.dates import day_words
from answerable.impact.series.model import Reading, Series
from answerable.impact.series.numbers import SUPPRESSED
from answerable.impact.series.rolling import rolling_reason
from answerable.impact.series.steps import Step

FEWEST_BEFORE = 12  # points with a value, besides those left out
FEWEST_AFTER = 6
MOST_BEFORE = 60  # points: an older past says less of now
MOST_AFTER = 24
LEFT_OUT = 3  # months just before the action
MOST_HIDDEN = 0.2  # of the points
SMALL = 5  # a mean count below it is too small

Change = tuple[dt.date, str]  # the day, and what changed then, in words


@dataclass(frozen=True, slots=True)
class Points:
    """The points used, in order: `steps` count periods from the first; those from `split` on are after.

    `values` has NaN for a hidden one.
    """

    steps: tuple[int, ...]
    dates: tuple[dt.date, ...]
    values: tuple[float, ...]
    split: int
    spike: tuple[tuple[int, float], ...]  # (step, value) of those left out just before
    per_year: float  # periods
    counted_from: dt.date
    until: dt.date | None
    limits: tuple[str, ...]

    @property
    def before(self) -> int:
        return self.split

    @property
    def after(self) -> int:
        return len(self.values) - self.split

    @property
    def hidden(self) -> int:
        return sum(math.isnan(value) for value in self.values)


def points_of(series: Series, at: dt.date, lag: int, changes: Sequence[Change] = ()) -> Points:
    """`changes` are what moves figures by itself, with its day. Raises EffectRefusedError.

    Too few points after the action are no fault, and for the caller to say.
    """
    if reason := rolling_reason(series.measure):
        raise EffectRefusedError(reason)
    if lag < 0:
        raise EffectRefusedError("The months until the figure should move can't be fewer than none.")
    step = series.step
    if step == Step() and len(series.readings) > 1:
        raise EffectRefusedError("The dates are unevenly spaced: give one value for each month or quarter.")
    if any(later.date <= earlier.date for earlier, later in pairwise(series.readings)):
        raise EffectRefusedError("The values are not in order of date, or two share a date.")
    readings, limits = _since_change(series.readings, at, changes)
    kept = [one for one in readings if one.value is not None or one.why == SUPPRESSED]
    steps = _steps(kept, step)
    counted = add_months(at, lag)
    past = [place for place, one in enumerate(kept) if _ended(one.date, step) <= at]
    spike = _just_before(kept, past, at)
    before = past[: len(past) - len(spike)][-MOST_BEFORE:]
    _enough(kept, before, at)
    later = [place for place, one in enumerate(kept) if one.date >= counted]
    after = later[: min(MOST_AFTER, max(FEWEST_BEFORE, len(before)))]
    used = [*before, *after]
    _sound([kept[place] for place in used])
    limits += _said(kept, steps, used, cut=len(later) - len(after))
    last = kept[after[-1] if after else before[-1]].date
    return Points(
        steps=tuple(steps[place] for place in used),
        dates=tuple(kept[place].date for place in used),
        values=tuple(_number(kept[place]) for place in used),
        split=len(before),
        spike=tuple((steps[place], _number(kept[place])) for place in spike),
        per_year=12 / step.months if step.months else 365.25 / step.days,
        counted_from=counted,
        until=_ended(last, step) - dt.timedelta(days=1),
        limits=tuple(limits),
    )


def add_months(date: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the last day that it has."""
    month = date.year * 12 + date.month - 1 + months
    first = dt.date(month // 12, month % 12 + 1, 1)
    following = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first.replace(day=min(date.day, (following - first).days))


def _since_change(
    readings: Sequence[Reading], at: dt.date, changes: Sequence[Change]
) -> tuple[Sequence[Reading], list[str]]:
    inside = [one for one in sorted(changes) if readings and readings[0].date < one[0] <= readings[-1].date]
    if late := [one for one in inside if one[0] >= at]:
        day, words = late[0]
        raise EffectRefusedError(
            f"On {day_words(day)} {words}. That lies after the action and moves the figures by itself, so "
            "that nothing can be told."
        )
    if not inside:
        return readings, []
    day, words = inside[-1]
    kept = [one for one in readings if one.date >= day]
    return kept, [f"On {day_words(day)} {words}. Earlier figures are left out."]


def _steps(kept: list[Reading], step: Step) -> list[int]:
    if len(kept) < 2:
        return list(range(len(kept)))
    places = [step.apart(kept[0].date, one.date) for one in kept]
    if None in places:
        raise EffectRefusedError("Some dates are off the usual step: give one value for each period.")
    return [place or 0 for place in places]


def _ended(start: dt.date, step: Step) -> dt.date:
    """The first day after a period."""
    return add_months(start, step.months) if step.months else start + dt.timedelta(days=step.days or 1)


def _just_before(kept: list[Reading], past: list[int], at: dt.date) -> list[int]:
    """The points of the months before the action, at least one."""
    first = add_months(at, -LEFT_OUT)
    return [place for place in past if kept[place].date >= first] or past[-1:]


def _number(one: Reading) -> float:
    return float("nan") if one.value is None else float(one.value)


def _enough(kept: list[Reading], before: list[int], at: dt.date) -> None:
    shown = sum(kept[place].value is not None for place in before)
    if shown < FEWEST_BEFORE:
        raise EffectRefusedError(
            f"Only {shown} values lie before {day_words(at)}, besides those of the {LEFT_OUT} months just "
            f"before it: a test needs {FEWEST_BEFORE} or more, or the level before might be no more than the "
            "spike that led to the action."
        )


def _sound(used: list[Reading]) -> None:
    shown = [one.value for one in used if one.value is not None]
    if not any(shown):
        raise EffectRefusedError("Every value is nought: nothing has happened that could become rarer.")
    if len(set(shown)) == 1:
        raise EffectRefusedError("Every value is the same: nothing varies, so there is no change to test.")
    if len(used) - len(shown) > MOST_HIDDEN * len(used):
        raise EffectRefusedError(
            f"{len(used) - len(shown)} of {len(used)} values are suppressed. What is hidden is small, not "
            "nought, and so much of it leaves nothing to test. Take a larger area, or a longer period."
        )


def _said(kept: list[Reading], steps: list[int], used: list[int], *, cut: int) -> list[str]:
    said = []
    missing = steps[-1] + 1 - len(steps)
    if missing:
        have = "s have no value: they are" if missing > 1 else " has no value: it is"
        said.append(f"{missing} period{have} left out, not filled in.")
    hidden = [place for place in used if kept[place].value is None]
    if hidden:
        are = "s are" if len(hidden) > 1 else " is"
        said.append(
            f"{len(hidden)} value{are} suppressed: they were tried at nought and at the smallest value "
            "shown, and the widest answer is given."
        )
    if cut:
        said.append(f"The last {cut} values are not compared: too long after for what came before to guide.")
    shown = [value for place in used if (value := kept[place].value) is not None]
    if sum(shown) / len(shown) < SMALL and all(value == int(value) for value in shown):
        said.append(
            "The numbers are small: the time between events (a t or g chart) tells more than this does."
        )
    return said
