"""Reads of the sectors that reports are in. Pure and dated."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from answerable.core.calendar import end_of_day
from answerable.register.models import Report, SectorFinding


def findings(on: dt.date | None = None) -> QuerySet[SectorFinding]:
    """Those that stand, or stood at the end of a day."""
    if on is None:
        return SectorFinding.objects.filter(superseded_at__isnull=True)
    limit = end_of_day(on)
    stood = Q(superseded_at__isnull=True) | Q(superseded_at__gt=limit)
    return SectorFinding.objects.filter(stood, recorded_at__lte=limit)


def kept(on: dt.date | None) -> Q:
    """Of a finding: that its report is in the register, or was at the end of that day."""
    there = Q(report__withdrawn_at__isnull=True)
    return there if on is None else there | Q(report__withdrawn_at__gte=end_of_day(on))


def reports_in(sector: str, on: dt.date | None = None) -> QuerySet[SectorFinding]:
    """Primary keys of its reports in the register, as a subquery takes them."""
    return findings(on).filter(kept(on), sector=sector).values("report")  # type: ignore[return-value]


def sectors_of(reports: Iterable[int], on: dt.date | None = None) -> dict[int, list[SectorFinding]]:
    """{report: its findings, in the order in which they were made}. One query."""
    found: dict[int, list[SectorFinding]] = {pk: [] for pk in reports}
    for row in findings(on).filter(report__in=list(found)):
        found[row.report_id].append(row)
    return found


def counts(on: dt.date | None = None) -> dict[str, tuple[int, int]]:
    """{sector: (reports in it, reports likely in it)}."""
    rows = findings(on).filter(kept(on)).order_by().values("sector", "standing").annotate(n=Count("pk"))
    found: dict[str, list[int]] = {}
    for row in rows:
        place = 0 if row["standing"] == SectorFinding.Standing.YES else 1
        found.setdefault(row["sector"], [0, 0])[place] += row["n"]
    return {code: (sure, likely) for code, (sure, likely) in found.items()}


def not_sorted() -> QuerySet[Report]:
    """Reports that no rule was asked about yet."""
    return Report.objects.exclude(pk__in=SectorFinding.objects.values("report"))
