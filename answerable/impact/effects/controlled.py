"""Against bodies that had not acted: did the treated body part from them after the action?

Each body's figures are taken beside its own level before, as logarithms, and the control is the mean of the
untreated, those that had kept closest to the treated body before counting most. What all bodies share (a
season, a wave, another way of counting) falls out. Two things must agree before better or worse is said:

- the interval of the parting, by the same regression as for one series;
- the placebo: each untreated body is treated as if it had acted, against the others. The treated body's
  parting must be among the largest, at alpha where there are enough bodies to tell, else the largest of all
  (Abadie, Diamond and Hainmueller, Journal of the American Statistical Association 105, 2010).
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from answerable.impact.effects.checks import plain
from answerable.impact.effects.finding import EffectRefusedError, Finding
from answerable.impact.effects.found import early, found_by
from answerable.impact.effects.model import level
from answerable.impact.effects.points import Change, Points, points_of
from answerable.impact.effects.regression import Array, fit
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better

METHOD = "controlled"
FEWEST = 5  # untreated bodies
COVERED = 0.8  # of the points of the treated body
AGAINST = "the figures of bodies that had not acted would have led to"


@dataclass(frozen=True, slots=True)
class _Panel:
    """Logarithms beside the own level before: a row for each untreated body; NaN where it has no value."""

    treated: Array
    others: Array


def controlled(
    treated: Series,
    untreated: Sequence[Series],
    *,
    at: dt.date,
    lag: int = 0,
    better: Better,
    importance: float = 0.1,
    alpha: float = 0.05,
    changes: Sequence[Change] = (),
) -> Finding:
    """`at` is when the treated body began, `lag` the months until it shows. Raises EffectRefusedError."""
    points = points_of(treated, at, lag, changes)
    if too_early := early(METHOD, points, alpha):
        return too_early
    panel = _panel(points, untreated)
    apart = _apart(points, panel.treated, panel.others)
    if too_early := early(METHOD, apart, alpha):
        return too_early
    mine = _standing(apart)
    placebos = [
        _standing(_apart(points, panel.others[each], np.delete(panel.others, each, axis=0)))
        for each in range(len(panel.others))
    ]
    beyond = sum(abs(other) >= abs(mine) for other in placebos)
    p = (1 + beyond) / (1 + len(placebos))
    enough = 1 / (1 + len(placebos)) <= alpha
    told = p <= alpha if enough else beyond == 0
    veto = "" if told else (
        f"But {beyond} of {len(placebos)} bodies that had not acted parted from the others as far or farther."
    )  # fmt: skip
    found = found_by(
        METHOD,
        apart,
        level(apart, seasonal=False),
        better=better,
        importance=importance,
        alpha=alpha,
        against=AGAINST,
        veto=veto,
        more={
            "control": {
                "bodies": len(placebos),
                "placebos_as_far_or_farther": beyond,
                "placebo_p": plain(p),
                "placebo_can_reach_alpha": enough,
            }
        },
    )
    return found if found.p is None else replace(found, p=max(found.p, p) if enough else found.p)


def _panel(points: Points, untreated: Sequence[Series]) -> _Panel:
    rows = []
    for series in untreated:
        held = {one.date: one.value for one in series.readings if one.value is not None}
        values = np.array([held.get(date, math.nan) for date in points.dates], dtype=float)
        row = _beside_before(values, points.split)
        if row is not None:
            rows.append(row)
    if len(rows) < FEWEST:
        raise EffectRefusedError(
            f"Only {len(rows)} bodies that had not acted have figures for most of the same periods: a "
            f"comparison needs {FEWEST} or more. Test it against its own past instead."
        )
    mine = _beside_before(np.array(points.values), points.split)
    if mine is None:
        raise EffectRefusedError(
            "Too many of its values are nought or suppressed for a comparison with other bodies. Test it "
            "against its own past instead."
        )
    return _Panel(mine, np.stack(rows))


def _beside_before(values: Array, split: int) -> Array | None:
    """Logarithms less their mean before; None where too little is above nought for that.

    A nought counts as half the smallest value above it.
    """
    above = values > 0
    for part in (slice(None, split), slice(split, None)):
        if above[part].mean() < COVERED:
            return None
    logs = np.log(np.where(values == 0, values[above].min() / 2, values))
    return np.asarray(logs - np.nanmean(logs[:split]), dtype=np.float64)


def _apart(points: Points, mine: Array, others: Array) -> Points:
    """How the one parts from the control, as points of their own: 1 where it does not."""
    before = (others - mine)[:, : points.split]
    unlike = np.nanvar(before, axis=1)
    weights = 1 / (unlike + np.median(unlike) + 1e-12)
    held = ~np.isnan(others)
    shares = weights[:, None] * held
    known = (shares.sum(axis=0) > 0) & ~np.isnan(mine)
    total = np.where(known, shares.sum(axis=0), 1.0)
    control = (shares * np.where(held, others, 0.0)).sum(axis=0) / total
    kept = np.flatnonzero(known)
    return replace(
        points,
        steps=tuple(points.steps[place] for place in kept),
        dates=tuple(points.dates[place] for place in kept),
        values=tuple(float(math.exp(mine[place] - control[place])) for place in kept),
        split=int((kept < points.split).sum()),
        spike=(),
    )


def _standing(apart: Points) -> float:
    """The parting in standard errors, by which bodies of unlike evenness can be compared."""
    model = level(apart, seasonal=False)
    found = fit(apart.steps, np.log(np.array(apart.values)), model.terms, model.held_back)
    return found.mean(model.effect) / found.spread(model.effect)
