"""Files that are whole or not there: written beside their place, hashed on the way, and moved when done."""

import csv
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from answerable.pipeline.bulk.kinds import Plain
from answerable.publication.csvsafe import safe_cell

Told = dict[str, object]
Row = tuple[Plain, ...]


class Whole:
    """One such file. Left by an exception, it leaves nothing behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        self.temporary = Path(name)
        self.file = os.fdopen(handle, "wb")
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, text: str) -> None:
        data = text.encode()
        self.digest.update(data)
        self.size += len(data)
        self.file.write(data)

    def finish(self) -> Told:
        """Puts the file in its place. Returns its size and its hash."""
        self.file.close()
        self.temporary.chmod(0o644)
        self.temporary.replace(self.path)
        return {"bytes": self.size, "sha256": self.digest.hexdigest()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()
        self.temporary.unlink(missing_ok=True)


class CsvTable(Whole):
    """A table as CSV (RFC 4180), its cells defused for spreadsheets."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        super().__init__(path)
        self._add([columns])

    def add(self, rows: Sequence[Row]) -> None:
        self._add([[safe_cell(cell) for cell in row] for row in rows])

    def _add(self, rows: Sequence[Sequence[object]]) -> None:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerows(rows)
        self.write(buffer.getvalue())


class LinesTable(Whole):
    """A table as JSON Lines: one object a row, by the names of the columns."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        super().__init__(path)
        self.columns = tuple(columns)

    def add(self, rows: Sequence[Row]) -> None:
        for row in rows:
            line = json.dumps(dict(zip(self.columns, row, strict=True)), ensure_ascii=False)
            self.write(f"{line}\n")


def write_text(path: Path, text: str) -> Told:
    with Whole(path) as file:
        file.write(text)
        return file.finish()


def measured(path: Path) -> Told:
    """Size and hash of a file as it lies there."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "sha256": digest}
