"""A whole report leaves the register, with all that is left of it; and comes back, where that was a mistake.

By an editor, for any report; or by its own publisher. What had left before keeps its own reason.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.ledger.operation import Log, operation
from answerable.register.models import Edition, Entry, Report, Withdrawal
from answerable.register.operations.errors import PublishingError
from answerable.register.operations.manuscripts import PUBLISH
from answerable.register.operations.reasons import public_reason

REPORT_WITHDRAW = "REPORT_WITHDRAW"
_ADDRESS = URLValidator(schemes=["https", "http"])


@operation(REPORT_WITHDRAW)
def withdraw_report(
    log: Log,
    *,
    by: Actor,
    report: Report,
    ground: str,
    why: str,
    on: dt.date | None = None,
    notice: str = "",
    replaced_by: Report | None = None,
) -> Withdrawal:
    """An editor takes a report out of the register with all its entries, in one go.

    `on`: from which day, today where None. Raises PublishingError: withdrawn already, no reason or a longer
    one than is kept, no such ground, a day to come or before the report, an address that is none, a duplicate
    of which the other is not named, a report in its place that is itself or was withdrawn too.
    """
    return _withdraw(log, report, ground, why, on=on, notice=notice, replaced_by=replaced_by, by_author=False)


@operation(PUBLISH)
def withdraw_own_report(
    log: Log,
    *,
    by: Actor,
    report: Report,
    ground: str,
    why: str,
    on: dt.date | None = None,
    notice: str = "",
    replaced_by: Report | None = None,
) -> Withdrawal:
    """Its publisher takes a report back. Raises PublishingError as `withdraw_report` does."""
    _own(by, report)
    if ground == Withdrawal.Ground.SCOPE:
        raise PublishingError("Whether this register is for a report is for its editors to say.")
    return _withdraw(log, report, ground, why, on=on, notice=notice, replaced_by=replaced_by, by_author=True)


@operation(REPORT_WITHDRAW)
def restore_report(log: Log, *, by: Actor, report: Report, why: str) -> Withdrawal:
    """An editor takes a withdrawal back: what left with the report is there again, under its old references.

    Raises PublishingError: no reason, not withdrawn, or by its publisher, who alone takes that back.
    """
    return _restore(log, report, why, by_author=False)


@operation(PUBLISH)
def restore_own_report(log: Log, *, by: Actor, report: Report, why: str) -> Withdrawal:
    """Its publisher takes its own withdrawal back. Raises PublishingError, also for one by an editor."""
    _own(by, report)
    return _restore(log, report, why, by_author=True)


def _own(by: Actor, report: Report) -> None:
    code = Report.objects.values_list("publisher__code", flat=True).get(pk=report.pk)
    by.require_publisher(PUBLISH, code)


def _withdraw(
    log: Log,
    report: Report,
    ground: str,
    why: str,
    *,
    on: dt.date | None,
    notice: str,
    replaced_by: Report | None,
    by_author: bool,
) -> Withdrawal:
    held, other = _held(report, replaced_by)
    if held.withdrawn_at:
        raise PublishingError("This report was withdrawn already.")
    day = on or today()
    address = notice.strip()
    _check(held, ground, day, address, other)
    reason = public_reason(held, why, "Say why: the public reads it in place of the report.")
    at = now()
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    made = Withdrawal.objects.create(
        report=held,
        ground=ground,
        why=reason,
        withdrawn_on=day,
        notice=address,
        replaced_by=other,
        by_author=by_author,
        withdrawn_by=log.actor.identifier,
        withdrawn_at=at,
    )
    entries = _left(held, None)
    log.event(
        "report.withdrawn",
        held.reference,
        {
            "ground": ground,
            "why": reason,
            "on": day.isoformat(),
            "notice": bool(address),
            "replaced_by": other.reference if other else None,
            "by_author": by_author,
            "entries": len(entries),
        },
    )
    told = {"why": reason, "report": held.reference, **({"by_author": True} if by_author else {})}
    Entry.objects.filter(pk__in=[pk for pk, _ in entries]).update(withdrawn_at=at, withdrawn_why=reason)
    for _, reference in entries:
        log.event("entry.withdrawn", reference, dict(told))
    for edition in _editions(held, None):
        Edition.objects.filter(pk=edition.pk).update(withdrawn_at=at, withdrawn_why=reason)
        log.event("edition.withdrawn", _about(edition), {"edition": edition.reference, "why": reason})
    return made


def _restore(log: Log, report: Report, why: str, *, by_author: bool) -> Withdrawal:
    held, _ = _held(report, None)
    row = Withdrawal.objects.filter(report=held, restored_at__isnull=True).first()
    if row is None:
        raise PublishingError("This report is not withdrawn.")
    if row.by_author and not by_author:
        raise PublishingError("Its publisher withdrew it: only its publisher takes that back.")
    if by_author and not row.by_author:
        raise PublishingError("An editor of the register withdrew it: write to the register.")
    reason = public_reason(held, why, "Say why: the public reads it.")
    row.restored_at, row.restored_why, row.restored_by = now(), reason, log.actor.identifier
    row.save(update_fields=["restored_at", "restored_why", "restored_by"])
    held.withdrawn_at = None
    held.save(update_fields=["withdrawn_at"])
    entries = _left(held, row.withdrawn_at)
    log.event(
        "report.restored", held.reference, {"why": reason, "by_author": by_author, "entries": len(entries)}
    )
    Entry.objects.filter(pk__in=[pk for pk, _ in entries]).update(withdrawn_at=None, withdrawn_why="")
    for _, reference in entries:
        log.event("entry.restored", reference, {"why": reason, "report": held.reference})
    for edition in _editions(held, row.withdrawn_at):
        Edition.objects.filter(pk=edition.pk).update(withdrawn_at=None, withdrawn_why="")
        log.event("edition.restored", _about(edition), {"edition": edition.reference, "form": edition.form})
    return row


def _held(report: Report, other: Report | None) -> tuple[Report, Report | None]:
    """Both, locked in one order, so that two who name each other wait instead of stopping each other."""
    keys = {report.pk, *([other.pk] if other else [])}
    rows = Report.objects.select_for_update(of=("self",)).select_related("publisher").order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return found[report.pk], found[other.pk] if other else None


def _left(report: Report, at: dt.datetime | None) -> list[tuple[int, str]]:
    """Its entries that stand (None), or that left at this moment: locked."""
    rows = Entry.objects.select_for_update().filter(report=report, withdrawn_at=at).order_by("pk")
    return list(rows.values_list("pk", "reference"))


def _editions(report: Report, at: dt.datetime | None) -> list[Edition]:
    rows = Edition.objects.select_for_update(of=("self",)).select_related("report", "entry")
    return list(rows.filter(report=report, withdrawn_at=at).order_by("pk"))


def _about(edition: Edition) -> str:
    return edition.entry.reference if edition.entry else edition.report.reference


def _check(report: Report, ground: str, day: dt.date, notice: str, other: Report | None) -> None:
    if ground not in Withdrawal.Ground.values:
        raise PublishingError("Choose what the withdrawal rests on.")
    if day > today():
        raise PublishingError("The day of the withdrawal lies in the future: do it on that day or after.")
    if report.issued_on and day < report.issued_on:
        raise PublishingError("The day of the withdrawal lies before the report: check the year.")
    if notice:
        try:
            _ADDRESS(notice)
        except ValidationError:
            raise PublishingError("The address of the notice is no address of a page.") from None
        if len(notice) > 1000:
            raise PublishingError("The address of the notice is too long.")
    if other is None:
        if ground == Withdrawal.Ground.DUPLICATE:
            raise PublishingError("Say which report it is the same as.")
        return
    if other.pk == report.pk:
        raise PublishingError("A report is not replaced by itself.")
    if other.withdrawn_at:
        raise PublishingError(f"{other.reference} was withdrawn too: it stands in the place of nothing.")
    if other.fictional != report.fictional:
        raise PublishingError("A made-up report and a real one do not stand in each other’s place.")
