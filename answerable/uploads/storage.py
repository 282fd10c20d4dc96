"""The bytes of files that people sent, each under its own SHA-256 and never replaced."""

import errno
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from answerable.uploads.limits import LEAVE_FREE

NO_ROOM = (
    "There is no room on the register's disk for this file. Nothing of it was kept, and what you typed was "
    "not sent. Try again later; the register's own team can see this."
)
NOT_WRITTEN = (
    "The register's disk could not take this file, and nothing of it was kept. Try again later; the "
    "register's own team can see this."
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class NotKeptError(Exception):
    """The disk is full, or can't be written. The message is for the person who sent the file."""


def folder() -> Path:
    return Path(settings.HOME) / "uploads"


def place(sha256: str) -> Path:
    return folder() / sha256[:2] / sha256


def digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(path: Path, sha256: str) -> Path:
    """Copies a file into the store, whole or not at all. Does nothing when it is held already.

    Raises NotKeptError when the disk is full or can't be written, with nothing left half-written.
    """
    target = place(sha256)
    if target.exists():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(target.parent).free < path.stat().st_size + LEAVE_FREE:
            raise NotKeptError(NO_ROOM)
        _copy(path, target)
    except OSError as error:
        raise NotKeptError(NO_ROOM if error.errno in _FULL else NOT_WRITTEN) from error
    return target


def forget(sha256: str) -> None:
    """Takes the bytes away."""
    place(sha256).unlink(missing_ok=True)


def _copy(path: Path, target: Path) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, path.open("rb") as source:
            shutil.copyfileobj(source, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o400)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
