"""The terms of a test: what the figures would have been, and how the action may have changed them.

Figures above nought are tested as logarithms, since they drift, swing with the year and change by parts of
themselves; others as parts of their mean.
"""

import math
from dataclasses import dataclass

import numpy as np

from answerable.impact.effects.points import Points
from answerable.impact.effects.regression import Array

DRIFT = 0.15  # a year, as a part: the spread of what a drift before is held to be
TURN = 0.3  # a year: the spread of what its change is held to be
YEARS_FOR_SEASON = 2  # seen at all
YEARS_FOR_SHAPE = 4  # for a season of more than one wave


@dataclass(frozen=True, slots=True)
class Model:
    """`effect` and `without` are contrasts of the terms: the mean change after, the mean level without it."""

    names: tuple[str, ...]
    terms: Array
    held_back: tuple[float | None, ...]
    effect: Array
    without: Array
    waves: int
    formula: str


def level_and_slope(points: Points) -> Model:
    """The level and the drift before, and a change of both."""
    return _model(points, turning=True)


def level(points: Points, *, seasonal: bool = True) -> Model:
    """The level and the drift throughout, and a change of the level."""
    return _model(points, turning=False, seasonal=seasonal)


def usable_logs(points: Points) -> bool:
    return not points.hidden and min(points.values) > 0


def scaled(values: Array, *, logs: bool) -> Array:
    return np.log(values) if logs else values / values.mean()


def versions(points: Points) -> list[Array]:
    """The values, or where some are hidden, those with the hidden ones at nought and at the least shown."""
    values = np.array(points.values)
    hidden = np.isnan(values)
    if not hidden.any():
        return [values]
    return [np.where(hidden, filling, values) for filling in (0.0, values[~hidden].min())]


def _model(points: Points, *, turning: bool, seasonal: bool = True) -> Model:
    steps = np.array(points.steps, dtype=float)
    years = (steps - steps[points.split]) / points.per_year
    after = np.arange(len(steps)) >= points.split
    columns = {"level before": np.ones(len(steps)), "drift a year": years, "change of level": after * 1.0}
    if turning:
        columns["change of drift a year"] = after * years
    waves = _waves(points) if seasonal else 0
    for wave in range(1, waves + 1):
        angle = 2 * math.pi * wave * steps / points.per_year
        columns[f"season, wave {wave}, cosine"] = np.cos(angle)
        columns[f"season, wave {wave}, sine"] = np.sin(angle)
    terms = np.stack(list(columns.values()), axis=1)
    held = {"drift a year": DRIFT, "change of drift a year": TURN}
    changes = [name.startswith("change") for name in columns]
    mean = terms[after].mean(axis=0)
    return Model(
        names=tuple(columns),
        terms=terms,
        held_back=tuple(held.get(name) for name in columns),
        effect=np.where(changes, mean, 0.0),
        without=np.where(changes, 0.0, mean),
        waves=waves,
        formula=" + ".join(columns),
    )


def _waves(points: Points) -> int:
    years = (points.steps[-1] - points.steps[0] + 1) / points.per_year
    if points.per_year < 4 or years < YEARS_FOR_SEASON:
        return 0
    return 2 if years >= YEARS_FOR_SHAPE and points.per_year >= 6 else 1
