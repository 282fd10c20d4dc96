"""What a file is, by its bytes, and whether it may be kept. No database."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from answerable.sources.readers.document import UnreadableError
from answerable.sources.readers.limits import in_megabytes
from answerable.sources.readers.process import run
from answerable.sources.readers.registry import Task
from answerable.uploads.kinds import HEAD_BYTES, tell_kind
from answerable.uploads.limits import CHECKING, FILE_BYTES, TABLE_BYTES
from answerable.uploads.storage import digest


class RefusedError(Exception):
    """The file may not be kept. The message says why and what to do, for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept."""

    sha256: str
    size: int
    media_type: str
    pages: int | None


def examine(path: Path, name: str, kinds: Collection[str] = ()) -> Examined:
    """Tells the kind from the bytes and looks through the whole file in a child process, under limits.

    `kinds` are the only ones taken, all where none is named. Raises RefusedError for what may not be kept.
    """
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise RefusedError(
            f"It has {in_megabytes(size)}; the limit is {in_megabytes(FILE_BYTES)}: split it, or link to it."
        )
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(max(0, size - HEAD_BYTES))
        tail = file.read(HEAD_BYTES)
        try:
            kind = tell_kind(name, head, tail)
            if kinds and kind not in kinds:
                raise RefusedError(
                    "Only PDF, PNG and JPEG files are taken here: save it as a PDF, or send a link."
                )
            if kind == "table" and size > TABLE_BYTES:
                raise RefusedError(
                    f"It has {in_megabytes(size)}; the limit of a CSV file is {in_megabytes(TABLE_BYTES)}: "
                    "split it."
                )
            os.lseek(file.fileno(), 0, os.SEEK_SET)
            found = run(Task(f"answerable.uploads.checks.{kind}", name[:200]), file.fileno(), CHECKING)
        except UnreadableError as error:
            raise RefusedError(str(error)) from error
    return Examined(digest(path), size, found.media_type, found.pages)
