"""The three methods behind one door."""

import datetime as dt
from collections.abc import Sequence

from answerable.impact.effects.controlled import controlled
from answerable.impact.effects.finding import Finding
from answerable.impact.effects.interrupted import interrupted
from answerable.impact.effects.points import Change
from answerable.impact.effects.spc import before_after_spc
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better


def run(
    method: str,
    series: Series,
    untreated: Sequence[Series] = (),
    *,
    at: dt.date,
    lag: int = 0,
    better: Better,
    importance: float = 0.1,
    alpha: float = 0.05,
    changes: Sequence[Change] = (),
) -> Finding:
    """`method` is spc, its or controlled. Raises EffectRefusedError."""
    if method == "controlled":
        return controlled(
            series,
            untreated,
            at=at,
            lag=lag,
            better=better,
            importance=importance,
            alpha=alpha,
            changes=changes,
        )
    test = before_after_spc if method == "spc" else interrupted
    return test(series, at=at, lag=lag, better=better, importance=importance, alpha=alpha, changes=changes)
