"""What people decide: whom an addressing means, and that an entry is withdrawn."""

import datetime as dt

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.register.models import (
    Addressing,
    Entry,
    Report,
    Resolution,
)
from answerable.register.operations.reasons import public_reason


@operation("ADDRESSEE_DECIDE")
def decide_addressee(
    log: Log, *, by: Actor, addressing: Addressing, organisation: Organisation | None, reason: str
) -> Resolution:
    """A person settles what an addressing means. The machine's answer stays, dated."""
    if not reason.strip():
        raise ValueError("Say why: a decision on an addressee needs a reason.")
    Addressing.objects.select_for_update().get(pk=addressing.pk)  # two decisions come one after the other
    at: dt.datetime = now()
    Resolution.objects.filter(addressing=addressing, superseded_at__isnull=True).update(superseded_at=at)
    resolution = Resolution.objects.create(
        addressing=addressing,
        organisation=organisation,
        status=Resolution.Status.SURE if organisation else Resolution.Status.UNRESOLVED,
        method="person",
        reason=reason.strip()[:500],
        decided_by=by.identifier,
        recorded_at=at,
    )
    log.event(
        "addressee.decided",
        addressing.report.reference,
        {
            "order": addressing.order,
            "organisation": organisation.reference if organisation else None,
            "reason": reason.strip(),
        },
    )
    return resolution


@operation("ENTRY_WITHDRAW")
def withdraw_entry(log: Log, *, by: Actor, entry: Entry, why: str) -> Entry:
    """Takes an entry out of the register, with its parts. References stay, with the reason, for ever.

    Raises PublishingError for no reason, one that is too long, and one that names a person.
    """
    rows = Report.objects.select_for_update(of=("self",)).select_related("publisher")
    report = rows.get(pk=entry.report_id)
    reason = public_reason(report, why, "Say why: the public reads it in place of the entry.")
    entry.refresh_from_db(fields=["withdrawn_at", "withdrawn_why"])
    if entry.withdrawn_at:
        log.unchanged()
        return entry
    at = now()
    parts = Entry.objects.select_for_update().filter(parent_id=entry.pk, withdrawn_at__isnull=True)
    for row in (entry, *parts.order_by("pk")):
        row.withdrawn_at, row.withdrawn_why = at, reason
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        log.event("entry.withdrawn", row.reference, {"why": reason})
    return entry
