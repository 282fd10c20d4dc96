"""Against bodies that had not acted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from answerable.impact.effects.finding import EffectRefusedError, Finding
from answerable.impact.effects.interrupted import interrupted
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better


def controlled(
    treated: Series,
    untreated: Sequence[Series],
    *,
    at: dt.date,
    lag: int = 0,
    better: Better,
    importance: float = 0.1,
    alpha: float = 0.05,
) -> Finding:
    """Raises EffectRefusedError."""
    if not untreated:
        raise EffectRefusedError("There is nobody to compare with: no figures of bodies that had not acted.")
    found = interrupted(treated, at=at, lag=lag, better=better, importance=importance, alpha=alpha)
    return replace(found, method="controlled")
