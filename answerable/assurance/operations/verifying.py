"""The verdict of an independent assurer on what a body claims, and the note of a try that was refused."""

from collections.abc import Sequence

from answerable.assurance.models import Verification
from answerable.assurance.operations.checking import (
    from_body,
    is_open,
    lock,
    long,
    not_own,
    own_bodies,
    said,
)
from answerable.assurance.operations.errors import AssuranceError, OvertakenError
from answerable.assurance.operations.telling import tell_holder
from answerable.assurance.support import most_found, supports
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.models import Claim, ClaimLevel, Duty, Evidence
from answerable.ledger.operation import Log, operation

_DONE = (Verification.Result.ACCEPTABLE, Verification.Result.ALTERNATIVE)
_SHOWN = (Verification.Seen.DOCUMENT, Verification.Seen.DATA)


@operation("VERDICT_GIVE")
def verify_claim(
    log: Log,
    *,
    by: Actor,
    claim: Claim,
    result: str,
    found: str,
    seen: str,
    reason: str,
    evidence: Sequence[Evidence] = (),
    instead_of: Verification | None = None,
) -> Verification:
    """What an assurer found of a claim: the result, how far the work is, what was seen, and why.

    `evidence` are the pieces looked at; `instead_of` is the verdict on this claim that stood before the
    assurer. Raises OwnWorkError for the work of their own body, OvertakenError where a newer claim or verdict
    was recorded meanwhile, and AssuranceError where the verdict does not hold together: more found than what
    was seen supports, done without being found done, evidence of something else or withdrawn, no reason.
    """
    duty = lock(claim.duty_id)
    not_own(by, own_bodies(duty) | {claim.organisation_id}, "Verifying")
    if result not in Verification.Result.values:
        raise AssuranceError("Say what you found.")
    if found not in ClaimLevel.values:
        raise AssuranceError("Say how far the work is, as you found it.")
    if seen not in Verification.Seen.values:
        raise AssuranceError("Say what you saw: documents, data, a visit, or nothing.")
    words = said(reason, "Say why: a verdict needs a written reason.")
    is_open(duty)
    newest = duty.claims.order_by("-pk").first()
    if newest is not None and newest.pk != claim.pk:
        raise OvertakenError(
            f"The body has said something newer, on {long(newest.claimed_on)}: "
            f"“{newest.get_level_display()}”. Look at that claim instead."
        )
    stands = Verification.objects.filter(claim=claim, superseded_at__isnull=True).first()
    if stands is not None and (instead_of is None or stands.pk != instead_of.pk):
        raise OvertakenError(
            f"A verdict on this claim was given on {long(stands.recorded_at)}: "
            f"“{stands.get_result_display()}”. Read it first; you may then give another."
        )
    pieces = _looked_at(claim, evidence)
    _holds_together(result, found, seen, pieces)
    at = now()
    Verification.objects.filter(claim=claim, superseded_at__isnull=True).update(superseded_at=at)
    made = Verification.objects.create(
        duty=duty,
        claim=claim,
        result=result,
        found=found,
        seen=seen,
        reason=words,
        from_body_id=from_body(by),
        given_by=by.identifier,
        recorded_at=at,
    )
    made.evidence.set(pieces)
    log.event(
        "claim.verified",
        duty.reference,
        {
            "claim": claim.pk,
            "claimed": claim.level,
            "result": result,
            "found": found,
            "seen": seen,
            "evidence": [piece.reference for piece in pieces],
            "reason": words,
        },
    )
    words = str(made.get_result_display()).lower()
    tell_holder(log, duty, "claim.verified", str(made.pk), f"An assurer looked at your claim: {words}.")
    return made


@operation("REFUSAL_NOTE")
def note_refusal(log: Log, *, by: Actor, duty: Duty, tried: str) -> None:
    """Puts in the log that somebody tried to judge the work of their own body."""
    log.event("own-work.refused", duty.reference, {"tried": tried})


def _looked_at(claim: Claim, evidence: Sequence[Evidence]) -> list[Evidence]:
    used = {use.evidence_id for use in claim.evidence_used.all()}
    rows = Evidence.objects.select_for_update().filter(pk__in=[one.pk for one in evidence]).order_by("pk")
    fresh = {piece.pk: piece for piece in rows}  # as it is now, and it is not withdrawn before this ends
    for piece in fresh.values():
        if piece.pk not in used:
            raise AssuranceError(f"{piece.reference} is not evidence of this claim.")
        if piece.withdrawn_at is not None:
            raise AssuranceError(f"{piece.reference} was withdrawn on {long(piece.withdrawn_at)}.")
    return sorted(fresh.values(), key=lambda piece: piece.pk)


def _holds_together(result: str, found: str, seen: str, pieces: Sequence[Evidence]) -> None:
    if seen in _SHOWN and not pieces:
        raise AssuranceError("Tick the evidence that you looked at, or say that nothing was shown.")
    if (result in _DONE) != (found == ClaimLevel.DONE):
        raise AssuranceError(
            "The two do not fit: work is found done exactly where the result is “Done as asked” or "
            "“Done in another acceptable way”."
        )
    grades = [piece.grade for piece in pieces]
    if not supports(seen, grades, found):
        most = ClaimLevel(most_found(seen, grades)).label
        raise AssuranceError(
            f"What you saw supports “{most}” at most. To find more, see more: an audit or better for "
            "“Done”, or a visit."
        )
