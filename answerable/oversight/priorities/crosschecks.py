"""Two other methods over the same table, by a library, and how far their lists agree with ours.

TOPSIS (Hwang and Yoon 1981) ranks by the distance from the best and the worst there could be; PROMETHEE II
(Brans and Vincke 1985) by how many others each item outranks, and how far. Neither decides anything here.
"""

import importlib.metadata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from answerable.oversight.priorities.definitions import MOST
from answerable.oversight.priorities.table import Numbers, Table
from answerable.oversight.priorities.weighted import placed, ranks_of

TOPSIS, PROMETHEE = "TOPSIS", "PROMETHEE II"
_FULL = 2.0  # steps of a scale by which one item must lead for PROMETHEE to prefer it wholly


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """One other method. `agreement` is Spearman's rank correlation with our list, None where all are equal;
    `shared` counts those that both put among the first k, of the `ours` that our list puts there."""

    method: str
    ranks: tuple[tuple[str, int], ...]
    agreement: float | None
    shared: int
    ours: int


def crosschecks(table: Table, k: int) -> list[CrossCheck]:
    """With cells that are not filled at their middle. Empty where no criterion tells any two items apart."""
    cells = table.middle
    if np.ptp(cells, axis=0).max() == 0:
        return []
    from pymcdm.methods import PROMETHEE_II  # these two load SciPy, which takes a second

    ours = {one.item: one.rank for one in placed(table)}
    return [
        _compared(TOPSIS, _topsis(table, cells), table.items, ours, k),
        _compared(
            PROMETHEE,
            PROMETHEE_II("vshape", p=[_FULL] * len(table.criteria))(
                cells, table.weights, np.ones(len(table.criteria)), validation=False
            ),
            table.items,
            ours,
            k,
        ),
    ]


def version() -> str:
    return f"pymcdm {importlib.metadata.version('pymcdm')}"


def _topsis(table: Table, cells: Numbers) -> Any:
    from pymcdm.methods import TOPSIS as METHOD

    def of_the_scale(column: Numbers, cost: bool = False) -> Numbers:  # noqa: ARG001
        return np.asarray(column / MOST)

    return METHOD(of_the_scale)(cells, table.weights, np.ones(len(table.criteria)), validation=False)


def _compared(method: str, scores: Any, items: Sequence[str], ours: dict[str, int], k: int) -> CrossCheck:
    ranks = ranks_of(np.asarray(scores, dtype=float))
    mine = np.array([ours[item] for item in items], dtype=float)
    theirs = {item: int(rank) for item, rank in zip(items, ranks, strict=True)}
    among = [item for item in items if ours[item] <= k]
    return CrossCheck(
        method,
        tuple(sorted(theirs.items(), key=lambda one: one[1])),
        _alike(mine, ranks),
        sum(theirs[item] <= k for item in among),
        len(among),
    )


def _alike(ours: Numbers, theirs: Any) -> float | None:
    """Spearman's rank correlation, with equal ones at their mean rank."""
    a, b = _even(ours), _even(np.asarray(theirs, dtype=float))
    if a.std() == 0 or b.std() == 0:
        return None
    return float(np.corrcoef(a, b)[0, 1])


def _even(ranks: Numbers) -> Numbers:
    """Shared ranks (1, 2, 2, 4) as mean ranks (1, 2.5, 2.5, 4)."""
    counts = (ranks[:, None] == ranks[None, :]).sum(axis=1)
    return np.asarray(ranks + (counts - 1) / 2)
