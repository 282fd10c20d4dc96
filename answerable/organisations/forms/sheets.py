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
_TOO_LONG = f"A cell holds more than {MAX_CELL:,} characters."
_ENCRYPTED = 1  # bit of an entry's flags
_NAMESPACES = {
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0": name for name in ("table", "office", "text")
}
_VALUES = {"date": "date-value", "boolean": "boolean-value"} | dict.fromkeys(
    ("float", "percentage", "currency"), "value"
)


def is_sheet(source: BinaryIO) -> bool:
    """Whether it is an OpenDocument spreadsheet. Reads from the start, and leaves the file there."""
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as packed, packed.open("mimetype") as kind:
            return kind.read(2 * len(_MEDIA_TYPE)).strip() == _MEDIA_TYPE
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
                    if unpacked - rows.parser.CurrentByteIndex > 4 * _CHUNK:  # each chunk begins it anew
                        raise UnreadableListError("A piece of the spreadsheet's markup has no end.")
                    yield from rows.take()
            rows.parser.Parse(b"", True)
            rows.end_row()
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
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._first
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.ready: list[SheetRow] = []
        self.sheet, self.number, self.given = "", 0, 0
        self.cells: list[str] = []
        self.in_cell = False
        self.value = ""  # of the cell, where its attributes give it
        self.words: list[str] = []
        self.times, self.rows = 1, 0

    def take(self) -> list[SheetRow]:
        """The rows that ended. Of a cell that has not, no more is kept than one chunk holds."""
        if sum(map(len, self.words)) > _CHUNK:
            raise UnreadableListError(_TOO_LONG)
        ready, self.ready = self.ready, []
        return ready

    def _refuse(self, *_: Any) -> None:
        raise UnreadableListError("The spreadsheet defines entities of its own, which no list needs.")

    def _first(self, _name: str, attributes: dict[str, str]) -> None:
        """The root says which prefixes stand for what; then the rest is read by them."""
        prefixes = {
            _NAMESPACES[value]: key.removeprefix("xmlns:")
            for key, value in attributes.items()
            if key.startswith("xmlns:") and value in _NAMESPACES
        }
        if len(prefixes) < len(_NAMESPACES):
            raise UnreadableListError("The spreadsheet is none of the Open Document Format.")
        table, office, text = (f"{prefixes[name]}:" for name in ("table", "office", "text"))
        cells = {table + "table-cell", table + "covered-table-cell"}
        columns, value_type = table + "number-columns-repeated", office + "value-type"
        values = {kind: office + name for kind, name in _VALUES.items()}
        row, rows, paragraph = table + "table-row", table + "number-rows-repeated", text + "p"
        sheet, name_of, space, note = table + "table", table + "name", text + "s", office + "annotation"

        def start(name: str, attributes: dict[str, str]) -> None:
            if name in cells:
                if self.in_cell:
                    self._cell()
                self.in_cell = True
                if attributes:
                    self.times = _count(attributes.get(columns))
                    kind = attributes.get(value_type, "")
                    self.value = attributes.get(values[kind], "") if kind in values else ""
            elif name == paragraph:
                self.words.append(" ")
                self.parser.CharacterDataHandler = self.words.append
            elif name == space:
                self.words.append(" ")
            elif name == row:
                self.end_row()
                self.rows = _count(attributes.get(rows))
            elif name == sheet:
                self.end_row()
                self.sheet, self.number, self.rows = attributes.get(name_of, ""), 0, 0
            elif name == note:
                self.parser.StartElementHandler, self.parser.CharacterDataHandler = None, None
                self.parser.EndElementHandler = end_of_note

        def end_of_note(name: str) -> None:
            if name == note:
                self.parser.StartElementHandler, self.parser.EndElementHandler = start, None

        self.parser.StartElementHandler = start

    def _cell(self) -> None:
        """Ends the cell, once the next begins: ends are not listened for, which takes a third less time."""
        text = self.value
        if self.words:
            text = text or " ".join("".join(self.words).split())
            self.words.clear()
            self.parser.CharacterDataHandler = None
        if len(text) > MAX_CELL:
            raise UnreadableListError(_TOO_LONG)
        if self.times == 1 and len(self.cells) < MOST_COLUMNS:
            self.cells.append(text)
        else:
            self.cells += [text] * min(self.times, MOST_COLUMNS - len(self.cells))
        self.value, self.times, self.in_cell = "", 1, False

    def end_row(self) -> None:
        if self.in_cell:
            self._cell()
        cells = self.cells
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            self.given += self.rows
            if self.given > MOST_ROWS:
                raise UnreadableListError(f"The spreadsheet holds more than {MOST_ROWS:,} rows.")
            self.ready += [(self.sheet, self.number + at, cells) for at in range(1, self.rows + 1)]
        self.number += self.rows
        self.cells = []


def _count(written: str | None) -> int:
    return max(1, int(written)) if written and written.isdecimal() and len(written) < 9 else 1
