"""What a reader gives back, whatever the file's form: pages of lines, and tables.

Plain data, so that it can cross from the child process that did the reading.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text. `page` counts from 1 (None where the form has no pages).

    Numbers that the form generates ("1." of a Word list or an HTML `ol`) stand in the text as a person sees
    them. Bullets of such lists do not; `list_item` tells of them. Footnote marks of a PDF are raised digits
    (¹²³), so that "practice.³ The" can be told from "practice.3 The".
    """

    text: str
    page: int | None = None
    bold: bool = False
    size: float | None = None  # points; None where unknown
    left: float | None = None  # points from the page's left edge; None where unknown
    heading: int | None = None  # 1 to 6 where the form marks headings (HTML, DOCX styles)
    list_item: bool = False
    cell: tuple[int, int, int] | None = None  # (table, row, column), each from 0, where it stands in a table
    top: float | None = None  # points from the page's top edge to the foot of the letters; None where unknown


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row. Rows are as long as `columns`; row 1 is the first after the header."""

    name: str  # sheet name, or "" where the form has none
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    first_row: int = 2  # row number of rows[0] in the file as a spreadsheet counts, for messages
    numbers: list[int] = field(default_factory=list)  # each row's number; empty when they run on without gaps

    def number(self, index: int) -> int:
        """The number of rows[index] in the file as a spreadsheet counts rows (the header is usually 1)."""
        return self.numbers[index] if self.numbers else self.first_row + index


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader could not do, or had to decide, without giving up on the rest."""

    where: str  # "page 3", "row 17"
    why: str  # plain words: what is wrong and what to do
    lost: bool = True  # False: a remark only, all the content is there


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
    ocr_pages: list[int] = field(default_factory=list)  # pages whose lines come from OCR
    language: str = ""  # as the file states it, e.g. "en-GB", "cy"; "" where it does not

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class UnreadableError(Exception):
    """The file as a whole can't be read. The message says why and what to do, for a person."""
