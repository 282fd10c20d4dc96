"""Before and after by control chart: limits from the values before, rules applied to those after.

The four rules alone cry wolf: on a dozen values after, one of them is met by chance in a series in four, and
oftener where errors hang together. Better or worse needs both: a rule met in that direction by the values
after, and a change of level whose interval, with drift and autocorrelation allowed for, leaves out nought.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from answerable.impact.effects.checks import plain
from answerable.impact.effects.finding import Finding
from answerable.impact.effects.found import early, found_by
from answerable.impact.effects.model import level
from answerable.impact.effects.points import Change, Points, points_of
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better
from answerable.impact.spc.limits import xmr_limits
from answerable.impact.spc.rules import Rule, marks

METHOD = "spc"
AGAINST = "the level before, carried on with its drift, would have led to"


def before_after_spc(
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
    if too_early := early(METHOD, points, alpha):
        return too_early
    chart = chart_of(points)
    veto = "" if chart.signal else "By the rules of the chart the values after show no change beyond chance."
    return found_by(
        METHOD,
        points,
        level(points),
        better=better,
        importance=importance,
        alpha=alpha,
        against=AGAINST,
        veto=veto,
        more={"chart": chart.record},
    )


@dataclass(frozen=True, slots=True)
class Chart:
    record: dict[str, Any]
    signal: bool  # a rule is met on the side to which the level moved


def chart_of(points: Points) -> Chart:
    """The values after by the limits of those before."""
    values = np.array(points.values)
    shown = [float(value) for value in values[: points.split] if not np.isnan(value)]
    later = [float(value) for value in values[points.split :] if not np.isnan(value)]
    limits = xmr_limits(shown)
    found = marks(later, limits)
    after = sum(later) / len(later)
    way = limits.side(after)
    rules = sorted(
        {mark.rule for one in found for mark in one if mark.direction == way}, key=list(Rule).index
    )
    record = {
        "mean_before": plain(limits.mean),
        "lower": plain(limits.lower),
        "upper": plain(limits.upper),
        "mean_after": plain(after),
        "rules_met": [rule.value for rule in rules],
        "values_on_that_side": sum(limits.side(value) == way for value in later),
    }
    return Chart(record, bool(way and rules))
