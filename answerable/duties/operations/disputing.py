"""A body says that a duty is not its own; the overseer decides. Until then the clock runs on."""

import datetime as dt

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.duties.models import Dispute, Duty, Transfer
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.holding import pass_duty
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation

_LONGEST = 1000


@operation("DUTY_DISPUTE")
def dispute_duty(
    log: Log,
    *,
    by: Actor,
    duty: Duty,
    kind: str,
    words: str,
    elevated_to: Organisation | None = None,
) -> Dispute:
    """Puts on the record that the holder does not see the duty as its own. Raises DutyError.

    `elevated_to` is the body that can act, where the holder knows it; for "not ours" it must be named.
    """
    by.require_for("DUTY_DISPUTE", duty.holder_id)
    locked = Duty.objects.select_for_update().get(pk=duty.pk)
    by.require_for("DUTY_DISPUTE", locked.holder_id)
    if kind not in Dispute.Kind.values:
        raise DutyError("Choose why the duty is not yours.")
    if not words.strip():
        raise DutyError("Say why the duty is not yours: the public reads it.")
    if kind == Dispute.Kind.NOT_OURS and elevated_to is None:
        raise DutyError("Name the body that can act.")
    if elevated_to and elevated_to.pk == locked.holder_id:
        raise DutyError("Name another body than your own.")
    if locked.disputes.filter(settled_at__isnull=True).exists():
        raise DutyError("A dispute about this duty is open already.")
    made = Dispute.objects.create(
        duty=locked,
        by_body_id=locked.holder_id,
        kind=kind,
        elevated_to=elevated_to,
        words=published_words(words.strip())[:_LONGEST],
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    log.event(
        "duty.disputed",
        locked.reference,
        {
            "by": made.by_body.reference,
            "kind": kind,
            "elevated_to": elevated_to.reference if elevated_to else None,
            "words": made.words,
        },
    )
    return made


@operation("DISPUTE_SETTLE")
def settle_dispute(
    log: Log,
    *,
    by: Actor,
    dispute: Dispute,
    outcome: str,
    why: str,
    to: Organisation | None = None,
    on: dt.date | None = None,
) -> Dispute:
    """Settles a dispute: the duty passes to another body, no answer is required, or the duty stands.

    Nobody settles a dispute of a body of their own. Raises DutyError.
    """
    duty = Duty.objects.select_for_update().get(pk=dispute.duty_id)
    held = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if held.settled_at is not None:
        raise DutyError("This dispute is settled already.")
    if {held.by_body_id, to.pk if to else None, held.elevated_to_id} & by.belongs_to:
        raise DutyError("You belong to a body that this dispute is about: somebody else has to settle it.")
    if outcome not in (
        Dispute.Outcome.TRANSFERRED,
        Dispute.Outcome.RELEASED,
        Dispute.Outcome.NOT_UPHELD,
    ):
        raise DutyError("Choose what comes of the dispute.")
    if not why.strip():
        raise DutyError("Say why: the public reads it.")
    words = published_words(why.strip())[:_LONGEST]
    held.outcome, held.settled_why = outcome, words
    held.settled_by, held.settled_at = by.identifier, now()
    after = to or held.elevated_to
    if outcome == Dispute.Outcome.TRANSFERRED and after is None:
        raise DutyError("Name the body that the duty passes to.")
    held.save(update_fields=["outcome", "settled_why", "settled_by", "settled_at"])
    log.event("dispute.settled", duty.reference, {"outcome": str(outcome), "why": words})
    if outcome == Dispute.Outcome.TRANSFERRED and after is not None:
        pass_duty(
            log, by=by, duty=duty, to=after, on=on or today(), why=Transfer.Why.DISPUTE, note=words[:500]
        )
    return held
