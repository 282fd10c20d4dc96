"""How far two groups lie apart: the ratio of their rates and the gap between them, with 95% intervals.

From published rates with their intervals, or from counts that nobody rounded; never from rounded ones. Pure.

- Ratio: on the logarithmic scale, the standard error of each rate from its interval (Altman and Bland 2003,
  Interaction revisited, BMJ 326:219).
- Gap: the interval is put together from those of both rates (Zou and Donner 2008, Statistics in Medicine
  27:1693, after Newcombe 1998, 17:873), so that neither needs to be even about its rate.
- Interval of a rate worked out here: Byar's for events over people or days (Breslow and Day 1987), Wilson's
  for a share (Wilson 1927, Journal of the American Statistical Association 22:209).
"""

import math
from dataclasses import dataclass

Z = 1.959964  # of a 95% interval


@dataclass(frozen=True, slots=True)
class Rate:
    """`low` and `high` bound its 95% interval; None where nobody gives them and they can't be worked out."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def bounded(self) -> bool:
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Gap:
    """One group beside the reference. A figure that can't be told is None."""

    ratio: Rate | None
    difference: Rate


def byar(events: float, base: float, per: float = 1) -> Rate:
    """A rate of events. Raises ValueError for no base, or fewer than no events."""
    if base <= 0 or events < 0:
        raise ValueError(f"{events:g} events of {base:g} give no rate.")
    more = events + 1
    high = more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3
    low = events * (1 - 1 / (9 * events) - Z / (3 * math.sqrt(events))) ** 3 if events else 0.0
    return Rate(events / base * per, max(0.0, low) / base * per, high / base * per)


def wilson(events: float, base: float, per: float = 100) -> Rate:
    """A share. Raises ValueError for no base, or events outside it."""
    if base <= 0 or not 0 <= events <= base:
        raise ValueError(f"{events:g} of {base:g} are no share.")
    share, square = events / base, Z * Z
    middle = (share + square / (2 * base)) / (1 + square / base)
    half = Z / (1 + square / base) * math.sqrt(share * (1 - share) / base + square / (4 * base * base))
    return Rate(share * per, max(0.0, middle - half) * per, min(1.0, middle + half) * per)


def gap(group: Rate, reference: Rate) -> Gap:
    return Gap(_ratio(group, reference), _difference(group, reference))


def _ratio(group: Rate, reference: Rate) -> Rate | None:
    """None where either is nought: there is no ratio to nought, and none of it on this scale."""
    if group.value <= 0 or reference.value <= 0:
        return None
    ratio = group.value / reference.value
    one, other = _log_error(group), _log_error(reference)
    if one is None or other is None:
        return Rate(ratio)
    reach = Z * math.hypot(one, other)
    return Rate(ratio, ratio * math.exp(-reach), ratio * math.exp(reach))


def _log_error(rate: Rate) -> float | None:
    if rate.low is None or rate.high is None or rate.low <= 0:
        return None
    return (math.log(rate.high) - math.log(rate.low)) / (2 * Z)


def _difference(group: Rate, reference: Rate) -> Rate:
    apart = group.value - reference.value
    if group.low is None or group.high is None or reference.low is None or reference.high is None:
        return Rate(apart)
    below = math.hypot(group.value - group.low, reference.high - reference.value)
    above = math.hypot(group.high - group.value, reference.value - reference.low)
    return Rate(apart, apart - below, apart + above)
