"""What a file of figures says, row by row, before anything is looked up."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

READER = "figures/2"  # raised when the readers read held files otherwise
MOST_ROWS = 2_000_000

# Levels of a place, beside the bodies that answer: the same words as in the definitions.
ENGLAND, REGION, ICB, SUB_ICB = "england", "region", "icb", "sub-icb"
PROVIDER, RECEIVING, SITE, WARD, UK = "provider", "receiving provider", "site", "ward", "uk"


class Cell(NamedTuple):
    """One figure as written. `row` is its number in the file as a spreadsheet shows it."""

    row: int
    measure: str
    level: str
    code: str  # of the place, as written; "" where the file gives none
    name: str
    split: str  # "bed type: 10"; "" for the whole
    start: dt.date
    end: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Rows that hold no figure that can be used. `count` rows from `row` on share one reason."""

    row: int
    why: str
    count: int = 1


class UnreadableFileError(ValueError):
    """No figure of the file can be used. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file, read. Every row of figures is a cell or is unread."""

    form: str  # the shape in which it was recognised
    cells: list[Cell]
    unread: list[Unread]
    notes: tuple[str, ...]

    @property
    def rows(self) -> int:
        return len(self.cells) + sum(one.count for one in self.unread)
