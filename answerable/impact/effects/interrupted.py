"""Interrupted time series: level and drift before, and how both changed.

The change is the mean, over the values after the action, of what they are beside what the level and the drift
before would have led to. How it is kept from crying wolf on short series: `regression`, `points`.
"""

import datetime as dt
from collections.abc import Sequence

from answerable.impact.effects.finding import Finding
from answerable.impact.effects.found import early, found_by
from answerable.impact.effects.model import level_and_slope
from answerable.impact.effects.points import Change, points_of
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better

METHOD = "its"
AGAINST = "the level and the drift before would have led to"


def interrupted(
    series: Series,
    *,
    at: dt.date,
    lag: int = 0,
    better: Better,
    importance: float = 0.1,
    alpha: float = 0.05,
    changes: Sequence[Change] = (),
) -> Finding:
    """`at` is when the action began, `lag` the months until it should show. Raises EffectRefusedError."""
    points = points_of(series, at, lag, changes)
    return early(METHOD, points, alpha) or found_by(
        METHOD,
        points,
        level_and_slope(points),
        better=better,
        importance=importance,
        alpha=alpha,
        against=AGAINST,
    )
