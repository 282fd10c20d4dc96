"""What "on a date" means to rows that are superseded and to entries that are withdrawn."""

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Q, QuerySet

from answerable.core.calendar import end_of_day
from answerable.lineage.models import Decision, Suggestion
from answerable.register.models import Entry, EntryVersion

Row = TypeVar("Row", Decision, Suggestion)

# What only editors may see, much of it long: lists neither need it nor should carry it about.
_FOR_EDITORS = (
    *("original", "context_original", "masks", "doubts", "salt"),
    *("entry__report__sections", "entry__report__deceased", "entry__report__author"),
    "entry__report__title_as_published",
)


def stood(on: dt.date | None, prefix: str = "") -> Q:
    """Rows that hold now, or held at the end of a day. `prefix` is the way to them: "servings__"."""
    if on is None:
        return Q(**{f"{prefix}superseded_at__isnull": True})
    limit = end_of_day(on)
    return Q(**{f"{prefix}recorded_at__lt": limit}) & (
        Q(**{f"{prefix}superseded_at__isnull": True}) | Q(**{f"{prefix}superseded_at__gte": limit})
    )


def recorded(on: dt.date | None) -> Q:
    """Rows that are there now, or were by the end of a day; of those that are never superseded."""
    return Q() if on is None else Q(recorded_at__lt=end_of_day(on))


def present(on: dt.date | None, prefix: str = "entry__") -> Q:
    """Entries that are not withdrawn, or were not yet at the end of a day."""
    kept = Q(**{f"{prefix}withdrawn_at__isnull": True})
    return kept if on is None else kept | Q(**{f"{prefix}withdrawn_at__gte": end_of_day(on)})


def touching(rows: QuerySet[Row], entry_ids: Iterable[int]) -> QuerySet[Row]:
    """Of suggestions or decisions, those with one of these entries on either side.

    Each side is looked up by itself: asked for "either", SQLite goes over all links there are.
    """
    keys = list(entry_ids)
    one = rows.filter(entry__in=keys).order_by().values("pk")
    other = rows.filter(other__in=keys).order_by().values("pk")
    return rows.model._default_manager.filter(pk__in=one.union(other))


def keys_of(entries: Iterable[Entry | int]) -> list[int]:
    return [entry if isinstance(entry, int) else entry.pk for entry in entries]


def words_with_reports(on: dt.date | None) -> QuerySet[EntryVersion]:
    """Words of entries that are not withdrawn, with entry, report and publisher: now the current ones, on a
    day all that there ever were (see `as_held`)."""
    rows = (
        EntryVersion.objects.filter(present(on))
        .select_related("entry__report__publisher", "entry__parent")
        .defer(*_FOR_EDITORS)
        .order_by("entry_id", "-version")
    )
    return rows.filter(superseded_at__isnull=True) if on is None else rows


def as_held(rows: Iterable[EntryVersion], on: dt.date | None) -> dict[int, EntryVersion]:
    """{entry id: its words on the day}. For a day before the register held an entry, its earliest words, as
    `register.queries.version_on` gives them."""
    if on is None:
        return {version.entry_id: version for version in rows}
    limit = end_of_day(on)
    found: dict[int, EntryVersion] = {}
    for version in sorted(rows, key=lambda version: -version.version):
        held = found.get(version.entry_id)
        if held is None or held.recorded_at >= limit:
            found[version.entry_id] = version
    return found


def words_held(entry_ids: Iterable[int], on: dt.date | None) -> dict[int, EntryVersion]:
    """{entry id: its words as held}, with entry, report and publisher, in one query.

    Withdrawn entries are left out.
    """
    return as_held(words_with_reports(on).filter(entry__in=list(entry_ids)), on)
