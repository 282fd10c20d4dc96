"""The mean of all before against the mean of all after: what is usual, and what is shown beside to be wrong.

It takes neighbours for independent, drift and season for effect, and the spike that led to the action for the
level before. `bench/effects.py` states how often it cries wolf.
"""

import datetime as dt
import math

import numpy as np

from answerable.impact.effects.finding import EffectRefusedError
from answerable.impact.series.model import Series


def naive(series: Series, *, at: dt.date) -> float:
    """The p value of Welch's t test. Raises EffectRefusedError for fewer than two values on a side."""
    from scipy.special import stdtr  # type: ignore[import-untyped]  # takes a while to load

    parts = [
        np.array([one.value for one in series.readings if one.value is not None and (one.date < at) == early])
        for early in (True, False)
    ]
    if min(map(len, parts)) < 2:
        raise EffectRefusedError("Two values are needed on either side.")
    shares = [float(part.var(ddof=1)) / len(part) for part in parts]
    if not sum(shares):
        return 1.0 if parts[0].mean() == parts[1].mean() else 0.0
    t = float(parts[1].mean() - parts[0].mean()) / math.sqrt(sum(shares))
    freedom = sum(shares) ** 2 / sum(
        share**2 / (len(part) - 1) for share, part in zip(shares, parts, strict=True)
    )
    return float(2 * stdtr(freedom, -abs(t)))
