"""Reads of the register room. Pure and dated: `on` asks what was held at the end of that day."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear

from answerable.core.calendar import end_of_day
from answerable.register.models import (
    Addressing,
    Entry,
    EntryVersion,
    Manuscript,
    Report,
    Resolution,
    Sighting,
    Withdrawal,
)


def standing() -> QuerySet[Entry]:
    """Entries that have not been withdrawn."""
    return Entry.objects.filter(withdrawn_at__isnull=True)


def in_register(on: dt.date | None = None) -> QuerySet[Report]:
    """Reports that have not been withdrawn, or had not been by the end of that day."""
    kept = Q(withdrawn_at__isnull=True)
    return Report.objects.filter(kept if on is None else kept | Q(withdrawn_at__gte=end_of_day(on)))


def withdrawal_of(report: Report, on: dt.date | None = None) -> Withdrawal | None:
    """What took the report out of the register, now or as at the end of a day."""
    rows = report.withdrawals.select_related("replaced_by")
    if on is None:
        return rows.filter(restored_at__isnull=True).first() if report.withdrawn_at else None
    limit = end_of_day(on)
    stood = Q(restored_at__isnull=True) | Q(restored_at__gte=limit)
    return rows.filter(stood, withdrawn_at__lt=limit).first()


# What only editors may see, much of it long: public lists neither need it nor should carry it about.
_FOR_EDITORS = (
    *("original", "context_original", "masks", "doubts", "salt"),
    *("entry__report__sections", "entry__report__deceased", "entry__report__author"),
    "entry__report__title_as_published",
)


def current_versions() -> QuerySet[EntryVersion]:
    """The words held now, with what a public list of them needs, in one query."""
    return every_version().filter(superseded_at__isnull=True, entry__withdrawn_at__isnull=True)


def every_version() -> QuerySet[EntryVersion]:
    """As `current_versions`, with former words and those of withdrawn entries."""
    return EntryVersion.objects.select_related("entry__report__publisher", "entry__parent").defer(
        *_FOR_EDITORS
    )


def listed_versions() -> QuerySet[EntryVersion]:
    """As `current_versions`, with no more of each than a list shows."""
    report = (
        *("reference", "title", "instrument", "publisher_reference", "issued_on", "area", "scope"),
        *("fictional", "recorded_at", "replies_checked_on", "response_due_stated"),
        *("publisher__code", "publisher__name", "publisher__kind", "publisher__source"),
    )
    return current_versions().only(
        *("text", "version", "recorded_at", "entry__reference", "entry__kind", "entry__number"),
        "entry__parent__reference",
        *(f"entry__report__{name}" for name in report),
    )


def version_on(entry: Entry, on: dt.date) -> tuple[EntryVersion, bool]:
    """The words held on a date, and whether they were held then.

    For a date before the register first held the entry, the earliest words are given with False, so that a
    page can show what had been published by then and say plainly that the register did not hold it yet.
    """
    limit = end_of_day(on)
    held = entry.versions.filter(recorded_at__lt=limit).order_by("-version").first()
    if held:
        return held, True
    first = entry.versions.order_by("version").first()
    if first is None:
        raise EntryVersion.DoesNotExist(f"{entry.reference} has no words")
    return first, False


def versions_on(report: Report, on: dt.date) -> list[EntryVersion]:
    """The words of a report's entries as held on a date, in reading order.

    For a date before the register held any of them, the earliest words, as `version_on` does.
    """
    limit = end_of_day(on)
    rows = (
        EntryVersion.objects.filter(entry__report=report, entry__withdrawn_at__isnull=True)
        .select_related("entry__report__publisher", "entry__parent")
        .defer(*_FOR_EDITORS)
        .order_by("entry__order", "version")
    )
    first: dict[int, EntryVersion] = {}
    held: dict[int, EntryVersion] = {}
    for version in rows:
        first.setdefault(version.entry_id, version)
        if version.recorded_at < limit:
            held[version.entry_id] = version
    return list((held or first).values())


def resolutions_of(report_ids: Iterable[int], *, on: dt.date | None = None) -> QuerySet[Resolution]:
    """The standing resolutions of these reports' addressees, in the order written."""
    rows = Resolution.objects.filter(addressing__report_id__in=list(report_ids))
    if on is None:
        rows = rows.filter(superseded_at__isnull=True)
    else:
        limit = end_of_day(on)
        rows = rows.filter(recorded_at__lt=limit).filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gte=limit)
        )
    return rows.select_related("addressing", "organisation").order_by(
        "addressing__report_id", "addressing__order"
    )


def bodies_asked(versions: Collection[EntryVersion]) -> QuerySet[Resolution]:
    """The bodies that these entries ask to act, with no more of each than a list shows of it."""
    entries = {pk for version in versions for pk in (version.entry_id, version.entry.parent_id) if pk}
    return (
        resolutions_of({version.entry.report_id for version in versions})
        .filter(Q(addressing__entry__isnull=True) | Q(addressing__entry__in=entries))
        .filter(addressing__role=Addressing.Role.ADDRESSEE, organisation__isnull=False)
        .only(
            *("status", "reason", "method", "addressing__entry_id", "addressing__report_id"),
            *("addressing__as_published", "addressing__role", "addressing__order"),
            *("organisation__reference", "organisation__name", "organisation__kind", "organisation__key"),
        )
    )


def review_queue() -> QuerySet[Resolution]:
    """Addressees that wait for a person, those of mental-health inpatient reports first."""
    return (
        Resolution.objects.filter(
            superseded_at__isnull=True,
            status=Resolution.Status.DOUBTFUL,
            addressing__report__withdrawn_at__isnull=True,
        )
        .select_related("addressing__report")
        .order_by(F("addressing__report__scope").desc(), "-addressing__report__issued_on", "pk")
    )


def reports_by_year(reports: QuerySet[Report]) -> list[tuple[int | None, int]]:
    """[(year, reports)], oldest first; the year is None for reports whose date could not be read."""
    rows = (
        reports.annotate(year=ExtractYear("issued_on"))
        .values("year")
        .annotate(count=Count("pk"))
        .order_by("year")
        .values_list("year", "count")
    )
    return sorted(((year, count) for year, count in rows), key=lambda row: (row[0] is None, row[0] or 0))


def coverage() -> list[tuple[str, int | None, int]]:
    """[(source, year, reports seen there)]: what each source gave, by year of the report."""
    rows = (
        Sighting.objects.filter(report__withdrawn_at__isnull=True)
        .annotate(year=ExtractYear("report__issued_on"))
        .values("source", "year")
        .annotate(count=Count("report", distinct=True))
        .values_list("source", "year", "count")
    )
    return sorted(((s, y, c) for s, y, c in rows), key=lambda row: (row[0], row[1] is None, row[1] or 0))


def addressee_states() -> dict[str, int]:
    """{status: addressees}, over all those who are asked to act."""
    rows = (
        Resolution.objects.filter(
            superseded_at__isnull=True,
            addressing__role=Addressing.Role.ADDRESSEE,
            addressing__report__withdrawn_at__isnull=True,
        )
        .values("status")
        .annotate(count=Count("pk"))
        .values_list("status", "count")
    )
    return dict(rows)


def manuscripts_of(publishers: Collection[str] | None) -> QuerySet[Manuscript]:
    """Reports begun and neither published nor thrown away, of these publishers (of all, where None)."""
    rows = Manuscript.objects.filter(published_at__isnull=True, discarded_at__isnull=True)
    if publishers is not None:
        rows = rows.filter(publisher__code__in=publishers)
    return rows.select_related("publisher", "corrects")
