"""Reads of entries in plain words, and of reports and entries in other forms. Pure and dated."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from answerable.core.calendar import end_of_day
from answerable.register.models import Edition, Entry, EntryVersion, Summary


def summaries_of(versions: Iterable[EntryVersion], on: dt.date | None = None) -> dict[int, Summary]:
    """{entry: what says these words plainly}, and nothing made of other words of the entry. One query."""
    wanted = {version.entry_id: version.version for version in versions}
    rows = Summary.objects.filter(entry__in=list(wanted), language="en").order_by("pk")
    if on is not None:
        rows = rows.filter(recorded_at__lt=end_of_day(on))
    return {row.entry_id: row for row in rows if row.of_version == wanted[row.entry_id]}


def not_summarised(method: str) -> QuerySet[EntryVersion]:
    """Words held now that nothing says plainly, or that an older method than this does."""
    held = Summary.objects.filter(
        entry=OuterRef("entry"),
        of_version=OuterRef("version"),
        language="en",
        superseded_at__isnull=True,
    ).filter(Q(maker=Summary.Maker.PERSON) | Q(method=method))
    return EntryVersion.objects.filter(
        ~Exists(held), superseded_at__isnull=True, entry__withdrawn_at__isnull=True
    )


def overtaken() -> QuerySet[Summary]:
    """What a person wrote of words that have changed since, the latest first: to be looked at again."""
    newer = Summary.objects.filter(
        entry=OuterRef("entry"),
        language=OuterRef("language"),
        maker=Summary.Maker.PERSON,
        pk__gt=OuterRef("pk"),
    )
    return (
        Summary.objects.filter(
            ~Exists(newer),
            maker=Summary.Maker.PERSON,
            entry__withdrawn_at__isnull=True,
            entry__versions__superseded_at__isnull=True,
            entry__versions__version__gt=F("of_version"),
        )
        .select_related("entry")
        .order_by("-pk")
    )


def editions_of(report: int, entry: Entry | None = None, *, on: dt.date | None = None) -> QuerySet[Edition]:
    """Other forms of a report, and of one entry of it where that is given, as held on a date."""
    rows = Edition.objects.filter(report=report).select_related("upload", "entry")
    if entry is not None:
        rows = rows.filter(Q(entry__isnull=True) | Q(entry=entry))
    if on is None:
        return rows.filter(withdrawn_at__isnull=True)
    limit = end_of_day(on)
    return rows.filter(recorded_at__lt=limit).filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=limit)
    )


def editions_for(publishers: Collection[str] | None) -> QuerySet[Edition]:
    """All that stand, of these publishers' reports (of all, where None), the latest first."""
    rows = Edition.objects.filter(withdrawn_at__isnull=True)
    if publishers is not None:
        rows = rows.filter(report__publisher__code__in=publishers)
    return rows.select_related("report", "entry").order_by("-pk")
