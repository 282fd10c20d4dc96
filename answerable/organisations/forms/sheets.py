"""Rows out of an OpenDocument spreadsheet, one at a time: a list of places is 440 MB of markup, packed to 23.

Format: OASIS Open Document Format 1.3, part 3, 9.1 (tables). Nothing in the file is believed: sizes are
counted as they come, entities and document types are refused, and repeats of empty cells are not written out.
"""

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from answerable.organisations.forms.rows import MAX_CELL, UnreadableListError

SheetRow = tuple[str, int, list[str]]  # sheet, row, cells without empty ones at the end
MOST_UNPACKED = 3_000_000_000  # bytes
MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
_MEDIA_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CHUNK = 1 << 18
_ENCRYPTED = 1  # bit of an entry's flags
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_SHEET, _ROW, _CELL, _COVERED = (
    _TABLE + name for name in ("table", "table-row", "table-cell", "covered-table-cell")
)
_PARAGRAPH, _SPACE, _NOTE = _TEXT + "p", _TEXT + "s", _OFFICE + "annotation"
_COLUMNS, _ROWS = _TABLE + "number-columns-repeated", _TABLE + "number-rows-repeated"
_TYPE = _OFFICE + "value-type"
_VALUES = {
    kind: _OFFICE + name
    for kind, name in (
        ("date", "date-value"),
        ("float", "value"),
        ("percentage", "value"),
        ("currency", "value"),
        ("boolean", "boolean-value"),
    )
}


def is_sheet(source: BinaryIO) -> bool:
    """Whether it is an OpenDocument spreadsheet. Reads from the start, and leaves the file there."""
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as packed:
            return packed.read("mimetype").strip() == _MEDIA_TYPE
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, OSError, RuntimeError):
        return False
    finally:
        source.seek(0)


def sheet_rows(source: BinaryIO) -> Iterator[SheetRow]:
    """Every row that is not empty, of every sheet in order. Raises UnreadableListError."""
    rows = _Rows()
    try:
        with zipfile.ZipFile(source) as packed:
            part = packed.getinfo("content.xml")
            if part.flag_bits & _ENCRYPTED:
                raise UnreadableListError("The spreadsheet is locked with a password.")
            unpacked = 0
            with packed.open(part) as content:
                while chunk := content.read(_CHUNK):
                    unpacked += len(chunk)
                    if unpacked > MOST_UNPACKED:
                        raise UnreadableListError(f"The spreadsheet unpacks to over {MOST_UNPACKED:,} bytes.")
                    rows.parser.Parse(chunk, False)
                    yield from rows.take()
            rows.parser.Parse(b"", True)
            yield from rows.take()
    except KeyError as error:
        raise UnreadableListError("The spreadsheet holds no content.") from error
    except expat.ExpatError as error:
        raise UnreadableListError(f"The spreadsheet is damaged: {error}.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise UnreadableListError("The spreadsheet is damaged: it can't be unpacked.") from error


class _Rows:
    """What has been read so far of one file, event by event."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.ready: list[SheetRow] = []
        self.sheet, self.number, self.given = "", 0, 0
        self.cells: list[str] = []
        self.value: str | None = None  # of the cell, where its attributes give it
        self.words: list[str] = []
        self.times = self.rows = 1
        self.notes = 0  # remarks around what is read now

    def take(self) -> list[SheetRow]:
        ready, self.ready = self.ready, []
        return ready

    def _refuse(self, *_: Any) -> None:
        raise UnreadableListError("The spreadsheet defines entities of its own, which no list needs.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in (_CELL, _COVERED):
            self.times = _count(attributes.get(_COLUMNS))
            kind = attributes.get(_TYPE)
            self.value = attributes.get(_VALUES[kind]) if kind in _VALUES else None
            self.words.clear()
        elif name == _PARAGRAPH and not self.notes:
            if self.words:
                self.words.append(" ")
            self.parser.CharacterDataHandler = self.words.append
        elif name == _SPACE:
            self.words.append(" ")
        elif name == _ROW:
            self.rows = _count(attributes.get(_ROWS))
            self.cells = []
        elif name == _SHEET:
            self.sheet, self.number = attributes.get(_TABLE + "name", ""), 0
        elif name == _NOTE:
            self.notes += 1

    def _end(self, name: str) -> None:
        if name in (_CELL, _COVERED):
            text = self.value if self.value is not None else " ".join("".join(self.words).split())
            if len(text) > MAX_CELL:
                raise UnreadableListError(f"A cell holds more than {MAX_CELL:,} characters.")
            self.cells += [text] * min(self.times, MOST_COLUMNS - len(self.cells))
        elif name == _PARAGRAPH:
            self.parser.CharacterDataHandler = None
        elif name == _ROW:
            self._row()
        elif name == _NOTE:
            self.notes -= 1

    def _row(self) -> None:
        cells = self.cells
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            self.given += self.rows
            if self.given > MOST_ROWS:
                raise UnreadableListError(f"The spreadsheet holds more than {MOST_ROWS:,} rows.")
            self.ready += [(self.sheet, self.number + at, cells) for at in range(1, self.rows + 1)]
        self.number += self.rows


def _count(written: str | None) -> int:
    return max(1, int(written)) if written and written.isdecimal() and len(written) < 9 else 1
