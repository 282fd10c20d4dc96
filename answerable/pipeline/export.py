"""The public data as files: each table as CSV and JSON Lines, all as one SQLite file, and a manifest."""

import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Max

from answerable.core.calendar import now
from answerable.ledger.meeting import one_moment
from answerable.ledger.models import Event
from answerable.pipeline.alone import alone
from answerable.pipeline.bulk import described, signing
from answerable.pipeline.bulk.database import Database, keys_in
from answerable.pipeline.bulk.files import CsvTable, LinesTable, Told, measured, write_text
from answerable.pipeline.bulk.kinds import reader
from answerable.pipeline.bulk.parquet import NoParquetError, ParquetTable, is_there
from answerable.pipeline.bulk.tables import TABLES, columns_of
from answerable.publication.licences import definitions, own_licence

Progress = Callable[[str, int, int], None]
DATABASE = "answerable.sqlite3"
CHUNK = 1000  # rows
_WRITING = ".writing-"
_BESIDE = ("public-key.pem", "manifest.json.sig", "manifest.json")  # last what tells of all the others


def export_to(directory: Path, *, parquet: bool = False, progress: Progress | None = None) -> dict[str, Any]:
    """Writes every table as CSV, as JSON Lines and into one SQLite file; what describes them; and
    `manifest.json`, which is signed. With `parquet`, as Parquet too.

    All are written beside their places and moved there together once the last is whole, so that who loads
    them meanwhile does not get some of yesterday and some of today. Every row is read once and goes into all
    of them, and all tables at one moment: they hold the same. Returns the manifest. Raises OSError when the
    directory can't be written, and NoParquetError where pyarrow is not there.
    """
    if parquet and not is_there():
        raise NoParquetError
    directory.mkdir(parents=True, exist_ok=True)
    with alone(f"files-{directory.resolve()}", wait=True):  # two sets of files at once would be one mixed
        for left in directory.glob(f"{_WRITING}*"):  # by a run that was killed
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        with tempfile.TemporaryDirectory(dir=directory, prefix=_WRITING) as name:
            manifest = _write(Path(name), parquet, progress)
            for file in (*manifest["files"], *_BESIDE):
                (Path(name) / file).replace(directory / file)
        return manifest


def _write(directory: Path, parquet: bool, progress: Progress | None) -> dict[str, Any]:
    files: dict[str, Told] = {}
    made_at = now().isoformat(timespec="seconds")
    with one_moment(), Database(directory / DATABASE) as database:
        last = Event.objects.aggregate(last=Max("index"))["last"]
        for done, name in enumerate(TABLES):
            if progress:
                progress(name, done, len(TABLES))
            files |= _table(directory, name, database, parquet)
        database.explain({**described.about(), "made_at": made_at}, described.dictionary_rows(columns_of()))
        files[DATABASE] = database.finish()
    if progress:
        progress("done", len(TABLES), len(TABLES))
    for file, value in described.described(columns_of(), files).items():
        text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        files[file] = write_text(directory / file, text)
    known = {"made_at": made_at, "events": 0 if last is None else last + 1}  # so many of the log
    manifest = {**known, **described.about(), "licences": _licences(), "files": files}
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    signature, key = signing.sign(text.encode())
    write_text(directory / "public-key.pem", key)
    write_text(directory / "manifest.json.sig", signature + "\n")
    write_text(directory / "manifest.json", text)
    return manifest


def _table(directory: Path, name: str, database: Database, parquet: bool) -> dict[str, Told]:
    """One table in every form."""
    columns, rows = TABLES[name]
    with ExitStack() as stack:
        sheets: dict[str, CsvTable | LinesTable | ParquetTable] = {
            f"{name}.csv": stack.enter_context(CsvTable(directory / f"{name}.csv", columns)),
            f"{name}.jsonl": stack.enter_context(LinesTable(directory / f"{name}.jsonl", columns)),
        }
        if parquet:
            meanings = {column: described.meaning(name, column) for column in columns}
            file = f"{name}.parquet"
            sheets[file] = stack.enter_context(ParquetTable(directory / file, name, columns, meanings))
        database.begin(name, columns)
        plain = map(reader(name, columns, keys_in(name, columns)), rows())
        count = 0
        while part := list(islice(plain, CHUNK)):
            count += len(part)
            for sheet in sheets.values():
                sheet.add(part)
            database.add(name, part)
        database.end(name, columns)
        return {file: {"rows": count, **sheet.finish()} for file, sheet in sheets.items()}


def _licences() -> list[dict[str, object]]:
    """The terms that rows name, with their addresses."""
    terms = {(own_licence().name, own_licence().address)}
    terms |= {(one.licence.name, one.licence.address) for one in definitions().values()}
    return [{"name": name, "address": address} for name, address in sorted(terms)]


def files_lag(directory: Path) -> bool:
    """Whether something is on record that the files there do not know of, or there are none.

    By its place in the log: what is recorded by a long transaction bears a time before it can be seen.
    """
    try:
        known = int(json.loads((directory / "manifest.json").read_bytes())["events"])
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return Event.objects.filter(index__gte=known).exists()


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
        elif measured(path)["sha256"] != told["sha256"]:
            found.append(f"{name} is not the file that was made")
    return found
