"""Axes of charts over time: round steps, where a value lies, and which dates are written."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.impact.series.dates import month_words
from answerable.website.charts import percent

UNITS = 1000  # across, of the lines: a nested drawing of so many units is stretched to the chart's width
RIGHT = 98.0  # percent; the last point keeps clear of the edge
FULL = 0.5  # an axis starts at nought unless the lowest value is over this share of the highest


@dataclass(frozen=True, slots=True)
class Across:
    """Where dates lie, from `left` to RIGHT percent of the width."""

    first: dt.date
    last: dt.date
    left: float

    def at(self, date: dt.date) -> float:
        """In percent. Dates outside are moved to the nearest edge."""
        span = (self.last - self.first).days
        share = (date - self.first).days / span if span else 0.5
        return self.left + (RIGHT - self.left) * min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True)
class Upright:
    """Where values lie, between two whole steps, in pixels from the top."""

    low: float
    high: float
    step: float
    top: float
    base: float

    def at(self, value: float) -> float:
        """Values outside are moved to the nearest edge."""
        inside = min(max(value, self.low), self.high)
        return self.base - (self.base - self.top) * (inside - self.low) / (self.high - self.low)

    @property
    def steps(self) -> list[float]:
        number = round((self.high - self.low) / self.step)
        return [self.low + self.step * at for at in range(number + 1)]


def upright(values: Sequence[float], *, top: float, base: float, about: int = 4) -> Upright:
    """From nought where that leaves the values room to differ, and from a round number otherwise."""
    lowest, highest = min(values), max(values)
    if 0 <= lowest <= FULL * highest or lowest == highest > 0:
        lowest = 0.0
    if lowest == highest:
        lowest, highest = lowest - 1, highest + 1
        lowest = 0.0 if lowest == -1 else lowest
    step = round_step((highest - lowest) / about)
    low = step * math.floor(lowest / step + 1e-9)
    high = step * math.ceil(highest / step - 1e-9)
    return Upright(low, high, step, top, base)


def round_step(least: float) -> float:
    """The nearest of 1, 2, 5 and their tens that is not below `least`."""
    magnitude = 10.0 ** math.floor(math.log10(least))
    return next(magnitude * factor for factor in (1, 2, 5, 10) if magnitude * factor >= least * (1 - 1e-9))


@dataclass(frozen=True, slots=True)
class DateMark:
    label: str
    at: str
    anchor: str
    minor: bool  # left out on a small screen


def date_marks(across: Across) -> tuple[DateMark, ...]:
    """At most eight, on whole months; every second one is left out on a small screen."""
    first = across.first.year * 12 + across.first.month - 1
    months = across.last.year * 12 + across.last.month - 1 - first
    step = next((size for size in (1, 2, 3, 6, 12, 24, 60) if months // size < 8), 120)
    from_ = -(-first // step) * step if step > 1 else first
    marks = []
    for place, month in enumerate(range(from_, first + months + 1, step)):
        date = dt.date(month // 12, month % 12 + 1, 1)
        at = across.at(max(date, across.first))
        last = at > RIGHT - 6  # it is turned inwards, where it may touch the one before
        label = str(date.year) if step >= 12 else _short(date)
        minor = place % 2 == 1 or (last and place > 0)
        marks.append(DateMark(label, percent(at), "end" if last else "middle", minor))
    return tuple(marks)


def _short(date: dt.date) -> str:
    month, year = month_words(date).split()
    return f"{month[:3]} {year}"


def gutter(labels: Sequence[str]) -> float:
    """Percent kept on the left for the labels of values, which are drawn over their lines."""
    return min(3 + 1.6 * max((len(label) for label in labels), default=0), 12)
