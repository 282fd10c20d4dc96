"""Holding the escalation of a duty, letting it go on, and where bodies can be written to."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.models import Duty
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.oversight.models import Contact, Stop
from answerable.oversight.operations.errors import EscalationError


@operation("ESCALATION_STOP")
def stop_escalation(log: Log, *, by: Actor, duty: Duty, reason: str) -> Stop:
    """Holds a duty where it is. Raises EscalationError: no reason, held already."""
    why = _reason(reason, "hold it")
    Duty.objects.select_for_update().get(pk=duty.pk)  # a step of the daily job comes before it or not at all
    try:
        with transaction.atomic():
            stop = Stop.objects.create(duty=duty, reason=why, stopped_by=by.identifier, recorded_at=now())
    except IntegrityError as error:
        raise EscalationError("Escalation of this duty is held already.") from error
    log.event("escalation.held", duty.reference, {"reason": why})
    return stop


@operation("ESCALATION_STOP")
def resume_escalation(log: Log, *, by: Actor, duty: Duty, reason: str) -> Stop:
    """Lets a duty go on. Rungs whose day went by come in order, a gap apart. Raises EscalationError."""
    why = _reason(reason, "let it go on")
    Duty.objects.select_for_update().get(pk=duty.pk)
    stop = Stop.objects.select_for_update().filter(duty=duty, ended_at__isnull=True).first()
    if stop is None:
        raise EscalationError("Escalation of this duty is not held.")
    stop.ended_by, stop.end_reason, stop.ended_at = by.identifier, why, now()
    stop.save(update_fields=["ended_by", "end_reason", "ended_at"])
    log.event("escalation.resumed", duty.reference, {"reason": why})
    return stop


@operation("CONTACT_RECORD")
def record_contact(log: Log, *, by: Actor, organisation: Organisation, desk: str, email: str) -> Contact:
    """Where a body's office or board is written to, in the place of what was recorded. EscalationError."""
    if desk not in Contact.Desk.values:
        raise EscalationError("Say whether it is the address of the office or of the board.")
    given = email.strip()
    try:
        validate_email(given)
    except ValidationError as error:
        raise EscalationError("That is no e-mail address. It looks like name@example.org.") from error
    held = (
        Contact.objects.select_for_update()
        .filter(organisation=organisation, desk=desk, ended_at__isnull=True)
        .first()
    )
    if held and held.email == given:
        log.unchanged()
        return held
    at = now()
    if held:
        Contact.objects.filter(pk=held.pk).update(ended_by=by.identifier, ended_at=at)
    contact = Contact.objects.create(
        organisation=organisation, desk=desk, email=given, recorded_by=by.identifier, recorded_at=at
    )
    log.event("contact.recorded", organisation.reference, {"desk": desk})
    return contact


def _reason(typed: str, what: str) -> str:
    why = published_words(" ".join(typed.split()))[:500]
    if not why:
        raise EscalationError(f"Say why: to {what} needs a reason, and the public reads it.")
    return why
