"""How far a list holds when its weights move: drawn around the given ones, and one at a time.

Weights are drawn from a Dirichlet distribution whose mean is the given weights (stochastic multicriteria
acceptability analysis, Lahdelma, Hokkanen and Salminen 1998, doi:10.1016/S0377-2217(97)00163-X). Cells that
are not filled are drawn evenly between 0 and 4 in each draw.
"""

from dataclasses import dataclass

import numpy as np

from answerable.oversight.priorities.definitions import MOST
from answerable.oversight.priorities.table import Numbers, Table
from answerable.oversight.priorities.weighted import SAME

SPREAD = 100  # with it, a weight of 10 moves by 3 points either way in two draws of three
WIDE = 24  # by 6 points
DRAWS = 2000
SEED = 20261129
ROBUST = 0.95  # among the first in so many of the draws, and also in the wide ones by far most of the time
_ROBUST_WIDE = 0.80
_INSIDE = (0.05, 0.95)  # the ranks that nine of ten draws give


@dataclass(frozen=True, slots=True)
class Stability:
    """How one item fared over the draws: shares from 0 to 1, and the ranks of nine of ten draws."""

    item: str
    first: float
    among: float  # among the first k
    among_wide: float  # the same where weights move twice as far
    low: int  # the better rank
    high: int

    @property
    def robust(self) -> bool:
        return self.among >= ROBUST and self.among_wide >= _ROBUST_WIDE


@dataclass(frozen=True, slots=True)
class Turn:
    """A weight, out of 100, at which another item comes first; of the other weights each keeps its share."""

    weight: float
    item: str


@dataclass(frozen=True, slots=True)
class Sweep:
    """One criterion's weight moved alone: where, below and above its own, the first place changes."""

    criterion: str
    weight: float
    below: Turn | None
    above: Turn | None

    @property
    def nearest(self) -> float | None:
        """How many points away the nearer change is."""
        away = [abs(turn.weight - self.weight) for turn in (self.below, self.above) if turn]
        return min(away) if away else None


def stability(
    table: Table, k: int, *, spread: float = SPREAD, wide: float = WIDE, draws: int = DRAWS, seed: int = SEED
) -> list[Stability]:
    """Of each item, in the order of the table. The same seed gives the same answer."""
    near, far = _ranks(table, spread, draws, seed), _ranks(table, wide, draws, seed + 1)
    low, high = np.quantile(near, _INSIDE, axis=0, method="inverted_cdf")
    return [
        Stability(
            item=item,
            first=float((near[:, at] == 1).mean()),
            among=float((near[:, at] <= k).mean()),
            among_wide=float((far[:, at] <= k).mean()),
            low=int(low[at]),
            high=int(high[at]),
        )
        for at, item in enumerate(table.items)
    ]


def _ranks(table: Table, spread: float, draws: int, seed: int) -> Numbers:
    """Ranks (draw, item); items that draw equal share the better rank."""
    chance = np.random.Generator(np.random.PCG64(seed))
    weights = chance.dirichlet(table.weights * spread, size=draws)
    scores = weights @ table.low.T
    rows, columns = np.nonzero(table.missing)
    if len(rows):
        width = (table.high - table.low)[rows, columns]
        drawn = chance.uniform(size=(draws, len(rows))) * width * weights[:, columns]
        np.add.at(scores.T, rows, drawn.T)
    scores = np.round(scores * (100 / MOST), 9)
    ordered = np.sort(scores, axis=1)
    better = np.empty(scores.shape)
    for draw in range(draws):
        better[draw] = scores.shape[1] - np.searchsorted(ordered[draw], scores[draw], side="right")
    return better + 1


def sweeps(table: Table) -> list[Sweep]:
    """Exact, for each criterion: scores are straight lines in its weight. One criterion alone gives none."""
    if len(table.criteria) < 2:
        return []
    cells = table.middle * (100 / MOST)
    totals = cells @ table.weights
    leader = int(np.argmax(totals))
    return [_sweep(table, cells, totals, leader, at) for at in range(len(table.criteria))]


def _sweep(table: Table, cells: Numbers, totals: Numbers, leader: int, at: int) -> Sweep:
    """Score at weight t: t x own cell + (1 - t) x what the other criteria give at their own shares.

    One that gains on the leader as the weight falls meets it below, one that gains as it grows, above. One
    that equals the leader meets it where the weight stands. At 0 or at 100 it could only draw level.
    """
    given = float(table.weights[at])
    own = cells[:, at]
    others = (totals - given * own) / (1 - given)
    slope, base = (own - others), others
    slope, base = slope - slope[leader], base - base[leader]  # how far each stands above the leader
    below: Turn | None = None
    above: Turn | None = None
    for item in range(len(totals)):
        if item == leader or abs(slope[item]) <= SAME:
            continue
        turn = float(-base[item] / slope[item])
        if slope[item] < 0 and turn > SAME and (below is None or turn * 100 > below.weight + SAME):
            below = Turn(turn * 100, table.items[item])
        if slope[item] > 0 and turn < 1 - SAME and (above is None or turn * 100 < above.weight - SAME):
            above = Turn(turn * 100, table.items[item])
    return Sweep(table.criteria[at], given * 100, below, above)
