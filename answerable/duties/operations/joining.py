"""Duties answered together. The lead's answer counts for the others, who stay named beside it."""

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.models import Duty, Joint, JointOffer
from answerable.duties.operations.errors import DutyError
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation

_LONGEST = 500


@operation("DUTY_JOIN", no_fact=True)
def offer_joint(log: Log, *, by: Actor, lead: Duty, duty: Duty, words: str) -> JointOffer:
    """The holder of `lead` asks that of `duty` to answer under its lead. Raises DutyError."""
    lead, duty = _lock(lead, duty)
    by.require_for("DUTY_JOIN", lead.holder_id)
    _check(lead, duty)
    if not words.strip():
        raise DutyError("Say why you would answer together.")
    if JointOffer.objects.filter(duty=duty, lead=lead, answered_at__isnull=True).exists():
        raise DutyError("You have asked them already; they have not answered yet.")
    return JointOffer.objects.create(
        duty=duty,
        lead=lead,
        words=words.strip()[:_LONGEST],
        made_by=by.identifier,
        recorded_at=now(),
    )


@operation("DUTY_JOIN")
def answer_offer(log: Log, *, by: Actor, offer: JointOffer, accept: bool, words: str = "") -> JointOffer:
    """The other body agrees to answer under the lead, or declines. Raises DutyError."""
    _, duty = _lock(offer.lead, offer.duty)
    by.require_for("DUTY_JOIN", duty.holder_id)
    held = JointOffer.objects.select_for_update().get(pk=offer.pk)
    if held.answered_at is not None:
        raise DutyError("This was answered already.")
    if accept:
        _check(held.lead, held.duty)
        _join(log, by, held.lead, held.duty, held.words)
    else:
        log.event("joint.declined", held.duty.reference, {"lead": held.lead.reference})
    held.accepted, held.reply = accept, words.strip()[:_LONGEST]
    held.answered_by, held.answered_at = by.identifier, now()
    held.save(update_fields=["accepted", "reply", "answered_by", "answered_at"])
    return held


@operation("DUTY_ASSIGN")
def join_duties(log: Log, *, by: Actor, lead: Duty, duty: Duty, reason: str) -> Joint:
    """The overseer has two bodies answer together. Raises DutyError."""
    _lock(lead, duty)
    _check(lead, duty)
    if not reason.strip():
        raise DutyError("Say why the two answer together.")
    return _join(log, by, lead, duty, reason)


@operation("DUTY_JOIN")
def leave_joint(log: Log, *, by: Actor, joint: Joint, reason: str) -> Joint:
    """Either body ends answering together: from then on each answers for itself. Raises DutyError."""
    lead, duty = _lock(joint.lead, joint.duty)
    if not by.may_for("DUTY_JOIN", lead.holder_id):
        by.require_for("DUTY_JOIN", duty.holder_id)
    return _end(log, by, joint, reason)


@operation("DUTY_ASSIGN")
def end_joint(log: Log, *, by: Actor, joint: Joint, reason: str) -> Joint:
    """The overseer ends it. Raises DutyError."""
    _lock(joint.lead, joint.duty)
    return _end(log, by, joint, reason)


def _lock(lead: Duty, duty: Duty) -> tuple[Duty, Duty]:
    """Both as they stand, always locked in the same order, so that no two wait for each other."""
    rows = Duty.objects.select_for_update().filter(pk__in=[lead.pk, duty.pk]).order_by("pk")
    held = {row.pk: row for row in rows}
    return held[lead.pk], held[duty.pk]


def _check(lead: Duty, duty: Duty) -> None:
    if lead.pk == duty.pk:
        raise DutyError("A duty cannot be its own lead.")
    if lead.entry_id != duty.entry_id:
        raise DutyError("Only duties on the same entry are answered together.")
    if Joint.objects.filter(duty=duty, superseded_at__isnull=True).exists():
        raise DutyError("This duty has a lead already.")
    if Joint.objects.filter(duty=lead, superseded_at__isnull=True).exists():
        raise DutyError("That duty has a lead itself: ask the lead.")
    if Joint.objects.filter(lead=duty, superseded_at__isnull=True).exists():
        raise DutyError("This duty leads others: end that first.")


def _join(log: Log, by: Actor, lead: Duty, duty: Duty, reason: str) -> Joint:
    made = Joint.objects.create(
        duty=duty,
        lead=lead,
        reason=published_words(reason.strip())[:_LONGEST],
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    log.event("duty.joined", duty.reference, {"lead": lead.reference, "reason": made.reason})
    return made


def _end(log: Log, by: Actor, joint: Joint, reason: str) -> Joint:
    held = Joint.objects.select_for_update().get(pk=joint.pk)
    if held.superseded_at is not None:
        raise DutyError("They answer apart already.")
    if not reason.strip():
        raise DutyError("Say why they no longer answer together.")
    held.superseded_at, held.ended_by = now(), by.identifier
    held.save(update_fields=["superseded_at", "ended_by"])
    words = published_words(reason.strip())[:_LONGEST]
    log.event("duty.parted", held.duty.reference, {"lead": held.lead.reference, "reason": words})
    return held
