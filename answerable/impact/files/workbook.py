"""What is said of a workbook of figures, which is not read: its sheets are named, and what to do with them.

Its sheets are laid out for readers: titles above the tables, several tables beside each other, measures or
periods as headings. Which cell is a figure of what would be guessed.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from html import unescape

WHAT_TO_DO = (
    "Write a row for each figure, under the headings date, period_end, level, code, name, measure and value, "
    "with the code of an indicator as the measure (see `answerable indicators list`), and load that as CSV."
)
_SHEET = re.compile(r"<sheet\b[^>]*?\bname=\"([^\"]{1,200})\"")
_MOST = 1_000_000  # bytes of the list of sheets


def why_workbook(content: bytes) -> str:
    """Of a spreadsheet or another packed file, with the names of its sheets where these can be read."""
    names = _sheets(content)
    if not names:
        return "The file seems to be a spreadsheet or another packed file: save each sheet as CSV."
    sheets = "sheet is" if len(names) == 1 else f"{len(names)} sheets are"
    return f"The file is a workbook, whose {sheets} {listed(names)}. Save each as CSV. {WHAT_TO_DO}"


def _sheets(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            listed = packed.getinfo("xl/workbook.xml")
            if listed.file_size > _MOST:
                return []
            with packed.open(listed) as file:
                text = file.read(_MOST).decode("utf-8", "replace")
    except (KeyError, ValueError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        # RuntimeError: a password is wanted, or (NotImplementedError is one) it is packed in another way.
        return []
    return [unescape(name) for name in _SHEET.findall(text)]


def listed(names: Iterable[str]) -> str:
    held = [repr(name[:60]) for name in names]
    return ", ".join(held[:4]) + (f" and {len(held) - 4} more" if len(held) > 4 else "")
