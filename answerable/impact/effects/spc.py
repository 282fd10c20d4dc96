"""Before and after by control chart."""

import datetime as dt
from dataclasses import replace

from answerable.impact.effects.finding import Finding
from answerable.impact.effects.interrupted import interrupted
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better


def before_after_spc(
    series: Series,
    *,
    at: dt.date,
    lag: int = 0,
    better: Better,
    importance: float = 0.1,
    alpha: float = 0.05,
) -> Finding:
    """Raises EffectRefusedError."""
    found = interrupted(series, at=at, lag=lag, better=better, importance=importance, alpha=alpha)
    return replace(found, method="spc")
