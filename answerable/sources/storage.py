"""Document bytes on disk, each under its own SHA-256 and never replaced."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings


def digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place(sha256: str) -> Path:
    return Path(settings.DOCUMENTS) / sha256[:2] / sha256


def keep(path: Path, sha256: str) -> Path:
    """Copies a file into the store, whole or not at all. Does nothing when it is held already.

    Raises OSError (disk full, permissions) with nothing half-written under the final name.
    """
    target = place(sha256)
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, path.open("rb") as source:
            shutil.copyfileobj(source, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o444)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return target
