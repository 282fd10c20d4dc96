"""Excel workbooks: each sheet a table, values as text."""

import datetime as dt
import io
import itertools
import warnings
import zipfile
from collections.abc import Iterable, Iterator

import openpyxl

from answerable.sources.readers.characters import one_line, safe
from answerable.sources.readers.columns import LOOK_AHEAD, header_at, keep_numbers, named
from answerable.sources.readers.document import Line, Problem, ReadDocument, Table, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.registry import Task

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LISTED = 2_000


def read(content: bytes, _task: Task, limits: Limits) -> ReadDocument:
    """The sheets' values as last saved, formulas calculated; dates in ISO form, numbers to 15 digits."""
    warnings.simplefilter("ignore")  # openpyxl's remarks on styles it leaves out
    document = ReadDocument(MEDIA_TYPE)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise UnreadableError(
            f"The workbook is damaged ({type(error).__name__}). Save it again in Excel."
        ) from error
    document.title = one_line(book.properties.title or "")[:1000]
    document.language = book.properties.language or ""
    cells = 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a sheet says of its size is not to be trusted
        table = _table(sheet.title, sheet.iter_rows(values_only=True), document, limits, cells)
        if table:
            document.tables.append(table)
            cells += len(table.rows) * len(table.columns)
            if sheet.sheet_state != "visible":
                document.problems.append(Problem(f"sheet {sheet.title}", "The sheet is hidden.", lost=False))
    if not document.tables:
        document.problems.append(Problem("whole workbook", "There is nothing in any of its sheets."))
    return document


def _table(
    name: str, values: Iterable[tuple[object, ...]], document: ReadDocument, limits: Limits, cells_before: int
) -> Table | None:
    """One sheet's table; titles above its header become lines. None where the sheet is blank."""
    where = f"sheet {name}"
    rows = ((number, row) for number, row in enumerate(map(_texts, values), start=1) if row)
    first = list(itertools.islice(rows, LOOK_AHEAD))
    if not first:
        return None
    at = header_at([row for _, row in first])
    for _, row in first[:at]:
        document.lines.append(Line(one_line(" ".join(row))))
    number, header = first[at]
    columns, body = _columns(header, itertools.chain(first[at + 1 :], rows), where, document, limits)
    table = Table(name, columns, [], number + 1)
    most = (limits.cells - cells_before) // len(columns)
    numbers: list[int] = []
    width = len(columns)
    for number, row in body:
        if any(row[width:]):
            beyond = sum(map(bool, row[width:]))
            why = f"{beyond} of its cells stand to the right of the header's last column; they are left out."
            if len(document.problems) < _LISTED:
                document.problems.append(Problem(f"{where}, row {number}", why))
        table.rows.append(tuple(row[:width]) + ("",) * (width - len(row)))
        numbers.append(number)
        if len(numbers) > most:
            raise UnreadableError(
                f"The workbook has more than {limits.cells:,} cells: split it, or save it as CSV."
            )
    keep_numbers(table, numbers)
    return table


def _columns(
    header: list[str],
    rows: Iterator[tuple[int, list[str]]],
    where: str,
    document: ReadDocument,
    limits: Limits,
) -> tuple[tuple[str, ...], Iterator[tuple[int, list[str]]]]:
    """The columns' names, and the rows. A column that only the first rows fill is one too."""
    first = list(itertools.islice(rows, LOOK_AHEAD))
    width = len(header)
    for _, row in first:
        if len(row) <= limits.columns:  # else a stray cell at the sheet's far end
            width = max(width, len(row))
    if width > limits.columns:
        raise UnreadableError(f"The {where} has {width:,} columns; at most {limits.columns:,} are read.")
    names = named(header + [""] * (width - len(header)), where, document.problems)
    return names, itertools.chain(first, rows)


def _texts(row: tuple[object, ...]) -> list[str]:
    """The row's cells as text, without the blank ones at its end."""
    last = len(row)
    while last and row[last - 1] is None:
        last -= 1
    texts = [cell_text(value) for value in row[:last]]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts


def cell_text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return safe(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return format(value, ".15g")  # the digits that Excel keeps
        case dt.datetime():
            midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
            return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
        case dt.date() | dt.time():
            return value.isoformat()
    return safe(str(value))
