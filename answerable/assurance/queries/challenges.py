"""Challenges, which are shown only once somebody has looked at them, and the log of corrections."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from answerable.assurance.models import Challenge, Correction
from answerable.core.calendar import end_of_day
from answerable.lineage.queries.dated import recorded


def challenge_by_reference(reference: str) -> Challenge | None:
    return _with_all().filter(reference=reference).first()


def challenges_on_record(on: dt.date | None = None) -> QuerySet[Challenge]:
    """Those that were answered, newest first: with their words only where `shown`."""
    rows = _with_all().filter(answered_at__isnull=False, entry__withdrawn_at__isnull=True)
    if on is not None:
        rows = rows.filter(answered_at__lt=end_of_day(on))
    return rows.order_by(F("answered_at").desc(), "-pk")


def challenges_of(entry_ids: Iterable[int], on: dt.date | None = None) -> dict[int, list[Challenge]]:
    """{entry id: its challenges}, oldest first, in one query. Whether to show the words is for the caller."""
    rows = _with_all().filter(recorded(on), entry__in=list(entry_ids)).order_by("pk")
    found: dict[int, list[Challenge]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append(row)
    return found


def challenges_waiting() -> QuerySet[Challenge]:
    """Those without an answer, oldest first."""
    return _with_all().filter(answered_at__isnull=True).order_by("pk")


def challenges_of_duty(duty_id: int) -> QuerySet[Challenge]:
    return _with_all().filter(duty=duty_id).order_by("pk")


def corrections(on: dt.date | None = None, *, subject: str = "") -> QuerySet[Correction]:
    """The public log, newest first; of one reference only where `subject` names it."""
    rows = Correction.objects.filter(recorded(on)).select_related("challenge")
    return (rows.filter(Q(subject=subject)) if subject else rows).order_by("-recorded_at", "-pk")


def _with_all() -> QuerySet[Challenge]:
    return Challenge.objects.select_related(
        "entry__report__publisher", "duty__holder", "duty__organisation", "from_body"
    ).prefetch_related("corrections")
