"""Reads of the oversight room."""

from answerable.oversight.queries.due import (
    climbing_duties,
    closed_among,
    counted_for,
    due_steps,
    held_by_closed,
    start_days,
)
from answerable.oversight.queries.effects import WINDOWS, Effect, effects, standing_on
from answerable.oversight.queries.letters import (
    NOT_DELIVERED,
    Delivery,
    count_without_officer,
    delivery_of,
    letter_by_reference,
    letters,
    without_officer,
)
from answerable.oversight.queries.recipients import Recipient, address_of, recipient_of
from answerable.oversight.queries.steps import current_rung, steps_of
from answerable.oversight.queries.telling import to_tell

__all__ = [
    "NOT_DELIVERED",
    "WINDOWS",
    "Delivery",
    "Effect",
    "Recipient",
    "address_of",
    "climbing_duties",
    "closed_among",
    "counted_for",
    "current_rung",
    "delivery_of",
    "due_steps",
    "effects",
    "held_by_closed",
    "letter_by_reference",
    "letters",
    "recipient_of",
    "standing_on",
    "start_days",
    "steps_of",
    "to_tell",
    "count_without_officer",
    "without_officer",
]
