"""Mean and process limits of an XmR chart, as Making Data Count draws them.

Source: NHSRplotthedots 0.2.2, which mirrors NHS England's tool. Limits lie 2.66 mean moving ranges on
either side of the mean, the inner lines two thirds of that way. The screen is of Nelson (1982), Journal of
Quality Technology 14(3): moving ranges of 3.267 times their mean or more are left out, once, and the mean
of those kept serves instead; the mean of the values keeps every value.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

REACH = 2.66  # mean moving ranges from the mean to a limit: 3 / 1.128
INNER_REACH = 2 * REACH / 3
SCREEN = 3.267  # mean moving ranges; one as wide or wider is screened
SETTLED = 12  # values; limits from fewer are trial limits
LARGEST = 1e15  # beyond it floats no longer hold whole numbers


class BadValuesError(ValueError):
    """The values can't be charted. The message says why and what to do."""


class TooFewError(BadValuesError):
    """Too few values for a moving range."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`hair` is the widest difference that rounding alone can make: what is closer counts as equal."""

    mean: float
    lower: float
    upper: float
    inner_lower: float
    inner_upper: float
    mean_range: float
    ranges_left_out: int
    based_on: int  # values
    hair: float

    @property
    def trial(self) -> bool:
        return self.based_on < SETTLED

    def side(self, value: float) -> int:
        """1 above the mean, -1 below it, 0 on it."""
        return sign(value - self.mean, self.hair)

    def outside(self, value: float) -> int:
        """1 above the upper limit, -1 below the lower, else 0: a value on a limit is inside."""
        return int(value > self.upper + self.hair) - int(value < self.lower - self.hair)

    def near(self, value: float) -> bool:
        """Beyond an inner line, but not outside."""
        beyond = value > self.inner_upper + self.hair or value < self.inner_lower - self.hair
        return beyond and not self.outside(value)


def sign(difference: float, hair: float = 0.0) -> int:
    return int(difference > hair) - int(difference < -hair)


def xmr_limits(
    values: Sequence[float], *, screen_outliers: bool = False, fix_after: int | None = None
) -> Limits:
    """Limits from all of `values`, or from the first `fix_after` of them (12 at least), which then stay.

    Raises TooFewError for fewer than two values, BadValuesError for one that is no finite number.
    """
    if fix_after is not None and fix_after < SETTLED:
        raise BadValuesError(f"Limits can be fixed after {SETTLED} values or more, not after {fix_after}.")
    check(values)
    base = values[:fix_after]
    if len(base) < 2:
        raise TooFewError(
            f"Limits need at least 2 values, and {SETTLED} to be settled; here there are {len(base)}."
        )
    hair = 1e-14 * max(abs(value) for value in values)
    ranges = [abs(later - earlier) for earlier, later in pairwise(base)]
    kept = ranges
    if screen_outliers:
        widest = SCREEN * mean(ranges) - hair
        kept = [one for one in ranges if one < widest] or ranges  # all alike: none is an outlier
    middle, mean_range = mean(base), mean(kept)
    return Limits(
        mean=middle,
        lower=middle - REACH * mean_range,
        upper=middle + REACH * mean_range,
        inner_lower=middle - INNER_REACH * mean_range,
        inner_upper=middle + INNER_REACH * mean_range,
        mean_range=mean_range,
        ranges_left_out=len(ranges) - len(kept),
        based_on=len(base),
        hair=hair,
    )


def check(values: Sequence[float]) -> None:
    for place, value in enumerate(values, start=1):
        if not math.isfinite(value) or abs(value) > LARGEST:
            raise BadValuesError(f"Value {place} is {value}, which no measure can be.")


def mean(values: Sequence[float]) -> float:
    """The mean, free of the drift that adding one by one gives."""
    return math.fsum(values) / len(values)
