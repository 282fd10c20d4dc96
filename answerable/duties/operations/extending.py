"""More time to answer, given by who published the report."""

import datetime as dt
from collections.abc import Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.duties.clock import LATEST_YEARS_AHEAD
from answerable.duties.models import DueDate, Duty
from answerable.duties.operations.errors import DutyError
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation


@operation("DUTY_EXTEND")
def extend_duty(log: Log, *, by: Actor, duty: Duty, due_on: dt.date, reason: str) -> DueDate:
    """Gives a body longer to answer, before the time has run out or after. Earlier dates stay.

    Only who published the report may: regulation 29(5) of the Coroners (Investigations) Regulations 2013
    gives it to the coroner. Raises DutyError without a reason, or without a date later than all held.
    """
    return _extend(log, by, duty, due_on, reason)


@operation("DUTY_EXTEND")
def extend_duties(log: Log, *, by: Actor, duties: Sequence[Duty], due_on: dt.date, reason: str) -> int:
    """The same for several duties: all of them, or none. How many it was given. Raises DutyError."""
    if not duties:
        raise DutyError("Choose who is given more time.")
    for duty in sorted(duties, key=lambda one: one.pk):
        _extend(log, by, duty, due_on, reason)
    return len(duties)


def _extend(log: Log, by: Actor, duty: Duty, due_on: dt.date, reason: str) -> DueDate:
    publisher = duty.entry.report.publisher
    by.require_publisher("DUTY_EXTEND", publisher.code)
    Duty.objects.select_for_update().get(pk=duty.pk)
    if not reason.strip():
        raise DutyError("Say who extended the time and why.")
    latest = duty.due_dates.order_by("-due_on").first()
    if latest and due_on <= latest.due_on:
        raise DutyError(f"An extension must be later than {latest.due_on:%-d %B %Y}, the date held now.")
    issued = duty.entry.report.issued_on
    if issued and due_on <= issued:
        raise DutyError(f"The report is of {issued:%-d %B %Y}: nobody can answer it by then.")
    if due_on.year > today().year + LATEST_YEARS_AHEAD:
        raise DutyError(f"{due_on:%-d %B %Y} is far ahead: check the year.")
    DueDate.objects.filter(duty=duty, basis=DueDate.Basis.EXTENSION, superseded_at__isnull=True).update(
        superseded_at=now()
    )
    extension = DueDate.objects.create(
        duty=duty,
        due_on=due_on,
        basis=DueDate.Basis.EXTENSION,
        reason=published_words(f"{publisher.name}: {reason.strip()}", keep=[publisher.name])[:300],
        recorded_at=now(),
    )
    log.event("duty.extended", duty.reference, {"due_on": due_on.isoformat(), "reason": extension.reason})
    return extension
