"""The one door to reading a file, whatever its form."""

import os
import stat
from pathlib import Path

from answerable.sources.readers import recognition
from answerable.sources.readers.document import ReadDocument, UnreadableError
from answerable.sources.readers.forms import HEAD_BYTES, PDF, tell_form
from answerable.sources.readers.limits import DEFAULT, Limits, in_megabytes
from answerable.sources.readers.process import run
from answerable.sources.readers.registry import Task


def read(path: Path, *, name: str = "", limits: Limits = DEFAULT) -> ReadDocument:
    """The readable content of the file at `path`: PDF, DOCX, XLSX, HTML, CSV, JSON or plain text.

    The form is told from the bytes; the name helps only to tell CSV, JSON and plain text apart. Give `name`
    where the path has lost it, as where bytes are kept by their hash.

    Reading is done in a child process under `limits`. Raises UnreadableError, whose message says what is
    wrong with the file and what to do, and nothing else. What could not be read of an otherwise readable
    file stands in `problems`.
    """
    try:
        # A pipe must not keep the register waiting.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise UnreadableError("There is no such file: check its name and place.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UnreadableError(f"The file can't be opened ({reason}): check who may read it.") from error
    try:
        return _read(descriptor, name or path.name, limits)
    except OSError as error:
        raise UnreadableError(
            f"This machine failed during reading ({error.strerror}): check its disk, and try again."
        ) from error
    finally:
        os.close(descriptor)


def _read(source: int, name: str, limits: Limits) -> ReadDocument:
    size = _size(source, limits)
    head = os.pread(source, HEAD_BYTES, 0)
    form = tell_form(name, head, os.pread(source, HEAD_BYTES, max(0, size - HEAD_BYTES)))
    if form.text and size > limits.text_bytes:
        raise UnreadableError(
            f"The file has {in_megabytes(size)}; for a {form.label} the limit is "
            f"{in_megabytes(limits.text_bytes)}: split it."
        )
    document = run(Task(form.name, name), source, limits)
    if form is PDF and document.ocr_pages:
        recognition.recognise(document, source, limits)
    return document


def _size(source: int, limits: Limits) -> int:
    found = os.fstat(source)
    if stat.S_ISDIR(found.st_mode):
        raise UnreadableError("This is a folder, not a file: name the files in it.")
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError("This is not a plain file: copy its content into one.")
    if found.st_size == 0:
        raise UnreadableError("The file is empty: it has no bytes at all. Fetch it again.")
    if found.st_size > limits.file_bytes:
        raise UnreadableError(
            f"The file has {in_megabytes(found.st_size)}; the limit is {in_megabytes(limits.file_bytes)}: "
            "split it."
        )
    return found.st_size
