"""A CSV file: whether it is one, and whether a spreadsheet would run any of its cells. Child process only."""

import re

from answerable.sources.readers import read_csv
from answerable.sources.readers.document import ReadDocument, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.registry import Task

_LONGEST_CELL = 32_767  # characters, which is Excel's own limit
# "=1+1"; "+cmd|' /C calc'!A0"; "@SUM(A1)"; "-HYPERLINK(...)": but not "-5", "+44 20", "- done (all wards)".
_FORMULA = re.compile(r"\s*(?:=|[+\-@]\s*[\w.!$]+\s*[(|!]|[+\-@].*\|.*!)")
_DDE = re.compile(r"\w+\s*\|\s*'?[^|]*'?\s*![A-Z]", re.IGNORECASE)


def read(content: bytes, task: Task, limits: Limits) -> ReadDocument:
    """Raises UnreadableError for what is no table, or holds a formula."""
    document = read_csv.read(content, task, limits)
    (table,) = document.tables
    if not table.rows:
        raise UnreadableError("It has a header and no rows that can be read. Check it, and send it again.")
    check_cells(table.columns, "the header")
    for index, row in enumerate(table.rows):
        check_cells(row, f"row {table.number(index):,}")
    return ReadDocument(read_csv.MEDIA_TYPE)


def check_cells(cells: tuple[str, ...], where: str) -> None:
    for place, cell in enumerate(cells, start=1):
        if len(cell) > _LONGEST_CELL:
            raise UnreadableError(
                f"A cell of {where} has {len(cell):,} characters; a spreadsheet takes {_LONGEST_CELL:,}."
            )
        if is_formula(cell):
            raise UnreadableError(
                f"Cell {place} of {where} is a formula, which a spreadsheet would run: save values only."
            )


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet that opens the cell as text of a CSV file would work something out from it."""
    if cell[:1] == "'":  # as spreadsheets mark text
        return False
    return bool(_FORMULA.match(cell) or _DDE.search(cell))
