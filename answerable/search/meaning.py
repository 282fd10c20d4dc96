"""Which documents are closest to a query in meaning.

Up to 50,000 documents every vector is compared. Beyond that, one bit a number (its sign) picks the
candidates and the bytes decide among them, so that a million take some 20 ms. numpy's own sums are used
and not its matrix product, which would start threads and lose far more on a busy machine than it gains.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from answerable.search.model.encoder import WIDTH, Vectors
from answerable.search.vectors import Codes

_EXACT_UP_TO = 50_000
_CANDIDATES = 8  # for each result wanted
_ROWS = 512  # turned into 32-bit numbers at a time
_WORDS = WIDTH // 64
_FILES = ("codes", "lengths", "signs")


@dataclass(frozen=True, slots=True)
class Near:
    """Documents (rows) close to a query, the closest first, and their cosines."""

    rows: npt.NDArray[np.int64]
    cosines: Vectors


class Meanings:
    """The vectors of one generation, mapped from its files: processes share the memory."""

    def __init__(self, directory: Path, count: int, dead: Sequence[int] = ()) -> None:
        """`dead` rows are never near. Raises OSError or ValueError when a file is missing or too short."""
        paths = [directory / name for name in _FILES]
        self._dead = np.array(sorted(dead), np.int64)
        if not count:
            self._codes = np.zeros((0, WIDTH), np.int8)
            return
        self._codes = np.asarray(np.memmap(paths[0], np.int8, "r", shape=(count, WIDTH)))
        self._lengths = np.asarray(np.memmap(paths[1], np.float32, "r", shape=(count,)))
        self._signs = np.asarray(np.memmap(paths[2], np.uint64, "r", shape=(_WORDS, count)))

    def nearest(self, query: Vectors, most: int) -> Near:
        """The `most` nearest to a query of length 1, or all when there are fewer."""
        count = len(self._codes)
        if count > _EXACT_UP_TO and most * _CANDIDATES < count:
            rows = self._candidates(query, most * _CANDIDATES)
            cosines = _products(self._codes, query, rows)
            cosines /= self._lengths[rows]
        else:
            rows = np.arange(count)
            cosines = _products(self._codes, query, None)
            if count:
                cosines /= self._lengths
        if len(self._dead):
            cosines[np.isin(rows, self._dead)] = -1
        if most < len(rows):
            best = np.argpartition(-cosines, most)[:most]
            rows, cosines = rows[best], cosines[best]
        order = np.lexsort((rows, -cosines))
        return Near(rows[order], cosines[order])

    def _candidates(self, query: Vectors, most: int) -> npt.NDArray[np.int64]:
        """The rows with the fewest signs that differ from the query's; of as many, all."""
        signs = np.packbits(query > 0).view(np.uint64)
        differ = np.zeros(len(self._codes), np.uint16)
        for plane, word in zip(self._signs, signs, strict=True):
            differ += np.bitwise_count(plane ^ word)
        most_that_differ = np.searchsorted(np.cumsum(np.bincount(differ)), most)
        return np.flatnonzero(differ <= most_that_differ)


def _products(codes: Codes, query: Vectors, rows: npt.NDArray[np.int64] | None) -> Vectors:
    count = len(codes) if rows is None else len(rows)
    products = np.empty(count, np.float32)
    for start in range(0, count, _ROWS):
        part = slice(start, start + _ROWS)
        block = codes[part] if rows is None else codes[rows[part]]
        np.einsum("ij,j->i", block.astype(np.float32), query, out=products[part])
    return products


def write(directory: Path, blocks: Iterable[Codes], count: int) -> None:
    """Writes the files that `Meanings` reads, from `count` rows that come in blocks."""
    directory.mkdir()
    codes, lengths, signs = (directory / name for name in _FILES)
    if not count:
        return
    planes = np.memmap(signs, np.uint64, "w+", shape=(_WORDS, count))
    row = 0
    with codes.open("wb") as codes_file, lengths.open("wb") as lengths_file:
        for block in blocks:
            for start in range(0, len(block), _ROWS):
                part = block[start : start + _ROWS]
                numbers = part.astype(np.float32)
                squares = np.einsum("ij,ij->i", numbers, numbers)
                codes_file.write(part.tobytes())
                lengths_file.write(np.maximum(np.sqrt(squares), 1e-9).tobytes())
                planes[:, row : row + len(part)] = np.packbits(part > 0, axis=1).view(np.uint64).T
                row += len(part)
    planes.flush()


def read_codes(directory: Path, count: int) -> Iterator[Codes]:
    """The rows that `write` wrote, in blocks."""
    codes = (
        np.memmap(directory / "codes", np.int8, "r", shape=(count, WIDTH))
        if count
        else np.zeros((0, WIDTH), np.int8)
    )
    for start in range(0, count, _ROWS):
        yield codes[start : start + _ROWS]
