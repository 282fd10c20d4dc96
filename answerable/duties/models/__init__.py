"""Who must answer, by when, what they answer, and what they say they did.

Whether a body did is a query over dated facts, never a column. What others found is in `assurance`.
"""

from answerable.duties.models.answers import (
    Answer,
    AnswerDocument,
    AnswerPart,
    Draft,
    SignOff,
    Stance,
)
from answerable.duties.models.delivery import (
    Action,
    ActionDuty,
    Claim,
    ClaimLevel,
    Evidence,
    EvidenceUse,
    Grade,
    Milestone,
    Progress,
    TargetDate,
)
from answerable.duties.models.duties import (
    Dispute,
    DueDate,
    Duty,
    PublishedReply,
    Transfer,
)
from answerable.duties.models.replies import ReplyMatch, ReplyMatchDecision, ReplyText
from answerable.duties.models.sharing import Delegation, Joint, JointOffer

__all__ = [
    "Action",
    "ActionDuty",
    "Answer",
    "AnswerDocument",
    "AnswerPart",
    "Claim",
    "ClaimLevel",
    "Delegation",
    "Dispute",
    "Draft",
    "DueDate",
    "Duty",
    "Evidence",
    "EvidenceUse",
    "Grade",
    "Joint",
    "JointOffer",
    "Milestone",
    "Progress",
    "PublishedReply",
    "ReplyMatch",
    "ReplyMatchDecision",
    "ReplyText",
    "SignOff",
    "Stance",
    "TargetDate",
    "Transfer",
]
