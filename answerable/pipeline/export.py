"""The public data as files: each table as CSV and JSON Lines, all as one SQLite file, and a manifest."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from answerable.core.calendar import now
from answerable.pipeline.bulk import described, signing
from answerable.pipeline.bulk.database import Database
from answerable.pipeline.bulk.tables import TABLES
from answerable.publication import tables
from answerable.publication.csvsafe import csv_lines

Progress = Callable[[str, int, int], None]
DATABASE = "answerable.sqlite3"


def export_to(directory: Path, *, progress: Progress | None = None) -> dict[str, Any]:
    """Writes every table as CSV, as JSON Lines and into one SQLite file; what describes them; and
    `manifest.json`, which is signed. Each file is whole or not there.

    Returns the manifest. Raises OSError when the directory can't be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    files: dict[str, dict[str, object]] = {}
    database = Database(directory / DATABASE)
    for done, (name, (columns, rows)) in enumerate(TABLES.items()):
        if progress:
            progress(name, done, len(TABLES))
        counter = _Counter()
        files[f"{name}.csv"] = _write(
            directory / f"{name}.csv", csv_lines(columns, counter.over(rows())), counter
        )
        objects = tables.as_objects(columns, counter.over(rows()))
        lines = (json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in objects)
        files[f"{name}.jsonl"] = _write(directory / f"{name}.jsonl", lines, counter)
        database.fill(name, columns, directory / f"{name}.jsonl")
    files[DATABASE] = {"rows": database.finish(), **_measured(directory / DATABASE)}
    if progress:
        progress("done", len(TABLES), len(TABLES))
    about = described.described({name: columns for name, (columns, _) in TABLES.items()})
    for file, value in about.items():
        text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        files[file] = _write(directory / file, iter([text]), _Counter())
    manifest = {
        "made_at": now().isoformat(timespec="seconds"),
        "note": "Names of people are withheld. Counts by coroner area measure coroners' habits, not risk. "
        "Themes and links whose state is “suggested” are a program's, not checked by a person.",
        "licence": "Words of public bodies' reports: Open Government Licence v3.0.",
        "files": files,
    }
    text = json.dumps(manifest, indent=2) + "\n"
    signature, key = signing.sign(text.encode())
    _write(directory / "public-key.pem", iter([key]), _Counter())
    _write(directory / "manifest.json.sig", iter([signature + "\n"]), _Counter())
    _write(directory / "manifest.json", iter([text]), _Counter())
    return manifest


def faults_of(directory: Path) -> list[str]:
    """What does not agree with the manifest, or that with its signature. Empty: all is as it was made.

    Raises OSError where there is no manifest.
    """
    text = (directory / "manifest.json").read_bytes()
    found = []
    try:
        signature = (directory / "manifest.json.sig").read_text()
        key = (directory / "public-key.pem").read_text()
    except FileNotFoundError as error:
        return [f"{Path(str(error.filename)).name} is missing, so it cannot be told who made the manifest"]
    if not signing.holds(text, signature, key):
        found.append("manifest.json is not what was signed by the key in public-key.pem")
    for name, told in json.loads(text)["files"].items():
        path = directory / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif _measured(path)["sha256"] != told["sha256"]:
            found.append(f"{name} is not the file that was made")
    return found


def _measured(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "sha256": digest}


class _Counter:
    def __init__(self) -> None:
        self.rows = 0

    def over(self, rows: Iterator[tables.Row]) -> Iterator[tables.Row]:
        self.rows = 0
        for row in rows:
            self.rows += 1
            yield row


def _write(path: Path, pieces: Iterator[str], counter: _Counter) -> dict[str, object]:
    digest = hashlib.sha256()
    size = 0
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                data = piece.encode()
                digest.update(data)
                size += len(data)
                file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return {"rows": counter.rows, "bytes": size, "sha256": digest.hexdigest()}
