"""Why a table of figures can't be loaded, and what whoever has it can do: never only that it can't.

Periods or measures as headings are told from the cells. Nothing in such a table says what it counts in a way
that a program may trust: a heading is no code of an indicator, and a title above a table is no column. So a
person puts each figure into a row of its own and names the indicator.
"""

import re
from collections.abc import Callable, Sequence

from answerable.impact.files.periods import BadPeriodError, period_of
from answerable.impact.files.table import Rows
from answerable.impact.files.workbook import WHAT_TO_DO, listed
from answerable.impact.series.numbers import looks_like_value

_SPAN = re.compile(r"\b(?:19|20)?\d\d\s*(?:to|-|/)|\b(?:to|-|/)\s*\w*\s*(?:19|20)?\d\d\b", re.I)
_SAMPLE = 30


def why_unshaped(rows: Rows) -> str:
    """Of a table whose headings fit no shape."""
    header, body = rows[0][1], [cells for _, cells in rows[1:_SAMPLE]]
    across = [cell for cell in header[1:] if _is_period(cell)]
    shown = listed(cell for cell in header if cell)
    if len(across) > 1:
        return f"Periods stand as headings ({listed(across)}), and no indicator is named. {WHAT_TO_DO}"
    dated = [at for at in range(len(header)) if _mostly(body, at, _is_period)]
    others = [at for at in range(len(header)) if at not in dated]
    numbers = [header[at] for at in others if _mostly(body, at, looks_like_value)]
    if dated and numbers:
        return f"Measures stand as headings ({listed(numbers)}), each in a column of its own. {WHAT_TO_DO}"
    if not dated:
        return (
            f"No column holds a period, so that no figure has a day. Its headings are {shown}. {WHAT_TO_DO}"
        )
    return f"No column of the file holds a measure and its value. Its headings are {shown}. {WHAT_TO_DO}"


def _is_period(cell: str) -> bool:
    if not cell or looks_like_value(cell):
        return False
    try:
        period_of(cell)
    except BadPeriodError:
        return bool(_SPAN.search(cell))
    return True


def _mostly(body: Sequence[Sequence[str]], at: int, holds: Callable[[str], bool]) -> bool:
    """Whether a column has cells, all but a few of which hold it."""
    cells = [row[at] for row in body if at < len(row) and row[at]]
    return bool(cells) and sum(holds(cell) for cell in cells) >= 0.8 * len(cells)
