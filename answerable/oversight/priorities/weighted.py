"""The list itself: a weighted sum, out of 100, with its best and worst case where cells are not filled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.oversight.priorities.definitions import MOST
from answerable.oversight.priorities.table import Numbers, Table

METHOD = "weighted/1"
SAME = 1e-9  # of 100: scores nearer than this are equal


@dataclass(frozen=True, slots=True)
class Placed:
    """An item in its place. `rank` is that of the middle of `low` and `high`; equal ones share it.

    `best` and `worst` are the ranks it could have if every cell that is not filled turned out as well, or as
    badly, as can be for it, whatever the others' turn out to be.
    """

    item: str
    score: float
    low: float
    high: float
    rank: int
    best: int
    worst: int
    tied: bool


def placed(table: Table) -> list[Placed]:
    """All items, the first first; equal ones in the order in which they were given."""
    low, high = _of_100(table.low, table.weights), _of_100(table.high, table.weights)
    middle = (low + high) / 2
    ranks = ranks_of(middle)
    best = 1 + (low[None, :] > high[:, None] + SAME).sum(axis=1)
    worst = len(middle) - (high[None, :] < low[:, None] - SAME).sum(axis=1)
    firm = low == high
    for at in np.flatnonzero(firm):  # an equal item that is as firm shares the place, and is no worse case
        worst[at] -= int((firm & (np.abs(low - low[at]) <= SAME)).sum()) - 1
    rows = [
        Placed(
            item=item,
            score=float(middle[at]),
            low=float(low[at]),
            high=float(high[at]),
            rank=int(ranks[at]),
            best=int(best[at]),
            worst=int(worst[at]),
            tied=int((ranks == ranks[at]).sum()) > 1,
        )
        for at, item in enumerate(table.items)
    ]
    return sorted(rows, key=lambda one: one.rank)


def ranks_of(scores: Numbers) -> NDArray[np.int_]:
    """1 for the highest; equal scores share a rank, and the next one counts how many are before it."""
    return np.asarray(1 + (scores[None, :] > scores[:, None] + SAME).sum(axis=1))


def _of_100(cells: Numbers, weights: Numbers) -> Numbers:
    return np.asarray(np.round(cells @ weights * (100 / MOST), 9))
