"""Archives of tables, as publishers of figures give them: unpacked by sizes that are looked at first.

Nothing in an archive is believed: names give no folder, stated sizes are added up before a byte is unpacked,
and what comes out is counted once more.
"""

import errno
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

MOST_FILES = 500
LARGEST = 500_000_000  # bytes of one file, unpacked; the loading of figures takes no larger one
MOST = 1_000_000_000  # bytes of all
MOST_TIMES = 200  # unpacked to packed, of a file over 8 MiB; real tables of figures stay below 60
_RATIO_MATTERS_FROM = 8 * 1024 * 1024
_ENCRYPTED = 1  # bit of an entry's flags
_TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
_CHUNK = 1 << 20


class PackedError(ValueError):
    """An archive can't be unpacked. The message says why, in plain words."""


@dataclass(slots=True)
class Unpacked:
    """The tables of an archive, and what was left in it, each with why."""

    files: list[Path] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


def is_archive(path: Path) -> bool:
    """Whether it is a plain archive, and no office file, which is one too."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            return not {"[Content_Types].xml", "mimetype"} & names
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return False


def unpack_tables(archive: Path, folder: Path) -> Unpacked:
    """Its tables, as files in `folder`. Raises PackedError."""
    done = Unpacked()
    try:
        with zipfile.ZipFile(archive) as opened:
            parts = [part for part in opened.infolist() if not part.is_dir()]
            _check(parts)
            for number, part in enumerate(_tables(parts, done)):
                to = folder / f"{number:03d}-{safe_name(part.filename)}"
                _write(opened, part, to)
                done.files.append(to)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        if isinstance(error, PackedError) or getattr(error, "errno", None) == errno.ENOSPC:
            raise
        raise PackedError("The archive is damaged, or stops before its end.") from error
    if not done.files:
        raise PackedError("The archive holds no table.")
    return done


def _check(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_FILES:
        raise PackedError(f"The archive holds {len(parts):,} files; {MOST_FILES:,} are the most.")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise PackedError("The archive is protected by a password.")
    if (total := sum(part.file_size for part in parts)) > MOST:
        raise PackedError(f"Unpacked, it has {total:,} bytes; {MOST:,} are the most.")
    for part in parts:
        if part.file_size > LARGEST:
            raise PackedError(
                f"A file of it has {part.file_size:,} bytes, unpacked; {LARGEST:,} are the most."
            )
        times = part.file_size / max(1, part.compress_size)
        if part.file_size > _RATIO_MATTERS_FROM and times > MOST_TIMES:
            raise PackedError(f"A file of it is packed {times:,.0f} to 1, as no table of figures is.")


def _tables(parts: list[zipfile.ZipInfo], done: Unpacked) -> Iterator[zipfile.ZipInfo]:
    for part in parts:
        name = safe_name(part.filename)
        if PurePosixPath(name).suffix.lower() in _TABLES:
            yield part
        elif not name.startswith(".") and "__MACOSX" not in part.filename:
            done.left.append((name, "It is no table: it was left in the archive."))


def _write(archive: zipfile.ZipFile, part: zipfile.ZipInfo, to: Path) -> None:
    written = 0
    with archive.open(part) as packed, to.open("wb") as plain:
        while chunk := packed.read(_CHUNK):
            written += len(chunk)
            if written > LARGEST:
                raise PackedError("A file of it is larger than it says.")
            plain.write(chunk)


def safe_name(name: str) -> str:
    """The last part of a name, of plain characters only: it may say which month the figures are of."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return re.sub(r"[^A-Za-z0-9._-]+", "-", last)[-120:] or "file"
