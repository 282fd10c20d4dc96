"""Files read one ahead of where they are needed: while one is stored, a second process reads the next."""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from answerable.impact.files.model import Cell, FileRead, Unread, UnreadableFileError
from answerable.impact.files.reading import read_file
from answerable.impact.files.shapes import Period
from answerable.impact.files.table import LARGEST_FILE

WORTH_IT = 20_000_000  # bytes of all files: to start a process takes as long as to read a few small ones
AHEAD = 2
Outcome = FileRead | UnreadableFileError | OSError
# Between processes rows travel as bare tuples: named ones take five times as long.
_Packed = tuple[str, list[tuple[object, ...]], list[Unread], tuple[str, ...]]


def read_each(paths: Sequence[Path], period: Period | None) -> Iterator[tuple[Path, Outcome]]:
    """Every file in order, with what was read or why it could not be."""
    if (os.cpu_count() or 1) < 2 or sum(_size(path) for path in paths) < WORTH_IT:
        yield from ((path, _outcome(path, period)) for path in paths)
        return
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting: deque[tuple[Path, Future[_Packed | UnreadableFileError | OSError]]] = deque()
        for path in paths:
            waiting.append((path, pool.submit(_packed, path, period)))
            if len(waiting) > AHEAD:
                first, reading = waiting.popleft()
                yield first, _unpacked(reading.result())
        for path, reading in waiting:
            yield path, _unpacked(reading.result())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _outcome(path: Path, period: Period | None) -> Outcome:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFileError(f"The file has over {LARGEST_FILE:,} bytes: give it in parts.")
        return read_file(path.read_bytes(), name=path.name, period=period)
    except (UnreadableFileError, OSError) as error:
        return error


def _packed(path: Path, period: Period | None) -> _Packed | UnreadableFileError | OSError:
    read = _outcome(path, period)
    if not isinstance(read, FileRead):
        return read
    return read.form, [tuple(cell) for cell in read.cells], read.unread, read.notes


def _unpacked(found: _Packed | UnreadableFileError | OSError) -> Outcome:
    if not isinstance(found, tuple):
        return found
    form, rows, unread, notes = found
    return FileRead(form, [Cell._make(row) for row in rows], unread, notes)
