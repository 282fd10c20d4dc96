"""The only writes of the duties room."""

from answerable.duties.operations.answering import (
    ClosedError,
    UnansweredError,
    asked_of,
    submit_answer,
    withdraw_answer,
)
from answerable.duties.operations.claiming import make_claim
from answerable.duties.operations.delegating import delegate_duties, hand_over, take_back
from answerable.duties.operations.disputing import dispute_duty, settle_dispute
from answerable.duties.operations.drafting import (
    OvertakenError,
    add_document,
    ask_for_sign_off,
    discard_draft,
    remove_document,
    return_draft,
    save_draft,
    sign_draft,
    start_draft,
)
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.evidencing import add_evidence, withdraw_evidence
from answerable.duties.operations.extending import extend_duties, extend_duty
from answerable.duties.operations.holding import assign_duty, pass_on, transfer_duty
from answerable.duties.operations.importing import PlanRefusedError, import_plan, preview_plan
from answerable.duties.operations.joining import (
    answer_offer,
    end_joint,
    join_duties,
    leave_joint,
    offer_joint,
)
from answerable.duties.operations.planning import (
    Step,
    add_action,
    add_milestone,
    cover_duty,
    describe_action,
    drop_action,
    move_date,
)
from answerable.duties.operations.progressing import report_progress
from answerable.duties.operations.recording import record_duties, record_published_replies

__all__ = [
    "ClosedError",
    "DutyError",
    "OvertakenError",
    "PlanRefusedError",
    "Step",
    "UnansweredError",
    "add_action",
    "add_document",
    "add_evidence",
    "add_milestone",
    "answer_offer",
    "ask_for_sign_off",
    "asked_of",
    "assign_duty",
    "cover_duty",
    "delegate_duties",
    "describe_action",
    "discard_draft",
    "dispute_duty",
    "drop_action",
    "end_joint",
    "extend_duties",
    "extend_duty",
    "hand_over",
    "import_plan",
    "join_duties",
    "leave_joint",
    "make_claim",
    "move_date",
    "offer_joint",
    "pass_on",
    "preview_plan",
    "record_duties",
    "record_published_replies",
    "remove_document",
    "report_progress",
    "return_draft",
    "save_draft",
    "settle_dispute",
    "sign_draft",
    "start_draft",
    "submit_answer",
    "take_back",
    "transfer_duty",
    "withdraw_answer",
    "withdraw_evidence",
]
