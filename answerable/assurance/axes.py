"""The six axes of a duty's status, and what each may say (domain.md 5). There is no single status.

Response, stance and claim come from the duties room; adequacy and verdict from this one. Impact is measured
in a room of its own: until it says something of duties, each shows `NOT_MEASURABLE`.
"""

from django.db.models import TextChoices

from answerable.assurance.models import Adequacy, Verification
from answerable.duties.models import ClaimLevel, Stance
from answerable.duties.queries.answers import ResponseAxis


class Axis(TextChoices):
    RESPONSE = "response", "Response"
    STANCE = "stance", "Where the body stands"
    ADEQUACY = "adequacy", "Whether the reply answers what was asked"
    CLAIMED = "claimed", "What the body says it did"
    VERIFIED = "verified", "What was found by others"
    IMPACT = "impact", "Whether it worked"


NO_STANCE, MIXED = "none", "mixed"
NOT_JUDGED, NO_CLAIM, NOT_LOOKED_AT = "not_judged", "no_claim", "not_looked_at"
NOT_LASTED = "not_lasted"  # found done, and not so any more when it was looked at again
STALLED = "stalled"  # told by silence, or by another register; no body claims it
NOT_MEASURABLE = "not_measurable"

IMPACT: dict[str, str] = {
    NOT_MEASURABLE: "Not measurable yet",
    "measure_agreed": "A measure is agreed",
    "no_signal": "No change seen",
    "improvement": "A sign of improvement",
    "deterioration": "A sign that it is worse",
    "repeat_concern": "The same concern again since it was closed",
}

RESPONSE: dict[str, str] = {str(one.value): str(one.label) for one in ResponseAxis}
STANCE: dict[str, str] = {
    **{str(one.value): str(one.label) for one in Stance},
    MIXED: "Differs from part to part",
    NO_STANCE: "No stance found",
}
ADEQUACY: dict[str, str] = {
    NOT_JUDGED: "Not judged yet",
    **{str(one.value): str(one.label) for one in Adequacy.Verdict},
}
CLAIMED: dict[str, str] = {
    NO_CLAIM: "Nothing claimed",
    **{str(one.value): str(one.label) for one in ClaimLevel},
    STALLED: "Stalled",
}
VERIFIED: dict[str, str] = {
    NOT_LOOKED_AT: "Not looked at yet",
    **{str(one.value): str(one.label) for one in Verification.Result},
    NOT_LASTED: "Was done, and did not last",
}
# Somebody looked, and found it done, or found less.
DONE = frozenset({Verification.Result.ACCEPTABLE.value, Verification.Result.ALTERNATIVE.value})
DOWN = frozenset({Verification.Result.NOT_YET.value, Verification.Result.UNACCEPTABLE.value, NOT_LASTED})

VALUES: dict[str, dict[str, str]] = {
    Axis.RESPONSE: RESPONSE,
    Axis.STANCE: STANCE,
    Axis.ADEQUACY: ADEQUACY,
    Axis.CLAIMED: CLAIMED,
    Axis.VERIFIED: VERIFIED,
    Axis.IMPACT: IMPACT,
}


def label(axis: str, value: str) -> str:
    """Raises KeyError for a value that the axis does not have."""
    return VALUES[axis][value]
