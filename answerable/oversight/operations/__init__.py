"""The only writes of the oversight room."""

from answerable.oversight.operations.climbing import climb, take_step
from answerable.oversight.operations.errors import EscalationError
from answerable.oversight.operations.holding import record_contact, resume_escalation, stop_escalation

__all__ = [
    "EscalationError",
    "climb",
    "record_contact",
    "resume_escalation",
    "stop_escalation",
    "take_step",
]
