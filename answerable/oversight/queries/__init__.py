"""Reads of the oversight room."""

from answerable.oversight.queries.steps import current_rung, steps_of

__all__ = ["current_rung", "steps_of"]
