"""Entries: searched as on the search page, and one by one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.params import functions as param

from answerable.api import cursors
from answerable.api.asking import (
    WITHDRAWN,
    AsAt,
    Cursor,
    Day,
    Reference,
    Size,
    day_asked,
    place_after,
    the_one,
)
from answerable.api.problems import ProblemError
from answerable.api.shapes import EntryRecord, Listed, StandingRecord
from answerable.pipeline.search import keys_of
from answerable.publication.records import entry_records
from answerable.publication.standing import entry_standings
from answerable.register.models import Entry, EntryVersion
from answerable.register.queries import current_versions, version_on
from answerable.search.documents import IndexMissingError, SearchQuery, Sort
from answerable.website.presenters.asked import LONGEST_TEXT, MOST_VALUES, read_address

router = Router()


class Filters(Schema):
    """The facets of the search page, by the same names. Several values of one: any of them."""

    scope: list[str] = Field([], max_length=MOST_VALUES)
    sector: list[str] = Field([], max_length=MOST_VALUES)
    publisher_kind: list[str] = Field([], alias="publisher-kind", max_length=MOST_VALUES)
    kind: list[str] = Field([], max_length=MOST_VALUES)
    theme: list[str] = Field([], max_length=MOST_VALUES)
    said_before: list[str] = Field([], alias="said-before", max_length=MOST_VALUES)
    body: list[str] = Field([], max_length=MOST_VALUES, description="References of bodies that are asked.")
    body_kind: list[str] = Field([], alias="body-kind", max_length=MOST_VALUES)
    category: list[str] = Field([], max_length=MOST_VALUES)
    setting: list[str] = Field([], max_length=MOST_VALUES)
    tension: list[str] = Field([], max_length=MOST_VALUES)
    year: list[str] = Field([], max_length=MOST_VALUES)
    response: list[str] = Field([], max_length=MOST_VALUES)
    publisher: list[str] = Field([], max_length=MOST_VALUES)


@router.get(
    "/entries", response={200: Listed[EntryRecord], **WITHDRAWN}, operation_id="entries", tags=["entries"]
)
def entries(
    request: HttpRequest,
    filters: Query[Filters],
    q: str = param.Query("", max_length=LONGEST_TEXT, description="Words, or a sentence. Empty: everything."),
    since: Day | None = param.Query(None, description="Reports issued on this day or later."),
    until: Day | None = param.Query(None, description="Reports issued on this day or earlier."),
    sort: Sort = param.Query("relevance", description="In which order; without words, newest first."),
    size: int = Size,
    cursor: str = Cursor,
) -> dict[str, Any]:
    """Searches entries by words, meaning and facets: the filters are those of the search page."""
    asked = read_address(request.GET)
    question = cursors.question("entries", [one for one in asked.pairs() if one[0] != "size"])
    try:
        keys = keys_of(
            SearchQuery(
                text=asked.text,
                filters=asked.by_facet,
                since=asked.since,
                until=asked.until,
                sort=asked.sort,
            )
        )
    except IndexMissingError:
        raise ProblemError(503, "The search index is being made. Try again in a few minutes.") from None
    start = place_after(keys, cursors.read(cursor, question))
    part = keys[start : start + size]
    held = {one.reference: one for one in entry_records(_versions(part), lineage="brief")}
    more = start + size < len(keys)
    return {
        "items": [held[key] for key in part if key in held],
        "next": cursors.write(question, part[-1]) if more and part else None,
        "total": len(keys),
    }


@router.get(
    "/entries/{reference}", response={200: EntryRecord, **WITHDRAWN}, operation_id="entry", tags=["entries"]
)
def entry(request: HttpRequest, reference: str = Reference, as_at: Day | None = AsAt) -> EntryRecord:
    """One entry, with whom it asks, its duties, and what was said before."""
    found = _entry(reference)
    on = day_asked(as_at)
    version = version_on(found, on)[0] if on else _current(found)
    return next(entry_records([version], on=on, lineage="whole"))


@router.get(
    "/entries/{reference}/standing",
    response={200: list[StandingRecord], **WITHDRAWN},
    operation_id="entry_standing",
    tags=["entries"],
)
def entry_standing(
    request: HttpRequest, reference: str = Reference, as_at: Day | None = AsAt
) -> list[StandingRecord]:
    """How each body asked stands: reply, stance, adequacy, claim, verdict and impact, kept apart."""
    found = _entry(reference)
    return entry_standings([found.pk], on=day_asked(as_at))[found.pk].duties


def _entry(written: str) -> Entry:
    found: Entry = the_one(Entry.objects.all(), written, "E", "entry")
    if found.withdrawn_at is not None:
        raise ProblemError(410, f"Entry {found.reference} was withdrawn: {found.withdrawn_why}")
    return found


def _current(found: Entry) -> EntryVersion:
    held: EntryVersion = current_versions().get(entry=found)
    return held


def _versions(references: Sequence[str]) -> QuerySet[EntryVersion]:
    return current_versions().filter(entry__reference__in=references)
