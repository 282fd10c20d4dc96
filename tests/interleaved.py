"""Two who act at one moment, brought to meet at the worst point and not left to chance.

    first, second = interleaved(lambda: sort(...), lambda: sort(...))

`first` is stopped just before its transaction is committed; `second` then goes on until it has ended or waits
for a lock of the first, and the first goes on. With `after=n` it is stopped after its n-th question to the
database instead, which shows locks that are taken in another order. On SQLite, where one transaction writes
at a time, one follows the other. Tests of this ask for the fixture `own_database`, since what they write
is committed.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection, connections

SECONDS = 60


@contextmanager
def copied() -> Iterator[None]:
    """Until the end, Django's database is an empty register of its own (`tests.with_postgres`)."""
    settings, template = connections.databases["default"], os.environ["ANSWERABLE_TEST_TEMPLATE"]
    name, copy = settings["NAME"], f"answerable_met_{os.getpid()}"
    connection.close()
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    known = {
        key: parameters[key] for key in ("host", "port", "user", "password", "dbname") if key in parameters
    }
    with psycopg.connect(**known, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{copy}"')
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
        try:
            settings["NAME"] = connection.settings_dict["NAME"] = copy
            yield
        finally:
            connection.close()
            settings["NAME"] = connection.settings_dict["NAME"] = name
            server.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@dataclass(slots=True)
class Ended:
    """What one came to: what it returned, or what it raised."""

    value: Any = None
    error: BaseException | None = None

    def get(self) -> Any:
        if self.error is not None:
            raise self.error
        return self.value


class _Gate:
    """Stops the first once, until the second has ended or waits."""

    def __init__(self) -> None:
        self.first_stands = threading.Event()
        self.second_ended = threading.Event()
        self.second_pid: int | None = None

    def wait(self) -> None:
        if self.first_stands.is_set():
            return
        self.first_stands.set()
        until = time.monotonic() + SECONDS
        while not self.second_ended.is_set() and not self._second_waits():
            if time.monotonic() > until:
                raise TimeoutError("the second neither ended nor waited for a lock")
            time.sleep(0.002)

    def _second_waits(self) -> bool:
        if self.second_pid is None:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self.second_pid])
            return bool(cursor.fetchone()[0])


def interleaved(
    first: Callable[[], Any], second: Callable[[], Any], *, after: int | None = None
) -> tuple[Ended, Ended]:
    """Runs both, each with a connection of its own: what each came to."""
    if connection.vendor != "postgresql":
        return _ended(first), _ended(second)
    gate = _Gate()
    ends: list[Ended] = [Ended(), Ended()]

    def run_first() -> None:
        try:
            with _stopping(gate, after):
                ends[0] = _ended(first)
        finally:
            gate.first_stands.set()
            connection.close()

    def run_second() -> None:
        try:
            assert gate.first_stands.wait(SECONDS), "the first was never stopped"
            connection.ensure_connection()
            gate.second_pid = connection.connection.info.backend_pid
            ends[1] = _ended(second)
        finally:
            gate.second_ended.set()
            connection.close()

    threads = [threading.Thread(target=run, daemon=True) for run in (run_first, run_second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * SECONDS)
        assert not thread.is_alive(), "one of the two did not end"
    return ends[0], ends[1]


def _stopping(gate: _Gate, after: int | None) -> AbstractContextManager[Any]:
    """Of the connection of this thread alone."""
    if after is None:
        commit = connection.commit

        def stopped_commit() -> None:
            gate.wait()
            commit()

        connection.commit = stopped_commit  # type: ignore[method-assign]  # closed with the thread
        return nullcontext()
    asked = 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        done = execute(sql, params, many, context)
        asked += 1
        if asked == after:
            gate.wait()
        return done

    return connection.execute_wrapper(count)


def _ended(act: Callable[[], Any]) -> Ended:
    try:
        return Ended(act())
    except Exception as error:
        return Ended(error=error)
