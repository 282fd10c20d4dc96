"""Which reader reads which form. A new form is one module here, and one rule in forms.py."""

import importlib
from dataclasses import dataclass
from typing import Protocol

from answerable.sources.readers.document import ReadDocument
from answerable.sources.readers.limits import Limits

EXIT_MEMORY = 2  # exit status of a child that ran out of memory while telling what it read


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be read. `name` is the file's, for hints; `page` is for the one form that needs it."""

    form: str
    name: str = ""
    page: int = 0


class Reader(Protocol):
    """Reads bytes in one form. Raises UnreadableError; anything else it raises counts as a damaged file."""

    def __call__(self, content: bytes, task: Task, limits: Limits, /) -> ReadDocument: ...


# Imported only when needed: each brings a library of its own.
_MODULES = {
    "pdf": "read_pdf",
    "pdf-picture": "ocr",
    "office": "office",
    "html": "read_html",
    "csv": "read_csv",
    "json": "read_json",
    "text": "read_text",
}


def reader_of(form: str) -> Reader:
    """A form with a dot in it is the module of a reader that another room brings."""
    module = importlib.import_module(form if "." in form else f"answerable.sources.readers.{_MODULES[form]}")
    reader: Reader = module.read
    return reader
