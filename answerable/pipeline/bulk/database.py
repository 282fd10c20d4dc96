"""All tables in one SQLite file, with keys that lead from one to the other: it opens in Datasette as it is.

The table `dictionary` says what each column means, and `about` what the file is: it can stand alone.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from answerable.pipeline.bulk.files import Row, Told, measured
from answerable.pipeline.bulk.kinds import Kind, kind_of

# The column that names each row, where one does.
KEYS = {
    "entries": "entry",
    "reports": "report",
    "organisations": "organisation",
    "indicators": "indicator",
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
    "indicator": "indicators",
}
_TYPES = {
    Kind.TEXT: "TEXT",
    Kind.WHOLE: "INTEGER",
    Kind.NUMBER: "REAL",
    Kind.YES_NO: "INTEGER",
    Kind.DAY: "TEXT",
    Kind.MOMENT: "TEXT",
}
# Those of them that may be empty. CSV on the Web has no word for a key that is not always there.
MAY_BE_EMPTY = {
    ("addressees", "organisation"),
    ("consolidations", "expectation"),
    ("editions", "entry"),
    ("figures", "organisation"),
    ("work", "group"),
}
SEARCHED = ("entries", ("text", "heading", "purpose"))


def keys_in(table: str, columns: Sequence[str]) -> frozenset[str]:
    """The columns that name a row of this table or of another."""
    return frozenset(column for column in columns if column in LEADS or KEYS.get(table) == column)


class Database:
    """Written beside its place, and moved there once it is whole. Left by an exception, it leaves nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as file:
            self.temporary = Path(file.name)
        self.rows = 0
        self.connection = sqlite3.connect(self.temporary)
        self.connection.execute("PRAGMA journal_mode=OFF")
        self.connection.execute("PRAGMA synchronous=OFF")

    def begin(self, table: str, columns: Sequence[str]) -> None:
        self.connection.execute(f"CREATE TABLE {_q(table)} ({', '.join(_columns(table, columns))})")

    def add(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self.connection.executemany(f"INSERT INTO {_q(table)} VALUES ({marks})", rows)  # noqa: S608  # nosec B608
            self.rows += len(rows)

    def end(self, table: str, columns: Sequence[str]) -> None:
        """Makes what finds the rows that lead to others."""
        for column in columns:
            if column in LEADS and KEYS.get(table) != column:
                name = _q(f"{table}_by_{column}")
                self.connection.execute(f"CREATE INDEX {name} ON {_q(table)} ({_q(column)})")

    def explain(self, about: Mapping[str, str], dictionary: Sequence[tuple[str, str, str, str]]) -> None:
        """`dictionary` holds (table, column, kind, meaning)."""
        self.connection.execute("CREATE TABLE about (what TEXT PRIMARY KEY, words TEXT)")
        self.connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        self.connection.execute(
            'CREATE TABLE dictionary ("table" TEXT, "column" TEXT, "kind" TEXT, "meaning" TEXT, '
            'PRIMARY KEY ("table", "column"))'
        )
        self.connection.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?)", dictionary)

    def finish(self) -> Told:
        """Makes the words searchable and puts the file in its place. Returns its rows, size and hash."""
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
        return {"rows": self.rows, **measured(self.path)}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self.temporary.unlink(missing_ok=True)


def _columns(table: str, columns: Sequence[str]) -> Iterator[str]:
    key = KEYS.get(table)
    for column in columns:
        if column == key:
            yield f"{_q(column)} TEXT PRIMARY KEY"
        elif column in LEADS:
            other = LEADS[column]
            yield f"{_q(column)} TEXT REFERENCES {_q(other)} ({_q(KEYS[other])})"
        else:
            yield f"{_q(column)} {_TYPES[kind_of(table, column)]}"


def _q(name: str) -> str:
    """A name as SQL quotes it. All of them are ours."""
    return '"' + name.replace('"', '""') + '"'
