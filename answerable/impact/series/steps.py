"""How a series steps through time, and which of its periods are absent or given twice."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.impact.series.dates import Written, day_words, month_words

_NEAR_MONTHS = {29: 1, 30: 1, 31: 1, 365: 12, 366: 12}
_NEAR_MONTHS |= dict.fromkeys(range(59, 63), 2) | dict.fromkeys(range(89, 93), 3)
_NEAR_MONTHS |= dict.fromkeys(range(181, 185), 6)


@dataclass(frozen=True, slots=True)
class Step:
    """A series has a period every `months`, or every `days`; where both are 0 its dates are uneven."""

    months: int = 0
    days: int = 0

    def words(self, written: Written) -> str:
        """A period as a reader says it: "April 2024" where the series is monthly, however it is written."""
        if written.precision in ("quarter", "year"):
            return written.label
        if written.precision == "month" or self.months:
            return month_words(written.date)
        return day_words(written.date)

    def apart(self, earlier: dt.date, later: dt.date) -> int | None:
        """Periods from one date to the other; None where it is no whole number of them."""
        size = self.months or self.days
        if not size:
            return None
        distance = _months(later) - _months(earlier) if self.months else (later - earlier).days
        return None if distance % size else distance // size

    def between(self, earlier: dt.date, later: dt.date) -> list[dt.date]:
        """The periods that lie between two dates."""
        return [self._after(earlier, count) for count in range(1, self.apart(earlier, later) or 1)]

    def _after(self, date: dt.date, count: int) -> dt.date:
        if self.days:
            return date + dt.timedelta(days=count * self.days)
        month = _months(date) + count * self.months
        return dt.date(month // 12, month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is absent from a series. `missing` are periods without a row, `uneven` the dates off the step."""

    missing: tuple[dt.date, ...]
    uneven: tuple[dt.date, ...]


def step_of(dates: Sequence[Written]) -> Step:
    """The step that most neighbours, in order of date, are apart; no step where fewer than half agree."""
    if len(dates) < 2:
        return Step()
    if dates[0].precision != "day":
        steps = [Step(months=_months(b.date) - _months(a.date)) for a, b in pairwise(dates)]
    else:
        gaps = [(b.date - a.date).days for a, b in pairwise(dates)]
        monthly = any(_NEAR_MONTHS.get(gap) == 1 for gap in gaps)
        steps = [_of_days(gap, monthly) for gap in gaps]
    steps = [step for step in steps if step != Step()]
    if not steps:
        return Step()
    step, count = Counter(steps).most_common(1)[0]
    return step if count * 2 >= len(steps) else Step()


def gaps_of(dates: Sequence[dt.date], step: Step) -> Gaps:
    missing: list[dt.date] = []
    uneven: list[dt.date] = []
    for earlier, later in pairwise(dates):
        if step == Step():
            continue
        if step.apart(earlier, later) is None:
            uneven.append(later)
        else:
            missing += step.between(earlier, later)
    return Gaps(tuple(missing), tuple(uneven))


def _of_days(gap: int, monthly: bool) -> Step:
    """28 days are a month beside months, else four weeks."""
    if gap in _NEAR_MONTHS or (gap == 28 and monthly):
        return Step(months=_NEAR_MONTHS.get(gap, 1))
    return Step(days=gap)


def _months(date: dt.date) -> int:
    return date.year * 12 + date.month - 1
