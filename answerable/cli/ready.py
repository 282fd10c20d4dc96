"""What every command needs first: Django, an up-to-date database, and the reviewed lists of bodies."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

_TABLES = 0x5461626C  # any constant, the same in every process


def prepare(*, bodies: bool = False) -> None:
    """Starts Django and brings the database up to date; with `bodies`, loads the reviewed lists if none are.

    A database that can't be reached or written ends the command with a message, not a traceback.
    """
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (OSError, ValueError, ImproperlyConfigured) as error:
        if str(error).startswith("ANSWERABLE_"):  # it says what to do already
            raise click.ClickException(f"The register cannot start: {error}") from error
        raise click.ClickException(
            f"The register cannot start: {error}\n"
            "ANSWERABLE_HOME has to be a folder that can be written, and DATABASE_URL an address such as "
            "sqlite:////folder/file.sqlite3 or postgres://user:password@host/name."
        ) from error
    from django.db import DatabaseError

    try:
        if _is_behind():
            _bring_up_to_date()
        if bodies:
            _load_bodies()
    except (DatabaseError, OSError) as error:
        raise click.ClickException(
            f"The database cannot be used: {error}\n"
            "Check DATABASE_URL, or ANSWERABLE_HOME and who may write there."
        ) from error


def _load_bodies() -> None:
    from answerable.core.actors import ORGANISATIONS_LOADER
    from answerable.organisations.loading import load_shipped
    from answerable.organisations.models import Organisation

    held = Organisation.objects.filter(fictional=False)
    if held.exists():
        return
    with _first(), progress("Loading the reviewed lists of bodies") as step:
        if not held.all().exists():
            load_shipped(by=ORGANISATIONS_LOADER, progress=step)


def _is_behind() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _bring_up_to_date() -> None:
    from django.core.management import call_command

    with _first():
        if _is_behind():
            click.echo("Bringing the database up to date", err=True)
            call_command("migrate", verbosity=0)


@contextmanager
def _first() -> Iterator[None]:
    """One command at a time makes tables and loads lists, on any machine: the others wait, and find them."""
    from django.db import connection

    from answerable.pipeline.alone import alone

    with alone("database", wait=True), connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            yield
            return
        cursor.execute("SELECT pg_advisory_lock(%s)", [_TABLES])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_TABLES])


class progress:  # noqa: N801  # reads as a statement: with progress("Reading") as step
    """A line of progress on standard error: `step(what, done, total)`. Quiet when that is not a terminal,
    but for a line at each tenth, so that logs stay short."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.terminal = sys.stderr.isatty()
        self.last = -1

    def __enter__(self) -> Callable[[str, int, int], None]:
        return self.step

    def __exit__(self, *details: object) -> None:
        if self.terminal and self.last >= 0:
            sys.stderr.write("\n")

    def step(self, what: str, done: int, total: int) -> None:
        share = 100 if not total else int(100 * done / total)
        if self.terminal:
            if share != self.last:
                sys.stderr.write(f"\r\033[K{self.title}: {what} {share}%")
        elif share // 10 != self.last // 10 or self.last < 0:
            sys.stderr.write(f"{self.title}: {what} {share}%\n")
        self.last = share
        sys.stderr.flush()


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
