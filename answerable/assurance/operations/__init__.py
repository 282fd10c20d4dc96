"""The only writes of the assurance room."""

from answerable.assurance.operations.challenging import (
    answer_challenge,
    challenge,
    check_challenge,
    check_client,
    correct,
    screen_challenge,
)
from answerable.assurance.operations.closing import close, record_recheck, reopen
from answerable.assurance.operations.errors import (
    AssuranceError,
    OvertakenError,
    OwnWorkError,
    TooManyError,
)
from answerable.assurance.operations.importing import Imported, import_statuses
from answerable.assurance.operations.judging import give_view, judge_adequacy
from answerable.assurance.operations.verifying import note_refusal, verify_claim

__all__ = [
    "AssuranceError",
    "Imported",
    "OvertakenError",
    "OwnWorkError",
    "TooManyError",
    "answer_challenge",
    "challenge",
    "check_challenge",
    "check_client",
    "close",
    "correct",
    "give_view",
    "import_statuses",
    "judge_adequacy",
    "note_refusal",
    "record_recheck",
    "reopen",
    "screen_challenge",
    "verify_claim",
]
