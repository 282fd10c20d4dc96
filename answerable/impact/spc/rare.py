"""Charts for rare events: the time between them (t), or the number of cases between them (g).

A month's count of rare events is mostly 0 and 1, of which an XmR chart makes nothing. What lies between two
events can be judged as each comes.

t chart: days are raised to 1/3.6, which makes exponential times nearly normal (Nelson 1994, Journal of
Quality Technology 26(3)); limits and the four rules are those of an XmR chart on that scale, and lines are
turned back.
g chart: the upper limit is the mean g plus 3 times the root of g(g + 1) (Benneyan 2001, Health Care
Management Science 4(4)); the lower is 0. Counts are skewed, so runs are counted about the median (Provost
and Murray 2011), and two of three, which supposes an even spread, is not applied.
"""

import datetime as dt
import enum
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.impact.spc.judgement import Better, Variation, variation
from answerable.impact.spc.limits import SETTLED, BadValuesError, Limits, TooFewError, check, xmr_limits
from answerable.impact.spc.rules import Mark, Rule, marks

POWER = 3.6


class Kind(enum.StrEnum):
    TIME = "t"
    CASES = "g"


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two events, and the rules it meets. `ended` is the date of the second."""

    size: float
    found: tuple[Mark, ...]
    highlight: Variation
    ended: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RareChart:
    """`centre` is the line about which runs are counted.

    `since_last` is the gap still open, on which no figure rests; `beyond` says whether it is already longer
    than chance explains.
    """

    kind: Kind
    gaps: tuple[Gap, ...]
    centre: float
    lower: float
    upper: float
    better: Better
    since_last: float | None
    beyond: bool
    notes: tuple[str, ...]

    @property
    def trial(self) -> bool:
        return len(self.gaps) < SETTLED

    @property
    def variation(self) -> Variation:
        return self.gaps[-1].highlight


def t_chart(
    events: Sequence[dt.date], *, until: dt.date | None = None, better: Better = Better.UP
) -> RareChart:
    """Days between events. Longer is better, for events that do harm, unless `better` says otherwise.

    `until` is the day up to which no further event is known. Raises TooFewError for fewer than three events,
    BadValuesError for an `until` before the last.
    """
    order = sorted(events)
    days = [float((later - earlier).days) for earlier, later in pairwise(order)]
    if len(days) < 2:
        raise TooFewError(f"A t chart needs at least 3 events, that is 2 gaps; here there are {len(order)}.")
    if until and until < order[-1]:
        raise BadValuesError(f"No event is said to follow until {until}, but the last is of {order[-1]}.")
    scaled = [day ** (1 / POWER) for day in days]
    limits = xmr_limits(scaled)
    notes = _notes(len(days), "gaps")
    if same := sum(day == 0 for day in days):
        notes.append(
            f"{same} gap{' is' if same == 1 else 's are'} of 0 days: events of one day may share a cause."
        )
    open_days = float((until - order[-1]).days) if until else None
    return _chart(
        Kind.TIME, days, marks(scaled, limits), better, order[1:], open_days, notes,
        centre=limits.mean**POWER, lower=max(limits.lower, 0.0) ** POWER, upper=limits.upper**POWER,
    )  # fmt: skip


def g_chart(cases: Sequence[int], *, since_last: int | None = None, better: Better = Better.UP) -> RareChart:
    """Cases (patients, bed days, shifts) between events, the event itself not counted.

    Raises TooFewError for fewer than two gaps, BadValuesError for one that is no whole number of 0 or more.
    """
    check(cases)
    if len(cases) < 2:
        raise TooFewError(f"A g chart needs at least 2 gaps between events; here there are {len(cases)}.")
    counts = [*cases, since_last] if since_last is not None else list(cases)
    if wrong := [count for count in counts if count < 0 or count != int(count)]:
        raise BadValuesError(f"The number of cases between events can't be {wrong[0]}.")
    mean = statistics.fmean(cases)
    upper = mean + 3 * math.sqrt(mean * (mean + 1))
    centre = float(statistics.median(cases))
    line = Limits(centre, 0.0, upper, 0.0, upper, 0.0, 0, len(cases), hair=1e-14 * upper)
    found = [
        tuple(mark for mark in one if mark.rule is not Rule.TWO_OF_THREE)
        for one in marks([float(count) for count in cases], line)
    ]
    notes = [
        *_notes(len(cases), "gaps"),
        "The lower limit is 0: only a run of short gaps shows events growing commoner.",
    ]
    return _chart(
        Kind.CASES, [float(count) for count in cases], found, better, [None] * len(cases),
        None if since_last is None else float(since_last), notes, centre=centre, lower=0.0, upper=upper,
    )  # fmt: skip


def _chart(
    kind: Kind,
    sizes: Sequence[float],
    found: Sequence[tuple[Mark, ...]],
    better: Better,
    ended: Sequence[dt.date | None],
    since_last: float | None,
    notes: Sequence[str],
    *,
    centre: float,
    lower: float,
    upper: float,
) -> RareChart:
    gaps = tuple(
        Gap(size, one, variation(one, better), date)
        for size, one, date in zip(sizes, found, ended, strict=True)
    )
    beyond = since_last is not None and since_last > upper * (1 + 1e-14)
    return RareChart(kind, gaps, centre, lower, upper, better, since_last, beyond, tuple(notes))


def _notes(count: int, what: str) -> list[str]:
    if count >= SETTLED:
        return []
    return [f"Trial limits: they rest on {count} {what} and move with each new one; settled from {SETTLED}."]
