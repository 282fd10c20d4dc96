"""The table that a list is made from: items, criteria with their weights, and what is known of each cell.

A cell that nobody filled is not 0: it may be anything between 0 and 4, and is carried as that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.oversight.priorities.definitions import MOST

Numbers = NDArray[np.float64]
Given = Mapping[tuple[str, str], Sequence[float]]  # {(item, criterion): what each scorer gave}


class TableError(ValueError):
    """No list can be made of this. The message is fit to be shown."""


@dataclass(frozen=True, slots=True)
class Table:
    """`low` and `high` bound each cell (item, criterion) on the scale from 0 to 4; `weights` add up to 1."""

    items: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: Numbers
    low: Numbers
    high: Numbers

    @property
    def middle(self) -> Numbers:
        return np.asarray((self.low + self.high) / 2)

    @property
    def missing(self) -> NDArray[np.bool_]:
        return np.asarray(self.high > self.low)


def table_of(items: Sequence[str], weights: Mapping[str, float], given: Given) -> Table:
    """Several scorers of one cell count as their mean. Raises TableError: fewer than two items, no weight."""
    if len(items) < 2:
        raise TableError("A list needs at least two expectations.")
    codes = tuple(code for code, weight in weights.items() if weight > 0)
    if not codes:
        raise TableError("No criterion has a weight.")
    low = np.zeros((len(items), len(codes)))
    high = np.full((len(items), len(codes)), float(MOST))
    for row, item in enumerate(items):
        for column, code in enumerate(codes):
            if values := given.get((item, code)):
                low[row, column] = high[row, column] = float(np.mean(values))
    plain = np.array([float(weights[code]) for code in codes])
    return Table(tuple(items), codes, plain / plain.sum(), low, high)
