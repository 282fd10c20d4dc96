"""The only writes of the duties room."""

from answerable.duties.operations.claiming import make_claim
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.evidencing import add_evidence, withdraw_evidence
from answerable.duties.operations.planning import (
    Step,
    add_action,
    add_milestone,
    cover_duty,
    drop_action,
    move_date,
)
from answerable.duties.operations.progressing import report_progress
from answerable.duties.operations.recording import extend_duty, record_duties, record_published_replies

__all__ = [
    "DutyError",
    "Step",
    "add_action",
    "add_evidence",
    "add_milestone",
    "cover_duty",
    "drop_action",
    "extend_duty",
    "make_claim",
    "move_date",
    "record_duties",
    "record_published_replies",
    "report_progress",
    "withdraw_evidence",
]
