"""Duties and their dates, as reports bring them, and the replies that sources list."""

import datetime as dt
from collections.abc import Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.core.references import make_reference
from answerable.duties.clock import Due, DutyRule, clock
from answerable.duties.models import DueDate, Duty, PublishedReply
from answerable.duties.rules import ASKING
from answerable.ledger.operation import Log, operation
from answerable.register.models import Addressing, Entry, Report, Resolution
from answerable.sources.models import Document

MAX_ATTEMPTS = 20


def _duty_references(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """One reference for each (entry reference, organisation reference), free in the register."""
    made = [make_reference("D", f"{entry}\n{body}") for entry, body in pairs]
    for attempt in range(1, MAX_ATTEMPTS):
        taken = set(Duty.objects.filter(reference__in=made).values_list("reference", flat=True))
        if not taken and len(set(made)) == len(made):
            return made
        seen: set[str] = set()
        for at, (entry, body) in enumerate(pairs):
            if made[at] in taken or made[at] in seen:
                made[at] = make_reference("D", f"{entry}\n{body}", attempt)
            seen.add(made[at])
    raise RuntimeError("no free reference for a duty: this should not happen below a billion duties")


def hold_report(report: Report) -> Report:
    """The report as it stands: what is decided by what it lacks is decided by one after the other."""
    return Report.objects.select_for_update(no_key=True).get(pk=report.pk)


@operation("DUTY_RECORD")
def record_duties(log: Log, *, by: Actor, report: Report, rule: DutyRule) -> int:
    """Gives every body that the report, or one of its entries, is addressed to its duty and clock.

    Returns how many duties the report has now. Doubtful and unresolved addressees get none until a person
    decides.
    """
    hold_report(report)
    entries = list(
        Entry.objects.filter(
            report=report, parent__isnull=True, withdrawn_at__isnull=True, kind__in=ASKING
        ).order_by("order")
    )
    resolutions = Resolution.objects.filter(
        addressing__report=report,
        addressing__role=Addressing.Role.ADDRESSEE,
        superseded_at__isnull=True,
        organisation__isnull=False,
        status__in=(Resolution.Status.SURE, Resolution.Status.UNLISTED),
    ).select_related("addressing", "organisation")
    whole: dict[int, str] = {}
    own: dict[int, dict[int, str]] = {}
    for resolution in resolutions:
        body = resolution.organisation
        assert body is not None
        addressing = resolution.addressing
        bodies = whole if addressing.entry_id is None else own.setdefault(addressing.entry_id, {})
        bodies[body.pk] = body.reference
    held = set(Duty.objects.filter(entry__report=report).values_list("entry_id", "organisation_id"))
    wanted = [
        (entry, pk, reference)
        for entry in entries
        for pk, reference in {**whole, **own.get(entry.pk, {})}.items()
        if (entry.pk, pk) not in held
    ]
    days = clock(rule, report.issued_on, report.response_due_stated)
    redated = _redate(log, report, days) if held else 0
    if not wanted:
        if not redated:
            log.unchanged()
        return len(held)
    at = now()
    references = _duty_references([(entry.reference, body) for entry, _, body in wanted])
    duties = Duty.objects.bulk_create(
        [
            Duty(
                reference=reference,
                entry=entry,
                organisation_id=pk,
                holder_id=pk,
                kind=rule.kind,
                basis=rule.basis[:300],
                recorded_at=at,
            )
            for reference, (entry, pk, _) in zip(references, wanted, strict=True)
        ]
    )
    DueDate.objects.bulk_create(
        [
            DueDate(duty=duty, due_on=day.on, basis=day.basis, reason=day.why[:300], recorded_at=at)
            for duty in duties
            for day in days
        ]
    )
    log.event(
        "duties.recorded",
        report.reference,
        {
            "duties": [
                {"duty": reference, "entry": entry.reference, "organisation": body}
                for reference, (entry, _, body) in zip(references, wanted, strict=True)
            ],
            "kind": rule.kind,
            "due": _spelt(days),
        },
    )
    return len(held) + len(duties)


def _spelt(days: Sequence[Due]) -> list[dict[str, str]]:
    return [{"on": day.on.isoformat(), "basis": day.basis} for day in days]


def _redate(log: Log, report: Report, days: Sequence[Due]) -> int:
    """Gives duties held already the dates that a later sight of the report brought: how many were given.

    A closer source may state a date that the first one lacked, or date the report otherwise. What stood
    before is superseded, not replaced.
    """
    at = now()
    fresh: list[DueDate] = []
    for day in days:
        stale = (
            Duty.objects.filter(entry__report=report, entry__withdrawn_at__isnull=True)
            .exclude(
                pk__in=DueDate.objects.filter(
                    duty__entry__report=report, basis=day.basis, due_on=day.on, superseded_at__isnull=True
                ).values("duty")
            )
            .order_by("pk")
        )
        for duty in stale:
            fresh.append(
                DueDate(duty=duty, due_on=day.on, basis=day.basis, reason=day.why[:300], recorded_at=at)
            )
        DueDate.objects.filter(
            duty__in=[date.duty_id for date in fresh if date.basis == day.basis],
            basis=day.basis,
            superseded_at__isnull=True,
        ).update(superseded_at=at)
    DueDate.objects.bulk_create(fresh)
    if fresh:
        log.event(
            "duties.redated",
            report.reference,
            {"duties": sorted({date.duty.reference for date in fresh}), "due": _spelt(days)},
        )
    return len(fresh)


@operation("RESPONSE_RECORD")
def record_published_replies(
    log: Log, *, by: Actor, report: Report, urls: Sequence[str], document: Document, checked_on: dt.date
) -> int:
    """Notes the replies that a source lists for a report, and the day its list was true: how many are new."""
    checked_before = hold_report(report).replies_checked_on
    held = set(report.published_replies.values_list("url", flat=True))
    fresh = [url for url in dict.fromkeys(urls) if url and url not in held]
    checked = max(checked_on, checked_before or checked_on)
    if not fresh and checked_before == checked:
        log.unchanged()
        return 0
    at = now()
    PublishedReply.objects.bulk_create(
        [PublishedReply(report=report, url=url[:1000], document=document, recorded_at=at) for url in fresh]
    )
    report.replies_checked_on = checked
    report.save(update_fields=["replies_checked_on"])
    log.event(
        "replies.checked", report.reference, {"new": len(fresh), "held": len(held), "on": checked.isoformat()}
    )
    return len(fresh)
