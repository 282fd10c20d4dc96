"""The neighbours of new entries, piece by piece: every pair compared, or within cells if there are many."""

from collections.abc import Callable, Iterator

import numpy as np

from answerable.lineage.repeats.neighbours import (
    EXACT_UP_TO,
    Codes,
    Fresh,
    Near,
    Rows,
    cells_of,
    middles,
    near_in_cells,
    near_rows,
    pieces,
)
from answerable.pipeline.relate.workers import Workers

Progress = Callable[[str, int, int], None]
_CELLS_AT_ONCE = 16


def near_pieces(
    codes: Codes,
    fresh: Fresh,
    workers: Workers,
    *,
    least: float,
    most: int,
    exact_up_to: int = EXACT_UP_TO,
    progress: Progress | None = None,
) -> Iterator[tuple[Rows, Near]]:
    """The fresh rows in pieces, rising, each with its pairs."""
    rows = np.flatnonzero(fresh).astype(np.int64)
    if len(codes) <= exact_up_to:
        parts = list(pieces(rows))
        found = workers.over(codes, near_rows, [(part, fresh, least, most) for part in parts])
        yield from zip(parts, found, strict=True)
        return
    near = _in_cells(codes, fresh, workers, least, most, progress)
    for part in pieces(rows):
        start, end = np.searchsorted(near.left, [part[0], part[-1] + 1])
        yield part, Near(near.left[start:end], near.right[start:end], near.cosine[start:end])


def _in_cells(
    codes: Codes, fresh: Fresh, workers: Workers, least: float, most: int, progress: Progress | None
) -> Near:
    cells = cells_of(codes, middles(codes))
    width = cells.shape[1]
    order = np.argsort(cells.reshape(-1), kind="stable")
    members = (order // width).astype(np.int64)
    ends = np.cumsum(np.bincount(cells.reshape(-1)))
    inside = [np.sort(part) for part in np.split(members, ends[:-1])]
    work = [
        (inside[start : start + _CELLS_AT_ONCE], fresh, least, most)
        for start in range(0, len(inside), _CELLS_AT_ONCE)
    ]
    found = []
    for done, part in enumerate(workers.over(codes, near_in_cells, work), start=1):
        found.append(part)
        if progress:
            progress("comparing", done, len(work))
    return Near.joined(found).in_order(most)
