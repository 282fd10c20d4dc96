"""Two who do the same at one moment, on PostgreSQL: the second begins again and finds what the first did.

SQLite lets one transaction write at a time. PostgreSQL shows neither of two what the other has not committed
yet: a constraint refuses the second row, or two that wait for each other are parted. Either way nothing of
the one that was refused is there, and begun again it decides on what stands
(https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html).
"""

import copy
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.files.base import File
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

R = TypeVar("R")

TRIES = 3
_MET = frozenset({"23505", "40P01", "40001"})  # unique_violation, deadlock_detected, serialization_failure


def one_by_one(*what: str) -> None:
    """Nobody else who names the same goes on until this transaction ends: for what is decided by a row that
    is missing, so that none can be held. Before any row is held, and before the log.
    """
    if connection.vendor == "postgresql":  # SQLite's immediate transactions do this already
        key = int.from_bytes(hashlib.sha256("\0".join(what).encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read within is of one moment, however long it takes, and nobody waits for it: what leaves
    the register meanwhile is in every table or in none. Nothing is written within.
    """
    if connection.in_atomic_block:  # of somebody else, whose moments count
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # Django's own would keep all others from writing
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def met_another(error: DatabaseError) -> bool:
    """Whether another transaction at the same moment may be why the database refused this one."""
    return getattr(error.__cause__, "sqlstate", None) in _MET


def again_if_met(run: Callable[[], R], given: Iterable[Any] = ()) -> R:
    """Runs a whole transaction, and again where it met another. Within a transaction it runs once.

    `given`: what `run` is given. Records among it are put back to how they were before the first try. Where
    it holds something that can be read once only, such as a file, `run` is not tried again.
    Raises what the last try raised.
    """
    held = list(given)
    if connection.in_atomic_block or any(isinstance(one, (Iterator, File)) for one in held):
        return run()
    records = [one for one in held if isinstance(one, Model)]
    for _ in range(TRIES - 1):
        before = [_state(one) for one in records]
        try:
            return run()
        except DatabaseError as error:
            if not met_another(error):
                raise
            for one, state in zip(records, before, strict=True):
                vars(one).clear()
                vars(one).update(state)
    return run()


def _state(record: Model) -> dict[str, Any]:
    """Fields and what is kept of related records, apart from the record itself."""
    state = copy.copy(vars(record))
    state["_state"] = copy.copy(record._state)
    state["_state"].fields_cache = dict(record._state.fields_cache)
    return state
