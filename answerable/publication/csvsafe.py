"""CSV that opens safely in a spreadsheet: a cell that a spreadsheet would run as a formula is defused.

OWASP's CSV injection advice: a leading = + - @, tab, carriage return or NUL is preceded by an apostrophe.
A number is no formula, whatever its sign, and is left as it is.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

_RISKY = frozenset("=+-@\t\r\0\n")


def safe_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    if "\0" in text:
        text = text.replace("\0", "")
    return f"'{text}" if text[:1] in _RISKY else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file in pieces, so that a long one needs no more memory than a short one."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
