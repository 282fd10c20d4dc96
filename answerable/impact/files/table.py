"""Bytes to rows of text, with what had to be assumed; what is no table is named for what it seems to be."""

import csv
import io
import re

from answerable.impact.files.model import MOST_ROWS, UnreadableFileError
from answerable.impact.files.workbook import why_workbook
from answerable.sources.readers.encoding import decode, looks_binary

LARGEST_FILE = 500_000_000  # bytes
_LONGEST_CELL = 6_000  # characters; a longer one is a quote that is not closed
_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet (XLS): save each sheet as CSV, and give those"),
    (b"%PDF", "a PDF: give the CSV that its publisher has beside it"),
    (b"{", "JSON: give a CSV"),
    (b"<", "a web page or XML: give the CSV that it links to"),
)
# A space beside the edge of a cell. To look once is much faster than to strip every cell.
_PADDED = re.compile(r'(?:\A|[\r\n,;|"])[^\S\r\n]|[^\S\r\n](?:\Z|[\r\n,;|"])')
Rows = list[tuple[int, list[str]]]


def read_rows(content: bytes) -> tuple[Rows, list[str]]:
    """Every row that has a filled cell, with its number, and notes. Raises UnreadableFileError."""
    if not content.strip():
        raise UnreadableFileError("The file is empty.")
    if len(content) > LARGEST_FILE:
        raise UnreadableFileError(f"The file has {len(content):,} bytes; {LARGEST_FILE:,} are the most.")
    if content.startswith(b"PK\x03\x04"):
        raise UnreadableFileError(why_workbook(content))
    bare = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = next((kind for mark, kind in _KINDS if bare.startswith(mark)), "")
    if kind or looks_binary(content[:4096]):
        raise UnreadableFileError(f"The file seems to be {kind or 'no text: give a CSV'}.")
    decoded = decode(content)
    notes = [decoded.remark] if decoded.remark else []
    head = decoded.text[:4096].splitlines()[:20]
    delimiter = max(",;\t|", key=lambda mark: min((line.count(mark) for line in head if line), default=0))
    reader = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)
    rows: Rows = []
    quoted, padded = '"' in decoded.text, delimiter == "\t" or bool(_PADDED.search(decoded.text))
    try:
        for cells in reader:
            if any(cells):
                rows.append((reader.line_num, [cell.strip() for cell in cells] if padded else cells))
                if quoted and max(map(len, cells)) > _LONGEST_CELL:
                    raise UnreadableFileError(
                        f"A quote that begins before row {reader.line_num} is not closed."
                    )
                if len(rows) > MOST_ROWS:
                    raise UnreadableFileError(f"The file has over {MOST_ROWS:,} rows: give it in parts.")
    except csv.Error as error:
        raise UnreadableFileError(f"Row {reader.line_num} can't be read as CSV: {error}.") from error
    if not rows:
        raise UnreadableFileError("The file holds no filled cell.")
    return rows, notes
