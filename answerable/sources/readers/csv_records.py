"""The records of a CSV text, going on after broken quotation marks without letting them swallow other rows.

A quotation mark that is opened and never closed makes all that follows one cell, up to the next mark or
the end of the file. So the text is parsed strictly; where that fails, only the broken row is given up, and
parsing starts again on the next line that reads as a whole row like those before it. A row is never pieced
together by guessing: what can't be told for sure is left out and listed.
"""

import contextlib
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

_EXTENT_LINES = 2_000
_LEARNT_ROWS = 500
_LIKE = 0.75  # of a row's cells
_SWALLOW_WIDTH = 8  # columns from which a line of prose does not look like a row by chance
_BLANK = ("blank", False)
_NUMBER = re.compile(r"-?[£$€]?\d[\d,.]*%?")
_DATE = re.compile(r"[\d/.:T -]{6,25}Z?")

BROKEN_QUOTES = (
    "A quotation mark in it is never closed, or stands inside a quoted cell without being doubled, so its "
    "cells can't be told apart and it is left out. Put quotation marks around the whole cell and two "
    "for each that stands inside it."
)


@dataclass(frozen=True, slots=True)
class Record:
    """One row. `number` counts rows as a spreadsheet does; lines are those of the file, from 1.

    Where `cells` is None the row has to be left out, and `why` says why. Else it has as many cells as the
    header, or fewer where those at its end were not written.
    """

    number: int
    first_line: int
    last_line: int
    cells: list[str] | None
    why: str = ""

    @property
    def where(self) -> str:
        if self.first_line == self.last_line:
            return f"row {self.number}" + (
                "" if self.number == self.first_line else f" (line {self.first_line})"
            )
        return f"row {self.number} (lines {self.first_line}-{self.last_line})"


