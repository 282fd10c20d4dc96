"""From points and a model to a change, its interval and its p value."""

import math
from dataclasses import dataclass

from answerable.impact.effects.model import Model, scaled, usable_logs, versions
from answerable.impact.effects.points import Points
from answerable.impact.effects.regression import Array, Fit, fit

_MOST = 50.0  # of a logarithm: beyond it nothing is told anyway


@dataclass(frozen=True, slots=True)
class Estimate:
    """A change as a part of the level without the action. `fit` is that of the values' first version."""

    change: float
    low: float
    high: float
    p: float
    least: float  # the least change that would have been found four times in five
    logs: bool
    fit: Fit


def estimate(points: Points, model: Model, alpha: float) -> Estimate | None:
    """None where the level without the action may be nought, so that no part of it can be told."""
    logs = usable_logs(points)
    fits = [
        fit(points.steps, scaled(values, logs=logs), model.terms, model.held_back)
        for values in versions(points)
    ]
    found = [one(each, model, alpha, logs=logs) for each in fits]
    kept = [each for each in found if each is not None]
    if len(kept) < len(found):
        return None
    first = kept[0]
    return Estimate(
        change=sum(each.change for each in kept) / len(kept),
        low=min(each.low for each in kept),
        high=max(each.high for each in kept),
        p=max(each.p for each in kept),
        least=first.least,
        logs=logs,
        fit=first.fit,
    )


def one(found: Fit, model: Model, alpha: float, *, logs: bool) -> Estimate | None:
    effect = model.effect
    if logs:
        low, high = found.interval(effect, alpha)
        change, low, high = (math.expm1(min(each, _MOST)) for each in (found.mean(effect), low, high))
        base = 1.0
    else:
        interval = found.ratio(effect, model.without, alpha)
        if interval is None:
            return None
        low, high = interval
        base = found.mean(model.without)
        change = found.mean(effect) / base
    return Estimate(
        change, low, high, found.p(effect), _least(found, effect, alpha, base, logs=logs), logs, found
    )


def _least(found: Fit, effect: Array, alpha: float, base: float, *, logs: bool) -> float:
    """As a part, for a test at alpha that finds it with four chances in five."""
    from scipy.special import stdtrit  # type: ignore[import-untyped]  # takes a while to load, and only a test of effect needs it

    needed = float(stdtrit(found.freedom, 1 - alpha / 2) + stdtrit(found.freedom, 0.8))
    least = needed * found.spread(effect) / abs(base)
    return math.expm1(min(least, _MOST)) if logs else least
