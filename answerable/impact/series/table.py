"""Bytes to a table of cells, with what had to be assumed; anything else is named for what it seems to be."""

import csv
import io
from dataclasses import dataclass

from answerable.impact.series.dates import ImpossibleDateError, readings
from answerable.impact.series.numbers import looks_like_value
from answerable.sources.readers.encoding import decode, looks_binary

LARGEST_FILE = 5_000_000  # bytes
_LONGEST_CELL = 6_000  # characters; a longer one is a quote that is not closed
_KINDS = (
    (b"PK\x03\x04", "a spreadsheet or another packed file"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet (XLS)"),
    (b"%PDF", "a PDF"),
    (b"{", "JSON"),
    (b"[", "JSON"),
    (b"<", "a web page or XML"),
)


class BadSeriesError(ValueError):
    """The table holds no series that can be charted. The message names the row and says what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` carry their number in the file, the header's included, as a spreadsheet shows it."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    semicolons: bool
    notes: tuple[str, ...]

    def column(self, place: int) -> list[tuple[int, str]]:
        return [(number, cells[place]) for number, cells in self.rows]


def read_table(content: bytes) -> Table:
    """Raises BadSeriesError."""
    if not content.strip():
        raise BadSeriesError("The file is empty.")
    if len(content) > LARGEST_FILE:
        raise BadSeriesError(
            f"The file has {len(content):,} bytes; {LARGEST_FILE:,} are the most. Give one series alone."
        )
    bare = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = next((kind for mark, kind in _KINDS if bare.startswith(mark)), "")
    if kind or looks_binary(content[:4096]):
        raise BadSeriesError(f"The file seems to be {kind or 'no text'}: save it as CSV, and give that.")
    decoded = decode(content)
    notes = [decoded.remark] if decoded.remark else []
    lines, delimiter = _lines(decoded.text)
    if delimiter in ";\t|":
        mark = {";": "Semicolons", "\t": "Tabs", "|": "Bars"}[delimiter]
        notes.append(f"{mark} separate the cells of the file.")
    lines, said = _without_titles(lines)
    notes += said
    header, lines = _header(lines)
    if not header:
        notes.append("The file has no row of headings.")
        header = tuple(f"column {place}" for place in range(1, max(len(cells) for _, cells in lines) + 1))
    return Table(header, _even(header, lines), delimiter == ";", tuple(notes))


def _lines(text: str) -> tuple[list[tuple[int, list[str]]], str]:
    first = text.strip().splitlines()
    counts = {mark: sum(line.count(mark) for line in first[:20]) for mark in ",;\t|"}
    delimiter = max(counts, key=lambda mark: counts[mark])
    if counts[";"] and counts[";"] >= len(first[:20]) - 1:
        delimiter = ";"  # decimal commas may outnumber them
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            cells = [" ".join(cell.replace("\0", "").split()) for cell in row]
            if any(len(cell) > _LONGEST_CELL for cell in cells):
                raise BadSeriesError(f"A quote that begins before row {reader.line_num} is not closed.")
            if any(cells):
                lines.append((reader.line_num, cells))
    except csv.Error as error:
        raise BadSeriesError(f"Row {reader.line_num} can't be read as CSV: {error}.") from error
    if not lines:
        raise BadSeriesError("The file holds no filled cell.")
    if not any(sum(map(bool, cells)) > 1 for _, cells in lines):
        raise BadSeriesError(
            "The file has one column, or is no CSV. It needs two: a date and a value, with a comma between."
        )
    return lines, delimiter


def _without_titles(lines: list[tuple[int, list[str]]]) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """Titles above the headings and notes below the rows stand alone in their row."""
    first = next(at for at, (_, cells) in enumerate(lines) if sum(map(bool, cells)) > 1)
    last = len(lines)
    while last > first + 1 and _is_note(lines[last - 1][1]):
        last -= 1
    left_out = [*lines[:first], *lines[last:]]
    said = [f'Row {number} ("{" ".join(cells).strip()[:60]}") is a title or a note and was left out.'
            for number, cells in left_out]  # fmt: skip
    return lines[first:last], said


def _header(lines: list[tuple[int, list[str]]]) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    cells = lines[0][1]
    dates = sum(_is_date(cell) for cell in cells)
    if dates >= 1 and any(looks_like_value(cell) and not _is_date(cell) for cell in cells):
        return (), lines
    if dates >= 3:
        raise BadSeriesError(
            f"Dates run across row {lines[0][0]}. Give one row for each date, with its value beside it."
        )
    if len(lines) == 1:
        raise BadSeriesError("The file holds headings and no row below them.")
    return tuple(cell or f"column {place}" for place, cell in enumerate(cells, start=1)), lines[1:]


def _even(
    header: tuple[str, ...], lines: list[tuple[int, list[str]]]
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    rows = []
    width = len(header)
    for number, cells in lines:
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) > width:
            raise BadSeriesError(
                f"Row {number} has {len(cells)} cells under {width} headings. If a number holds a comma "
                "(1,234), put it in quotes or leave the comma out."
            )
        rows.append((number, tuple(cells + [""] * (width - len(cells)))))
    return tuple(rows)


def _is_note(cells: list[str]) -> bool:
    return sum(map(bool, cells)) == 1 and not any(_is_date(cell) or looks_like_value(cell) for cell in cells)


def _is_date(cell: str) -> bool:
    try:
        return bool(readings(cell))
    except ImpossibleDateError:
        return True
