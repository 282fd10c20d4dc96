"""Reads of the oversight room."""

from answerable.oversight.queries.due import climbing_duties, counted_for, due_steps, start_days
from answerable.oversight.queries.recipients import Recipient, address_of, recipient_of
from answerable.oversight.queries.steps import current_rung, steps_of
from answerable.oversight.queries.telling import people_with, to_tell

__all__ = [
    "Recipient",
    "address_of",
    "climbing_duties",
    "counted_for",
    "current_rung",
    "due_steps",
    "people_with",
    "recipient_of",
    "start_days",
    "steps_of",
    "to_tell",
]
