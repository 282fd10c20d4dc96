"""Which entries are near each other: for each new row, the nearest of the rows before it.

Each row looks only at earlier ones, so what a row finds never changes when later rows are added: doing all at
once, in pieces, over several processes or as entries arrive gives the same pairs.

Up to `EXACT_UP_TO` rows every pair is compared. Beyond that, rows are first sorted into cells around fixed
middles, each row into its `IN_CELLS` nearest, and compared within cells: a pair is missed when two near texts
share none of them (measured in docs/performance.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from answerable.search.model.encoder import Vectors

Codes = npt.NDArray[np.int8]
Rows = npt.NDArray[np.int64]
Fresh = npt.NDArray[np.bool_]

EXACT_UP_TO = 60_000
BLOCK = 2048  # rows turned into 32-bit numbers and multiplied at a time: some 60 MB
IN_CELLS = 4
_CELL_ROWS = 2000  # rows that a cell should hold about
_SEED = 20


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of rows with the cosine of their vectors; `left` is the one that looked."""

    left: Rows
    right: Rows
    cosine: npt.NDArray[np.float32]

    @classmethod
    def joined(cls, parts: list["Near"]) -> "Near":
        if not parts:
            return cls(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__slots__))

    def in_order(self, most: int) -> "Near":
        """Each pair once, by left row and the nearest first; at most so many for each left row."""
        order = np.lexsort((self.right, -self.cosine, self.left))
        left, right, cosine = self.left[order], self.right[order], self.cosine[order]
        first = np.ones(len(left), bool)
        first[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
        left, right, cosine = left[first], right[first], cosine[first]
        starts = np.searchsorted(left, left)
        kept = np.arange(len(left)) - starts < most
        return Near(left[kept], right[kept], cosine[kept])


def pieces(rows: Rows) -> Iterator[Rows]:
    """The rows in pieces that can be done apart, in any order and on any machine."""
    for start in range(0, len(rows), BLOCK):
        yield rows[start : start + BLOCK]


def nearest(
    codes: Codes, rows: Rows, fresh: Fresh, *, least: float, most: int, among: Rows | None = None
) -> Near:
    """For each of `rows`, the rows near it: cosine at least `least`, up to `most`.

    Of the rows that are `fresh` only earlier ones count, so that a pair of them is found once; with others
    every fresh row is compared. `among` limits the search to some rows (rising).
    """
    others = np.arange(len(codes)) if among is None else among
    mine, parts = unit(codes[rows]), []
    for start in range(0, len(others), BLOCK):
        there = others[start : start + BLOCK]
        if there[0] >= rows[-1] and fresh[there].all():
            continue  # all later and new: they will look back at these
        cosines = mine @ unit(codes[there]).T
        cosines[(there[None, :] >= rows[:, None]) & fresh[there][None, :]] = -1
        left, right = np.nonzero(cosines >= least)
        parts.append(Near(rows[left], there[right], cosines[left, right]))
    return Near.joined(parts).in_order(most)


def middles(codes: Codes) -> Vectors:
    """Fixed places in the space of meanings, drawn from the rows: some one to every two thousand."""
    count = max(1, len(codes) // _CELL_ROWS)
    drawn = np.sort(np.random.default_rng(_SEED).choice(len(codes), count, replace=False))
    return unit(codes[drawn])


def cells_of(codes: Codes, places: Vectors) -> npt.NDArray[np.int32]:
    """For each row, the numbers of its nearest middles, in rising order."""
    many = min(IN_CELLS, len(places))
    found = np.empty((len(codes), many), np.int32)
    for start in range(0, len(codes), BLOCK):
        likeness = unit(codes[start : start + BLOCK]) @ places.T
        nearest = np.argpartition(-likeness, many - 1, axis=1)[:, :many]
        found[start : start + BLOCK] = np.sort(nearest, axis=1)
    return found


def near_rows(codes: Codes, rows: Rows, fresh: Fresh, least: float, most: int) -> Near:
    """A piece of work: some rows against all."""
    return nearest(codes, rows, fresh, least=least, most=most)


def near_in_cells(codes: Codes, cells: Sequence[Rows], fresh: Fresh, least: float, most: int) -> Near:
    """A piece of work: the rows of some cells, each cell by itself."""
    parts = [
        nearest(codes, rows, fresh, least=least, most=most, among=inside)
        for inside in cells
        for rows in pieces(inside[fresh[inside]])
    ]
    return Near.joined(parts).in_order(most)


def unit(codes: Codes | Vectors) -> Vectors:
    """Rows of length 1, as 32-bit numbers."""
    rows = np.asarray(codes, np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)
