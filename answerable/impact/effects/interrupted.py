"""Interrupted time series: level and slope before, and how both changed."""

import datetime as dt

from answerable.impact.effects.finding import Finding, Outcome
from answerable.impact.effects.points import FEWEST_AFTER, points_of
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better


def interrupted(
    series: Series,
    *,
    at: dt.date,
    lag: int = 0,
    better: Better,
    importance: float = 0.1,
    alpha: float = 0.05,
) -> Finding:
    """Raises EffectRefusedError."""
    points = points_of(series, at, lag)
    outcome = Outcome.TOO_EARLY if len(points.after) < FEWEST_AFTER else Outcome.CANNOT_TELL
    return Finding(
        "its", outcome, None, None, None, None, alpha,
        "Not measurable yet." if outcome is Outcome.TOO_EARLY else "It cannot be told.",
        len(points.before), len(points.after), points.counted_from, points.until,
        {"limits": list(points.limits)},
    )  # fmt: skip
