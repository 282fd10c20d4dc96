"""From a sheet that a body sent to rows of a plan, with what is wrong by row."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from answerable.duties.plans.columns import COLUMNS, BadCellError, PlanRow, RowError, row_of
from answerable.duties.plans.limits import MOST_ROWS, too_many
from answerable.sources.readers.document import ReadDocument, Table, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.process import run
from answerable.sources.readers.registry import Task
from answerable.uploads.limits import CHECKING

CSV = "text/csv"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEY_COLUMN = next(column.label for column in COLUMNS if column.key == "key")
_NEEDED = tuple(column for column in COLUMNS if column.key in ("key", "duties", "words", "owner_role", "end"))
_ROW = re.compile(r"row (\d+)")


class SheetError(ValueError):
    """The sheet as a whole can't be taken. The message says why and what to do."""


@dataclass(slots=True)
class SheetRead:
    """What a sheet holds. `blank` counts rows that were left as the template had them."""

    rows: list[PlanRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    blank: int = 0


def read_sheet(path: Path, media_type: str, *, limits: Limits = CHECKING) -> SheetRead:
    """The rows of the CSV or XLSX file at `path`, read in a child process.

    Raises SheetError: no sheet, columns missing, or too many rows.
    """
    if media_type not in (CSV, EXCEL):
        raise SheetError("A plan is a CSV or XLSX file. Start from the template.")
    form = "csv" if media_type == CSV else "answerable.duties.plans.workbook"
    name = "plan.csv" if media_type == CSV else _KEY_COLUMN
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        document = run(Task(form, name), descriptor, limits)
    except UnreadableError as error:
        raise SheetError(str(error)) from error
    finally:
        os.close(descriptor)
    return _rows(document)


def _rows(document: ReadDocument) -> SheetRead:
    (table,) = document.tables
    keys = _keys(table)
    filled = []
    for index, row in enumerate(table.rows):
        cells = {key: row[place].strip() for place, key in keys.items() if place < len(row)}
        if cells.get("key") or cells.get("words"):
            filled.append((table.number(index), cells))
    if len(filled) > MOST_ROWS:
        raise SheetError(too_many(len(filled)))
    read = SheetRead(blank=len(table.rows) - len(filled))
    for problem in document.problems:
        if problem.lost:
            found = _ROW.search(problem.where)
            read.errors.append(RowError(int(found[1]) if found else 1, problem.why))
        else:
            read.remarks.append(f"{problem.where[:1].upper()}{problem.where[1:]}: {problem.why}")
    for number, cells in filled:
        try:
            read.rows.append(row_of(number, cells))
        except BadCellError as error:
            read.errors.append(RowError(number, str(error)))
    seen: dict[str, int] = {}
    for one in read.rows:
        if one.key and (first := seen.setdefault(one.key.casefold(), one.row)) != one.row:
            why = f"Your key: “{one.key}” is that of row {first} too. Give each action a key of its own."
            read.errors.append(RowError(one.row, why))
    read.errors.sort(key=lambda error: error.row)
    return read


def _keys(table: Table) -> dict[int, str]:
    """{place: key of the column}. Raises SheetError where one is missing or stands twice."""
    known = {column.label.casefold(): column.key for column in COLUMNS}
    keys: dict[int, str] = {}
    for place, label in enumerate(table.columns):
        key = known.get(label.strip().casefold())
        if key and key in keys.values():
            raise SheetError(f"The column “{label}” stands twice: take one out.")
        if key:
            keys[place] = key
    missing = [column.label for column in _NEEDED if column.key not in keys.values()]
    if missing:
        named = ", ".join(f"“{label}”" for label in missing)
        raise SheetError(
            f"The sheet lacks the columns {named}. Start from the template, and keep its first row."
        )
    return keys
