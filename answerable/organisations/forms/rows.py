"""Rows out of a file of unknown making: encodings, quotes and dates handled once for every form of list."""

import csv
import datetime as dt
import io

Rows = list[tuple[int, list[str]]]  # (line of the file, cells)
MAX_CELL = 6_000  # characters; a longer cell is a broken quote or not a list of bodies


class UnreadableListError(ValueError):
    """The file is no table of text. The message says what it seems to be and what to do."""


def rows_of(content: bytes) -> Rows:
    """(row number, cells) of a CSV or tab-separated file, without empty rows. Cells are trimmed."""
    if not content.strip():
        raise UnreadableListError("The file is empty.")
    if b"\0" in content:
        raise UnreadableListError(
            "The file holds NUL bytes, so it is no text table. Save it as CSV in UTF-8."
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableListError("The file is not text in UTF-8 or Windows-1252. Save it as CSV in UTF-8.")
    first = text.partition("\n")[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    rows = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise UnreadableListError(f"Row {reader.line_num} cannot be read as CSV: {error}.") from error
    if not rows:
        raise UnreadableListError("The file holds no filled cell.")
    if any(len(cell) > MAX_CELL for _, cells in rows for cell in cells):
        raise UnreadableListError(
            f"A cell holds more than {MAX_CELL:,} characters: a quote is probably not closed."
        )
    return rows


def compact_date(text: str) -> dt.date | None:
    """The date of an ODS file, as in "20130401"; None when blank. Raises ValueError when it is none."""
    if not text:
        return None
    if len(text) != 8 or not text.isdigit():
        raise ValueError(f"{text!r} is not a date of the form YYYYMMDD")
    return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))


def iso_date(text: str) -> dt.date | None:
    """The date in "2013-04-01"; None when blank. Raises ValueError when it is none."""
    return dt.date.fromisoformat(text) if text else None
