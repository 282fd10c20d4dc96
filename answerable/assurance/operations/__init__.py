"""The only writes of the assurance room."""

from answerable.assurance.operations.errors import (
    AssuranceError,
    OvertakenError,
    OwnWorkError,
    TooManyError,
)
from answerable.assurance.operations.judging import give_view, judge_adequacy
from answerable.assurance.operations.verifying import note_refusal, verify_claim

__all__ = [
    "AssuranceError",
    "OvertakenError",
    "OwnWorkError",
    "TooManyError",
    "give_view",
    "judge_adequacy",
    "note_refusal",
    "verify_claim",
]
