"""The facets of every document as numbers beside the word index, which counting then asks for rows alone.

facets/values.json   every value as "name<US>value", in order; its place is its number
facets/ends          of each row, where its numbers end
facets/numbers       the numbers of all rows, one row after the other
"""

import json
from array import array
from collections.abc import Collection
from pathlib import Path

import numpy as np
import numpy.typing as npt

from answerable.search.schema import UNIT

Numbers = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.int64]  # one for each value
Rows = npt.NDArray[np.int64]
_BLOCK = 1_000_000  # numbers written at a time


class FacetColumns:
    """The facets of one generation, mapped from its files."""

    def __init__(self, directory: Path, rows: int) -> None:
        """Raises OSError or ValueError when a file is missing or is not as it was written."""
        values: list[str] = json.loads((directory / "values.json").read_text())
        parts = [value.partition(UNIT) for value in values]
        self.texts = [text for _, _, text in parts]
        self.number = {value: number for number, value in enumerate(values)}
        self.groups: dict[str, slice] = {}  # of each facet, where its values stand
        for at, (name, _, _) in enumerate(parts):
            self.groups[name] = slice(self.groups.get(name, slice(at, at)).start, at + 1)
        self.ends = _mapped(directory / "ends", rows)
        self.numbers = _mapped(directory / "numbers", int(self.ends[-1]) if rows else 0)

    def count(self, rows: Rows) -> Counts:
        """In how many of these rows each value stands."""
        ends = self.ends[rows].astype(np.int64)
        starts = np.where(rows > 0, self.ends[rows - 1], 0).astype(np.int64)
        lengths = ends - starts
        firsts = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(starts - firsts, lengths)
        return np.bincount(self.numbers[places], minlength=len(self.texts))


def _mapped(path: Path, count: int) -> Numbers:
    held = np.memmap(path, np.uint32, "r", shape=(count,)) if count else np.zeros(0, np.uint32)
    return np.asarray(held)  # a memmap's own slices cost far more


class ColumnsWriter:
    """Gathers the facets of documents as they come, and writes the files that FacetColumns reads."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._numbers = array("I")
        self._ends = array("I")

    def add(self, values: Collection[str]) -> None:
        """One document's values: of the next row."""
        number = self._number
        self._numbers.extend(number.setdefault(value, len(number)) for value in values)
        self._ends.append(len(self._numbers))

    def write(self, directory: Path, former: FacetColumns | None = None) -> None:
        """`former`: those of the rows before, which stay."""
        before = former.number if former else {}
        values = sorted(self._number.keys() | before.keys())
        place = {value: at for at, value in enumerate(values)}
        directory.mkdir()
        (directory / "values.json").write_text(json.dumps(values))
        blocks: list[tuple[Numbers, dict[str, int], Numbers]] = []
        if former:
            blocks.append((former.numbers, before, former.ends))
        blocks.append((_as_numbers(self._numbers), self._number, _as_numbers(self._ends)))
        written = 0
        with (directory / "numbers").open("wb") as numbers_file, (directory / "ends").open("wb") as ends_file:
            for numbers, number, ends in blocks:
                now = np.array([place[value] for value in number], np.uint32)
                for start in range(0, len(numbers), _BLOCK):
                    numbers_file.write(now[numbers[start : start + _BLOCK]].tobytes())
                ends_file.write((ends + np.uint32(written)).tobytes())
                written += len(numbers)


def _as_numbers(held: "array[int]") -> Numbers:
    return np.frombuffer(held, np.uint32) if held else np.zeros(0, np.uint32)
