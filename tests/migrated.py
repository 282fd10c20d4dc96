"""The tables of the register, made once for all tests on a machine, and kept beside its temporary files.

Making them takes longer than most tests. What is kept is named by the migrations that it was made of, so that
a changed one makes it anew. `python -m tests.migrated` brings the database of the settings up to date.
"""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.core.management.commands.migrate import Command

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "answerable_template"  # of PostgreSQL: an empty register, which `tests.with_postgres` makes


def kept(what: str) -> Path:
    """Where something is kept that was made of these migrations, whether it is there yet or not."""
    made_of = hashlib.sha256(f"{django.VERSION} {sys.version} {sqlite3.sqlite_version}".encode())
    for path in sorted(ROOT.glob("answerable/*/migrations/*.py")):
        made_of.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"answerable-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{what}-{made_of.hexdigest()[:16]}"


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Only one process at a time makes what is kept at `path`."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate() -> None:
    """Brings the database of this process up to date, from what is kept where it is empty."""
    install()
    call_command("migrate", verbosity=0, interactive=False)


def install() -> None:
    """From here on, "migrate" fills an empty database from what is kept."""
    Command.handle = _handle  # type: ignore[assignment,method-assign]


_by_hand = Command.handle


def _handle(command: Command, *arguments: Any, **options: Any) -> str | None:
    from django.db import connections

    connection = connections[options["database"]]
    tables = connection.introspection.table_names()
    if connection.vendor == "postgresql" and "django_migrations" in tables and _is_template():
        return None
    if connection.vendor != "sqlite" or tables:
        return _by_hand(command, *arguments, **options)
    path = kept("tables")
    with alone(path):
        if not path.exists():
            _by_hand(command, *arguments, **options)
            _copy(connection.connection, path)
            return None
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as source:
        source.backup(connection.connection)
    return None


def _is_template() -> bool:
    """Whether databases are copies of the template, which was made of these migrations."""
    return os.environ.get("ANSWERABLE_TEST_TEMPLATE") == TEMPLATE


def _copy(source: sqlite3.Connection, path: Path) -> None:
    """Whole or not at all."""
    half = path.with_suffix(f".{os.getpid()}")
    with contextlib.closing(sqlite3.connect(half)) as target:
        source.backup(target)
    half.replace(path)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    django.setup()
    migrate()
