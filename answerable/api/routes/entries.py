"""Entries: searched as on the search page, and one by one."""

import datetime as dt
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
from answerable.register.queries import current_versions, version_on, withdrawal_of
from answerable.search.documents import IndexMissingError, SearchQuery, Sort
from answerable.website.presenters.asked import LONGEST_TEXT, MOST_VALUES, read_address

router = Router()


def _facet(words: str, alias: str | None = None) -> Any:
    return Field([], alias=alias, max_length=MOST_VALUES, description=words)


class Filters(Schema):
    """The facets of the search page, by the same names. Several values of one: any of them."""

    scope: list[str] = _facet("About mental-health inpatient care: yes, likely or no.")
    sector: list[str] = _facet("Sector of care, such as mental-health-inpatient.")
    publisher_kind: list[str] = _facet("Kind of publisher, such as coroner.", "publisher-kind")
    kind: list[str] = _facet("Kind of entry, such as recommendation or concern.")
    theme: list[str] = _facet("Keys of themes, which /api/v1/themes lists.")
    said_before: list[str] = _facet("Part of an expectation that is adopted, or a draft.", "said-before")
    body: list[str] = _facet("References of bodies that are asked.")
    body_kind: list[str] = _facet("Kind of body that is asked, such as nhs_trust.", "body-kind")
    category: list[str] = _facet("The publisher's own category, as written.")
    setting: list[str] = _facet("Where care was given, such as emergency-department.")
    tension: list[str] = _facet("Side of a known tension, such as observation:leave.")
    year: list[str] = _facet("Year of the report.")
    response: list[str] = _facet("Published reply: identified, not_identified, not_checked or no_rule.")
    publisher: list[str] = _facet("Codes of publishers.")


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
        raise ProblemError(503, "The search index is not ready, or can not be opened.") from None
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
    on = day_asked(as_at)
    found = standing_entry(reference, on)
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
    on = day_asked(as_at)
    found = standing_entry(reference, on)
    return entry_standings([found.pk], on=on)[found.pk].duties


def standing_entry(written: str, on: dt.date | None) -> Entry:
    """Raises ProblemError: 404, or 410 for one withdrawn, or that had left with its report by that day."""
    found: Entry = the_one(Entry.objects.select_related("report"), written, "E", "entry")
    if found.withdrawn_at is not None:
        raise ProblemError(410, f"Entry {found.reference} was withdrawn: {found.withdrawn_why}")
    if on is not None and (gone := withdrawal_of(found.report, on)) is not None:
        raise ProblemError(410, f"On that day {found.report.reference} was withdrawn: {gone.why}")
    return found


def _current(found: Entry) -> EntryVersion:
    held: EntryVersion = current_versions().get(entry=found)
    return held


def _versions(references: Sequence[str]) -> QuerySet[EntryVersion]:
    return current_versions().filter(entry__reference__in=references)
