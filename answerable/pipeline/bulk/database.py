"""All tables in one SQLite file, with keys that lead from one to the other: it opens in Datasette as it is.

Filled from the JSON Lines that were just written, a line at a time: memory stays flat, and the two hold the
same to the letter.
"""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

CHUNK = 1000
# The column that names each row, where one does.
KEYS = {
    "entries": "entry",
    "reports": "report",
    "organisations": "organisation",
    "duties": "duty",
    "standing": "duty",
    "expectations": "expectation",
    "contradictions": "contradiction",
    "recurrence": "alarm",
    "editions": "edition",
    "groups": "group",
    "group_notes": "note",
    "work": "work",
    "consolidations": "consolidation",
    "assessments": "assessment",
    "priorities": "exercise",
}
# Columns that lead to a row of another table.
LEADS = {
    "report": "reports",
    "entry": "entries",
    "organisation": "organisations",
    "holder": "organisations",
    "duty": "duties",
    "expectation": "expectations",
    "group": "groups",
    "consolidation": "consolidations",
    "exercise": "priorities",
}
SEARCHED = ("entries", ("text", "heading", "purpose"))


class Database:
    """Written beside its place, and moved there once it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        os.close(handle)
        self.temporary = Path(name)
        self.rows = 0
        self.connection = sqlite3.connect(self.temporary)
        self.connection.execute("PRAGMA journal_mode=OFF")
        self.connection.execute("PRAGMA synchronous=OFF")

    def fill(self, table: str, columns: Sequence[str], lines: Path) -> None:
        """One table from its file of JSON Lines."""
        self.connection.execute(f"CREATE TABLE {_q(table)} ({', '.join(_columns(table, columns))})")
        marks = ", ".join("?" * len(columns))
        with lines.open(encoding="utf-8") as file:
            rows = (tuple(_plain(json.loads(line)[name]) for name in columns) for line in file)
            for part in _parts(rows):
                self.connection.executemany(f"INSERT INTO {_q(table)} VALUES ({marks})", part)  # noqa: S608  # nosec B608
                self.rows += len(part)
        for column in columns:
            if column in LEADS and KEYS.get(table) != column:
                name = _q(f"{table}_by_{column}")
                self.connection.execute(f"CREATE INDEX {name} ON {_q(table)} ({_q(column)})")

    def finish(self) -> int:
        """Makes the words searchable and puts the file in its place. Returns how many rows it holds."""
        table, columns = SEARCHED
        listed = ", ".join(_q(column) for column in columns)
        self.connection.execute(
            f"CREATE VIRTUAL TABLE {_q(table + '_fts')} USING fts5({listed}, content={_q(table)})"
        )
        self.connection.execute(f"INSERT INTO {_q(table + '_fts')}({_q(table + '_fts')}) VALUES ('rebuild')")  # noqa: S608  # nosec B608
        self.connection.commit()
        self.connection.close()
        self.temporary.chmod(0o644)
        self.temporary.replace(self.path)
        return self.rows


def _columns(table: str, columns: Sequence[str]) -> Iterator[str]:
    key = KEYS.get(table)
    for column in columns:
        if column == key:
            yield f"{_q(column)} TEXT PRIMARY KEY"
        elif column in LEADS:
            other = LEADS[column]
            yield f"{_q(column)} TEXT REFERENCES {_q(other)} ({_q(KEYS[other])})"
        else:
            yield _q(column)


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    return value if value is None or isinstance(value, str | int | float) else json.dumps(value)


def _q(name: str) -> str:
    """A name as SQL quotes it. All of them are ours."""
    return '"' + name.replace('"', '""') + '"'


def _parts(rows: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    while part := list(islice(rows, CHUNK)):
        yield part