class Records:
    """The records of `lines`, which have no line ends."""

    def __init__(self, lines: list[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._width = 0
        self._at = 0  # index of the next line
        self._kinds: list[set[tuple[str, bool]]] = []
        self._learnt = 0

    def head(self, count: int) -> list[Record]:
        """The first `count` records that are not blank, or as many as come before a broken one."""
        self._at = number = 0
        found: list[Record] = []
        with contextlib.suppress(csv.Error):
            reader = self._reader()
            start = 0
            for cells in reader:
                number += 1
                if cells:
                    found.append(Record(number, start + 1, self._at, cells))
                if len(found) == count:
                    break
                start = self._at
        return found

    def after(self, header: Record) -> Iterator[Record]:
        """The records under `header`, blank ones left out. Its width is what a row is expected to have."""
        self._at, number = header.last_line, header.number
        self._width = len(header.cells or [])
        reader = self._reader()
        while True:
            start = self._at
            number += 1
            why = BROKEN_QUOTES
            resume = start + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                resume = self._extent(start) or resume
            else:
                if not self._swallowed(start, cells):
                    why = self._misfit(cells)
                    resume = self._at
                if not why:
                    if cells:
                        yield Record(number, start + 1, self._at, cells[: self._width])
                    continue
            yield Record(number, start + 1, self._next_good(start, resume), None, why)
            reader = self._reader()  # the other may have read to the end

    def _misfit(self, cells: list[str]) -> str:
        """Why the row of `cells` does not fit the header; "" where it does."""
        count, width = len(cells), self._width
        if count == width:
            self._learn(cells)
            return ""
        said = f"It has {count:,} cells and the header {width:,}"
        if count > width:
            if not any(cell.strip() for cell in cells[width:]):
                return ""
            return (
                f"{said}, so its cells can't be told apart and it is left out. Put quotation marks around a "
                "cell that has a delimiter in it."
            )
        # Programs, Excel among them, leave out blank cells at a row's end, and then for rows on end.
        if not cells or (2 * count >= width and self._is_like_the_others(cells) and self._next_fits(count)):
            return ""
        return f"{said}; it is left out. Add what is missing."

    def _next_fits(self, count: int) -> bool:
        """Whether the next row is whole, or as short as this one: else this one is a piece of a cut row."""
        at = self._at
        try:
            following = next(filter(None, self._reader()), None)
        except csv.Error:
            return False
        finally:
            self._at = at
        return following is None or len(following) in (count, self._width)

    def _learn(self, cells: list[str]) -> None:
        """Takes note of what a good row looks like."""
        if self._learnt >= _LEARNT_ROWS:
            return
        self._learnt += 1
        self._kinds = self._kinds or [set() for _ in cells]
        for kinds, cell in zip(self._kinds, cells, strict=False):
            kinds.add(_kind(cell))

    def _is_like_the_others(self, cells: list[str]) -> bool:
        """Whether most cells are blank or of a kind seen in their column: number, date, address, words.

        Not all: the later rows of a real table hold what its first ones do not.
        """
        pairs = zip(self._kinds, map(_kind, cells), strict=False)
        like = [kind in kinds or kind == _BLANK for kinds, kind in pairs]
        return sum(like) >= _LIKE * len(like)

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while self._at < len(self._lines):
            self._at += 1
            yield self._lines[self._at - 1] + "\n"

    def _swallowed(self, start: int, cells: list[str]) -> bool:
        """Whether the row of `cells`, lines `start` to where reading stands, holds another row."""
        if self._at - start < 2 or (len(cells) == self._width and self._width < _SWALLOW_WIDTH):
            return False
        marks = self._width - 1
        inner = self._lines[start + 1 : self._at]
        return any(line.count(self._delimiter) == marks and self._whole(line) for line in inner)

    def _whole(self, line: str) -> bool:
        try:
            cells = next(csv.reader([line], delimiter=self._delimiter, strict=True))
        except csv.Error:
            return False
        return len(cells) == self._width and self._is_like_the_others(cells)

    def _next_good(self, start: int, resume: int) -> int:
        """Moves to the first line from `resume` on that begins a good row.

        Returns the last line, from 1, of the broken row that began at `start`.
        """
        self._at = resume
        while self._at < len(self._lines):
            candidate = self._at
            try:
                cells = next(self._reader(), [])
            except csv.Error:
                cells = []
            good = len(cells) == self._width and self._is_like_the_others(cells)
            if good and not self._swallowed(candidate, cells):
                self._at = candidate
                break
            self._at = candidate + 1
        last = self._at
        while last > start + 1 and not self._lines[last - 1].strip():
            last -= 1
        return last

    def _extent(self, start: int) -> int | None:
        """Where the broken row ends, if all that is wrong with it is quotation marks inside quoted cells.

        A mark is taken to close a cell when a delimiter or the line's end follows; one that follows a
        delimiter and is followed by text can only open a cell: then an earlier one was never closed.
        """
        text = "\n".join(self._lines[start : start + _EXTENT_LINES]) + "\n"
        at = 0
        width = 1
        while at < len(text):
            if text[at] == '"':
                closing = self._closing(text, at + 1)
                if closing is None:
                    return None
                at = closing + 1
            else:
                ends = [text.find(mark, at) for mark in (self._delimiter, "\n")]
                at = min(end for end in ends if end >= 0)
            if text[at] == "\n":
                return start + text.count("\n", 0, at) + 1 if width == self._width else None
            width += 1
            at += 1
        return None

    def _closing(self, text: str, at: int) -> int | None:
        while True:
            at = text.find('"', at)
            if at < 0:
                return None
            following = text[at + 1 : at + 2]
            if following == '"':
                at += 2
            elif following in (self._delimiter, "\n"):
                return at
            elif text[at - 1] in (self._delimiter, "\n"):
                return None
            else:
                at += 1


def _kind(cell: str) -> tuple[str, bool]:
    """What a cell holds, and whether it begins with a space, as the parts of a cut sentence do."""
    word = cell.strip()
    if not word:
        return _BLANK
    if word.startswith(("http://", "https://")):
        name = "address"
    elif _NUMBER.fullmatch(word):
        name = "number"
    elif _DATE.fullmatch(word):
        name = "date"
    else:
        name = "words"
    return name, cell[0] == " "
