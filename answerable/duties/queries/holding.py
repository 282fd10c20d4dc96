"""Which body holds a duty, now or on a day: the one that was asked, until a transfer passed it on."""

import datetime as dt

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from answerable.core.calendar import end_of_day
from answerable.duties.models import Duty, Transfer


def duties_held(organisation_id: int, *, on: dt.date | None = None) -> QuerySet[Duty]:
    """The duties that one body holds now, or held on a day as far as the register knew then.

    For a day before the register held any of them, those of reports published by then, as `reports_asking`
    does.
    """
    if on is None:
        return Duty.objects.filter(holder_id=organisation_id, entry__withdrawn_at__isnull=True)
    limit = end_of_day(on)
    last = Transfer.objects.filter(duty=OuterRef("pk"), on__lte=on, recorded_at__lt=limit)
    rows = Duty.objects.alias(
        held_by=Coalesce(
            Subquery(last.order_by("-on", "-pk").values("after")[:1]),
            F("organisation_id"),
            output_field=BigIntegerField(),
        )
    ).filter(Q(entry__withdrawn_at__isnull=True) | Q(entry__withdrawn_at__gte=limit), held_by=organisation_id)
    known = rows.filter(recorded_at__lt=limit)
    return known if known.exists() else rows.filter(entry__report__issued_on__lte=on)


# Long, and for editors alone: no list of duties needs them.
_LONG = tuple(f"entry__report__{name}" for name in ("sections", "deceased", "author", "title_as_published"))


def with_entry(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """With what a list of duties shows, in a fixed number of queries: newest report first."""
    return (
        duties.select_related("entry__report__publisher", "organisation", "holder")
        .defer(*_LONG)
        .prefetch_related("due_dates")
        .order_by(F("entry__report__issued_on").desc(nulls_last=True), "entry__report_id", "entry__order")
    )


def duty_by_reference(reference: str) -> Duty | None:
    """With its entry, report and bodies; None where there is none or its entry was withdrawn."""
    return (
        Duty.objects.filter(reference=reference, entry__withdrawn_at__isnull=True)
        .select_related("entry__report__publisher", "organisation", "holder")
        .first()
    )


def transfers_of(duty: Duty, *, on: dt.date | None = None) -> list[Transfer]:
    """How the duty was passed on, the first step first."""
    rows = duty.transfers.select_related("before", "after").order_by("on", "pk")
    if on is not None:
        rows = rows.filter(on__lte=on, recorded_at__lt=end_of_day(on))
    return list(rows)
