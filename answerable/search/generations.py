"""An index is a directory of generations, of which one is current.

    INDEX/current.json          {"format": 3, "generation": "g-..."}; replaced in one step
    INDEX/g-.../                one finished index, never changed
    INDEX/vectors/              what the sentence model made of each text, by the text's hash
    INDEX/lock                  held by whoever writes

A writer makes a new generation beside the current one and then replaces `current.json`. Readers of the old
one go on with it: the one before the current is kept until the next change, and what a reader has opened it
keeps open. A writer that was killed leaves a directory that the next one removes.
"""

import contextlib
import errno
import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from answerable.search.documents import IndexClosedError, IndexMissingError

FORMAT = 3
_CURRENT = "current.json"
_META = "meta.json"
_ADVICE = "Run `answerable reindex` to build it."
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_CLOSED_WORDS = ("PermissionDenied", "ReadOnlyFilesystem")  # as tantivy writes the same


class IndexBusyError(Exception):
    """Another process is writing the index now."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a generation says of itself, in its meta.json."""

    documents: int
    rows: int  # documents ever added, those replaced since included
    model: str  # recipe of the sentence model, or "" for words alone
    dead: Sequence[int] = ()  # rows replaced or deleted


def write_meta(generation: Path, meta: Meta) -> None:
    """The last thing written: it also lists every other file and its size."""
    record = asdict(meta) | {"files": _sizes(generation)}
    (generation / _META).write_text(json.dumps(record))


def read_meta(generation: Path) -> Meta:
    """Raises OSError or ValueError when it can't be read, or a file is missing or cut short."""
    record = json.loads((generation / _META).read_text())
    try:
        for name, size in record.pop("files").items():
            if (generation / name).stat().st_size != size:
                raise ValueError(f"{name} is not as long as it was written")
        return Meta(**record)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{_META} is not as it was written") from error


def _sizes(generation: Path) -> dict[str, int]:
    return {
        path.relative_to(generation).as_posix(): path.stat().st_size
        for path in sorted(generation.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def current(directory: Path) -> Path:
    """The current generation. Raises IndexMissingError when there is none, or it is of another format."""
    try:
        record = json.loads((directory / _CURRENT).read_text())
        generation = directory / str(record["generation"])
        written = record["format"]
    except FileNotFoundError:
        raise IndexMissingError(f"There is no search index in {directory}. {_ADVICE}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(directory, error) from error
    if written != FORMAT:
        raise IndexMissingError(
            f"The search index in {directory} was written by another version of Answerable. {_ADVICE}"
        )
    if not generation.is_dir():
        raise damaged(directory, f"{generation.name} is missing")
    return generation


def damaged(directory: Path, why: object) -> IndexMissingError:
    """What to raise of an index that can't be opened: building again mends damage, but no permissions."""
    if (isinstance(why, OSError) and why.errno in _CLOSED) or any(one in str(why) for one in _CLOSED_WORDS):
        return IndexClosedError(
            f"The search index in {directory} can not be opened: this account may not both read and write "
            "in that folder. Give it both, for every file there; building the index again does not help."
        )
    return IndexMissingError(f"The search index in {directory} is damaged ({why}). {_ADVICE}")


def stamp(directory: Path) -> tuple[int, int] | None:
    """Changes when another generation becomes current; costs a few microseconds."""
    try:
        status = (directory / _CURRENT).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


@contextlib.contextmanager
def writing(directory: Path) -> Iterator[Path]:
    """A new empty generation, made current when the block ends without an error.

    Raises IndexBusyError when another process holds the index for writing, and IndexClosedError.
    """
    with locked(directory):
        kept = _current_or_none(directory)
        _remove_all_but(directory, kept)
        new = directory / f"g-{uuid.uuid4().hex[:12]}"
        with _clear_refusal(directory):
            new.mkdir()
        try:
            yield new
            _make_current(directory, new)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


@contextlib.contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Nobody else writes here until the block ends.

    Raises IndexBusyError when another process does, and IndexClosedError where this account may not write.
    """
    with _clear_refusal(directory):
        directory.mkdir(parents=True, exist_ok=True)
        opened = (directory / "lock").open("a")
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexBusyError(
                f"Another process is writing the search index in {directory}. Try again when it is done."
            ) from None
        yield


@contextlib.contextmanager
def _clear_refusal(directory: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _CLOSED:
            raise damaged(directory, error) from error
        raise


def _current_or_none(directory: Path) -> Path | None:
    try:
        return current(directory)
    except IndexMissingError:
        return None


def _remove_all_but(directory: Path, kept: Path | None) -> None:
    for old in directory.glob("g-*"):
        if old != kept:
            shutil.rmtree(old, ignore_errors=True)


def _make_current(directory: Path, generation: Path) -> None:
    for path in generation.rglob("*"):
        if path.parent.name != "words":  # tantivy sees to its own
            _to_disk(path)
    draft = directory / f"{_CURRENT}.new"
    draft.write_text(json.dumps({"format": FORMAT, "generation": generation.name}))
    _to_disk(draft)
    draft.replace(directory / _CURRENT)
    _to_disk(directory)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
