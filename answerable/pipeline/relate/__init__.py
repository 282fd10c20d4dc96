"""Finds what was said before: reads entries, compares them, proposes links and themes, gathers drafts."""

from answerable.pipeline.relate.run import Related, relate
from answerable.pipeline.relate.workers import DaskMissingError, OnDask, WorkersGoneError

__all__ = ["DaskMissingError", "OnDask", "Related", "WorkersGoneError", "relate"]
