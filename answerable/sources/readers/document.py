"""What a reader gives back, whatever the file's form: pages of lines, and tables.

Plain data, so that it can cross from the child process that did the reading.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text. `page` counts from 1 (None where the form has no pages)."""

    text: str
    page: int | None = None
    bold: bool = False
    size: float | None = None  # points; None where unknown
    left: float | None = None  # points from the page's left edge; None where unknown
    heading: int | None = None  # 1 to 6 where the form marks headings (HTML, DOCX styles)
    list_item: bool = False
    cell: tuple[int, int, int] | None = None  # (table, row, column) where the line stands in a table


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row. Rows are as long as `columns`; row 1 is the first after the header."""

    name: str  # sheet name, or "" where the form has none
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    first_row: int = 2  # line or row number of rows[0] in the file, for messages


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader could not do, without giving up on the rest."""

    where: str  # "page 3", "row 17"
    why: str  # plain words: what is wrong and what to do


@dataclass(slots=True)
class ReadDocument:
    """The readable content of one file.

    `lines` for running text, `tables` for CSV and XLSX, `data` for JSON (parsed). `text` joins the lines
    with newlines: offsets in a Passage count characters in it.
    """

    media_type: str
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    data: object = None
    pages: int | None = None
    title: str = ""
    ocr: bool = False
    confidence: float | None = None  # 0 to 1, mean word confidence where OCR was used
    problems: list[Problem] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class UnreadableError(Exception):
    """The file as a whole can't be read. The message says why and what to do, for a person."""
