"""A workbook with a plan in it: its one table, and what stands in the way. Child process only."""

import io
import re
import warnings
import zipfile

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from answerable.duties.plans.limits import MOST_READ, too_many
from answerable.sources.readers.document import Problem, ReadDocument, Table, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.read_xlsx import MEDIA_TYPE, cell_text
from answerable.sources.readers.registry import Task

_ROW = re.compile(rb"<(?:\w+:)?row\b")
_LOOKED_AT = 20  # rows in which the header may stand
_MOST_LISTED = 200
_FEWEST = 4  # columns: fewer are a list of what the columns mean


def read(content: bytes, task: Task, limits: Limits) -> ReadDocument:
    """The table under the header that holds the column `task.name`. What a person must put right first stands
    in `problems`, with `lost`. Raises UnreadableError where no sheet has that column.
    """
    warnings.simplefilter("ignore")
    _check_length(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise UnreadableError("The workbook is damaged. Save it again in Excel.") from error
    document = ReadDocument(MEDIA_TYPE)
    for sheet in book.worksheets:
        if not isinstance(sheet, Worksheet):
            continue
        header = _header(sheet, task.name)
        if header is None:
            continue
        if sheet.sheet_state != "visible":
            document.problems.append(
                Problem(f"sheet {sheet.title}", "The sheet is hidden and was not read.", lost=False)
            )
        elif not document.tables:
            document.tables.append(_table(sheet, header, document, limits))
        else:
            why = "A second sheet has these columns too: keep the plan in one."
            document.problems.append(Problem(f"sheet {sheet.title}", why))
    if not document.tables:
        raise UnreadableError(
            f"No visible sheet has a column “{task.name}”. Start from the template, and keep its first row."
        )
    return document


def _check_length(content: bytes) -> None:
    """Rows are counted before they are read: to open a workbook takes far longer than to count in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            longest = max((len(_ROW.findall(archive.read(name))) for name in sheets), default=0)
    except zipfile.BadZipFile as error:
        raise UnreadableError("The workbook is damaged. Save it again in Excel.") from error
    if longest > MOST_READ:
        raise UnreadableError(too_many(longest - 1))


def _header(sheet: Worksheet, column: str) -> int | None:
    """The number of the row that names the columns."""
    for number, row in enumerate(sheet.iter_rows(max_row=_LOOKED_AT, values_only=True), start=1):
        named = [value.strip() for value in row if isinstance(value, str) and value.strip()]
        if column in named and len(named) >= _FEWEST:
            return number
    return None


def _table(sheet: Worksheet, header: int, document: ReadDocument, limits: Limits) -> Table:
    for merged in list(sheet.merged_cells.ranges)[:_MOST_LISTED]:
        if merged.max_row >= header:
            why = f"Cells {merged.coord} are merged: part them, and fill in each."
            document.problems.append(Problem(f"row {merged.min_row}", why))
    columns = tuple(cell_text(cell.value).strip() for cell in sheet[header])
    table = Table(sheet.title, columns, [], header + 1, [])
    for number, cells in enumerate(sheet.iter_rows(min_row=header + 1), start=header + 1):
        values = [cell.value for cell in cells]
        if all(value is None or not str(value).strip() for value in values):
            continue
        if len(table.rows) * len(columns) > limits.cells:
            raise UnreadableError("The sheet has far too many rows: split it.")
        if any(cell.data_type == "f" for cell in cells):
            _list(document, number, "A cell of it is a formula: put the value itself in.")
        if any(cell.data_type == "e" for cell in cells):
            _list(document, number, "A cell of it is an error of the spreadsheet's own: put the value in.")
        if sheet.row_dimensions[number].hidden:
            _list(document, number, "The row is hidden: show it, or delete it.")
        table.rows.append(tuple(cell_text(value) for value in values[: len(columns)]))
        table.numbers.append(number)
    return table


def _list(document: ReadDocument, row: int, why: str) -> None:
    if len(document.problems) < _MOST_LISTED:
        document.problems.append(Problem(f"row {row}", why))
