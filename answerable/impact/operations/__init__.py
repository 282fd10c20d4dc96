"""The writes of this room."""

from answerable.impact.operations.figures import Known, load_figures
from answerable.impact.operations.settling import settle_lines

__all__ = ["Known", "load_figures", "settle_lines"]
