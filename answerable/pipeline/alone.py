"""One process at a time, for what is done over many transactions: two that do the same would do it twice."""

import contextlib
import fcntl
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


class BusyError(Exception):
    """Another process is at it now."""


@contextlib.contextmanager
def alone(name: str, *, wait: bool = False) -> Iterator[None]:
    """Held until the block ends, and let go even by a process that is killed.

    Raises BusyError where another holds it, unless this is to `wait`.
    """
    folder = Path(settings.HOME) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / re.sub(r"[^A-Za-z0-9._-]", "-", name)[-200:]).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise BusyError(f"Another process is at it now: {name}.") from error
        yield
