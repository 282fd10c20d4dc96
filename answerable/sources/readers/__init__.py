"""Readers: one for each form a document comes in, all behind `read`."""

from answerable.sources.readers.document import Line, Problem, ReadDocument, Table, UnreadableError
from answerable.sources.readers.limits import DEFAULT, Limits
from answerable.sources.readers.reading import read

__all__ = ["DEFAULT", "Limits", "Line", "Problem", "ReadDocument", "Table", "UnreadableError", "read"]
