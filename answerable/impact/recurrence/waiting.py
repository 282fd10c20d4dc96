"""How long it stays quiet: the share of closures after which the same was not asked again, by time.

Most closures have not been followed by anything yet, and one that is a year old says nothing of the second.
Such open intervals are censored: Kaplan and Meier (1958, Journal of the American Statistical Association 53)
count each only for as long as it was watched. Bounds: Greenwood's variance on the log-minus-log scale.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEW = 10  # watched for so long: fewer, and the share says little
_Z = 1.959964
MONTHS = (6, 12, 24, 36, 60)
_DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Quiet:
    """`share` of closures after which nobody had asked the same by then; None where none was watched so long.

    `watched` had no such report by then, and are known for so long.
    """

    months: int
    watched: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def few(self) -> bool:
        return self.watched < FEW


def still_quiet(times: Sequence[tuple[int, bool]], months: Sequence[int] = MONTHS) -> list[Quiet]:
    """`times` are (days, whether the interval is still open). Raises ValueError for a negative time."""
    if any(days < 0 for days, _ in times):
        raise ValueError("Nothing is asked again before it was closed.")
    return [_at(times, month) for month in months]


def _at(times: Sequence[tuple[int, bool]], months: int) -> Quiet:
    limit = months * _DAYS_A_MONTH
    share, variance = 1.0, 0.0
    for day in sorted({days for days, is_open in times if not is_open and days <= limit}):
        at_risk = sum(days >= day for days, _ in times)
        ended = sum(days == day and not is_open for days, is_open in times)
        share *= 1 - ended / at_risk
        if at_risk > ended:
            variance += ended / (at_risk * (at_risk - ended))
    watched = sum(days >= limit for days, _ in times)
    if not times or (not watched and share > 0):
        return Quiet(months, watched, None, None, None)
    low, high = _bounds(share, variance)
    return Quiet(months, watched, share, low, high)


def _bounds(share: float, variance: float) -> tuple[float | None, float | None]:
    if share in (0.0, 1.0) or variance == 0:
        return None, None
    half = _Z * math.sqrt(variance) / abs(math.log(share))
    low, high = share ** math.exp(half), share ** math.exp(-half)
    return min(low, high), max(low, high)
