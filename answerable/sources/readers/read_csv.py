"""CSV and its like, as people and programs really write them."""

import contextlib
import csv
import itertools
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from answerable.sources.readers.characters import one_line, safe
from answerable.sources.readers.columns import LOOK_AHEAD, header_at, keep_numbers, named
from answerable.sources.readers.csv_records import BROKEN_QUOTES, Record, Records
from answerable.sources.readers.document import Line, Problem, ReadDocument, Table, UnreadableError
from answerable.sources.readers.encoding import decode
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.registry import Task

MEDIA_TYPE = "text/csv"
_LISTED = 2_000  # rows left out that are named one by one
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 100_000


def read(content: bytes, task: Task, limits: Limits) -> ReadDocument:
    """One table. Rows that can't be parsed, or whose cells don't fit the header, are listed in `problems`."""
    csv.field_size_limit(limits.text_bytes + 1)  # a cell may hold a whole letter
    document = ReadDocument(MEDIA_TYPE)
    lines = _lines(content, document)
    delimiter = _delimiter(lines, task.name)
    if lines[0].lower().startswith("sep=") and len(lines[0].rstrip()) <= 5:  # Excel's own line
        lines[0] = ""
    records = Records(lines, delimiter)
    first = records.head(LOOK_AHEAD)
    if not first:
        raise UnreadableError(f"The first row can't be parsed. {BROKEN_QUOTES}")
    at = header_at([record.cells or [] for record in first])
    header = first[at]
    names = [safe(cell) for cell in header.cells or []]
    if len(names) > limits.columns:
        raise UnreadableError(f"The header has {len(names):,} columns; at most {limits.columns:,} are read.")
    document.lines += [Line(one_line(" ".join(record.cells or []))) for record in first[:at]]
    table = Table("", named(names, header.where, document.problems), [], header.number + 1)
    _fill(table, records.after(header), document.problems, limits)
    document.tables.append(table)
    if not table.rows:
        document.problems.append(Problem("whole file", "The file has a header and no rows that can be read."))
    return document


def _fill(table: Table, body: Iterable[Record], problems: list[Problem], limits: Limits) -> None:
    """Puts the records under the header into the table, and says what is left out."""
    width = len(table.columns)
    most = limits.cells // width
    numbers: list[int] = []
    left_out = 0
    for record in body:
        if record.cells is None:
            left_out += 1
            if left_out <= _LISTED:
                problems.append(Problem(record.where, record.why))
            continue
        row = tuple(map(safe, record.cells))
        if not any(map(str.strip, row)):
            continue
        if len(row) < width:
            if len(problems) < _LISTED:
                why = f"It has {len(row):,} cells and the header {width:,}; the last are taken as blank."
                problems.append(Problem(record.where, why, lost=False))
            row += ("",) * (width - len(row))
        table.rows.append(row)
        numbers.append(record.number)
        if len(numbers) > most:
            raise UnreadableError(f"The table has more than {most:,} rows: split the file.")
    if left_out > _LISTED:
        why = f"{left_out - _LISTED:,} more rows are left out for such reasons."
        problems.append(Problem("whole file", why))
    keep_numbers(table, numbers)


def _lines(content: bytes, document: ReadDocument) -> list[str]:
    decoded = decode(content)
    text = decoded.text
    if decoded.remark:
        document.problems.append(Problem("whole file", decoded.remark, lost=False))
    zeros = text.count("\x00")
    if zeros:
        why = f"{zeros:,} zero bytes were taken out; the rest is as found."
        document.problems.append(Problem("whole file", why, lost=False))
        text = text.replace("\x00", "")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableError("The file is empty: nothing but blanks in it. Fetch it again.")
    return text.split("\n")


def _delimiter(lines: list[str], name: str) -> str:
    """The mark that parts most rows of a sample into the same number of cells."""
    if lines[0].lower().startswith("sep=") and len(lines[0].rstrip()) == 5:
        return lines[0][4]
    if PurePath(name).suffix.lower() in (".tsv", ".tab"):
        return "\t"
    sample = list(itertools.islice((line for line in lines if line.strip()), _SAMPLE_LINES))
    best, delimiter = 0.0, ","
    for mark in ",;\t|":
        widths: Counter[int] = Counter()
        with contextlib.suppress(csv.Error):
            for row in csv.reader((line[:_SAMPLE_CHARACTERS] + "\n" for line in sample), delimiter=mark):
                widths[len(row)] += 1
        common = max((width for width in widths if width > 1), key=lambda width: widths[width], default=0)
        score = widths[common] / widths.total() if common else 0.0
        if score > best + 0.05:
            best, delimiter = score, mark
    return delimiter
