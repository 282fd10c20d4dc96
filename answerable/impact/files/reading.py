"""The one way from bytes to cells."""

from answerable.impact.files.model import FileRead
from answerable.impact.files.shapes import Period, shape_of
from answerable.impact.files.table import read_rows


def read_file(content: bytes, *, name: str = "", period: Period | None = None) -> FileRead:
    """`period` is that of a file which holds no dates. Raises UnreadableFileError."""
    rows, notes = read_rows(content)
    read = shape_of(rows, name, period)
    return FileRead(read.form, read.cells, read.unread, (*notes, *read.notes))
