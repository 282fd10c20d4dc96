"""What the accountable officer says, for the body, of the work on a duty. The latest claim stands."""

import datetime as dt
from collections.abc import Sequence

from answerable.accounts.queries import belongings, people_with
from answerable.accounts.roles import Role
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.ladder import is_backward, strongest, supports, what_is_missing
from answerable.duties.models import Claim, ClaimLevel, Duty, Evidence, EvidenceUse
from answerable.duties.operations.bounds import check_done_on, is_closed, lock_duties, words_of
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.evidencing import lock_evidence
from answerable.duties.queries.claims import line_to_verify
from answerable.ledger.operation import Log, operation
from answerable.notices.operations import tell_within


@operation("CLAIM_MAKE")
def make_claim(
    log: Log,
    *,
    by: Actor,
    duty: Duty,
    level: str,
    words: str,
    claimed_on: dt.date | None,
    evidence: Sequence[Evidence] = (),
    seen: int | None = None,
) -> Claim:
    """Says how far the work is, resting on evidence that carries it (`ladder`).

    `seen` is the id of the claim that stood when the form was opened (0: none), so that of two people at
    once the second hears of the first; None does not ask. The same claim sent twice is one. Raises DutyError:
    closed, more than its evidence carries, a day that can't be, or somebody else's claim meanwhile.
    """
    holder = Duty.objects.select_related("holder").get(pk=duty.pk).holder
    by.require_for("CLAIM_MAKE", holder.pk)
    (held,) = lock_duties([duty], holder)
    if is_closed(held):
        raise DutyError("This was closed: a claim can be made again when it is reopened.")
    if level not in ClaimLevel.values:
        raise DutyError("Choose what you claim.")
    claimed = ClaimLevel(level)
    published, typed = words_of(words, "what was done, in words that a family can follow", 6000)
    day = check_done_on(claimed_on, [held], "the day of the claim")
    shown = lock_evidence(evidence, holder)
    standing = held.claims.order_by("-pk").first()
    if standing and _is_same(standing, claimed, typed, day, shown):
        log.unchanged()
        return standing
    if seen is not None and seen != (standing.pk if standing else 0):
        raise DutyError(
            "Somebody else of your organisation made a claim on this while you wrote. Look at that one "
            "first; yours was not recorded."
        )
    if standing and day < standing.claimed_on:
        raise DutyError(
            f"The claim that stands is of {standing.claimed_on:%-d %B %Y}: a later one can't be of an "
            "earlier day."
        )
    grade = strongest(one.grade for one in shown)
    if not supports(grade, claimed):
        raise DutyError(what_is_missing(grade, claimed))
    claim = Claim.objects.create(
        duty=held,
        organisation=holder,
        level=claimed,
        words=published,
        words_original=typed,
        claimed_on=day,
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    EvidenceUse.objects.bulk_create([EvidenceUse(evidence=one, claim=claim) for one in shown])
    log.event(
        "claim.made",
        held.reference,
        {
            "organisation": holder.reference,
            "level": str(claimed),
            "words": published,
            "on": day.isoformat(),
            "evidence": [one.reference for one in shown],
            "grade": str(grade) if grade else None,
            "backward": bool(standing and is_backward(standing.level, claimed)),
        },
    )
    if claimed == ClaimLevel.DONE:
        _tell_assurers(log, claim)
    return claim


def _tell_assurers(log: Log, claim: Claim) -> None:
    """At once, those who may verify it: nobody of the body that claims, or of the one that was asked."""
    assurers = people_with(Role.ASSURER)
    belong = belongings(assurers)
    own = {claim.organisation_id, claim.duty.organisation_id}
    key, kind, words, address = line_to_verify(claim)
    for person in assurers:
        if own.isdisjoint(belong[person.pk]):
            tell_within(log, person=person, key=key, kind=kind, words=words, address=address)


def _is_same(
    standing: Claim, level: ClaimLevel, words: str, on: dt.date, evidence: Sequence[Evidence]
) -> bool:
    rests_on = set(standing.evidence_used.values_list("evidence_id", flat=True))
    said = (standing.level, standing.words_original, standing.claimed_on)
    return said == (level, words, on) and rests_on == {one.pk for one in evidence}
