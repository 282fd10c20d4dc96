"""What the feed of an entry, expectation, body, theme, indicator or search holds.

Neutral titles, references and dates: no words of a report, no name of a person, nothing that somebody typed.
"""

import datetime as dt
from collections.abc import Callable, Collection

from django.http import Http404, QueryDict

from answerable.core.calendar import LONDON
from answerable.core.references import BadReferenceError, parse_reference
from answerable.ledger.models import Event
from answerable.notices.models import Follow
from answerable.pipeline.following.kinds import SORTED, TOLD
from answerable.pipeline.following.named import address_of, name_of
from answerable.pipeline.following.touched import Touch, touches_of
from answerable.pipeline.search import find
from answerable.publication.feeding import (
    Rows,
    about_body,
    about_entry,
    about_expectation,
    about_indicator,
    events_of,
    files_of,
)
from answerable.register.models import EntryVersion
from answerable.website.feeding import Feed, Line
from answerable.website.presenters.asked import Asked, read_address

LINES = 50
_LOOKED_AT = 200  # of the latest events that may be about it
_ABOUT: dict[str, tuple[str, Callable[[str], list[Rows]], Callable[[Touch], Collection[str]]]] = {
    Follow.What.ENTRY: ("E", about_entry, lambda touch: (touch.entry,)),
    Follow.What.EXPECTATION: ("X", about_expectation, lambda touch: touch.expectations),
    Follow.What.BODY: ("B", about_body, lambda touch: touch.bodies),
    Follow.What.INDICATOR: ("", about_indicator, lambda touch: touch.indicators),
}


def feed_of(what: str, written: str) -> Feed:
    """Raises Http404 for what the register does not hold."""
    letter, about, touched = _ABOUT[what]
    try:
        subject = parse_reference(written, letter) if letter else written
    except BadReferenceError as error:
        raise Http404(str(error)) from error
    name = name_of(what, subject)
    if not name:
        raise Http404(subject)
    also = files_of(subject) if what == Follow.What.INDICATOR else ()
    kinds = [kind for kind in TOLD if kind != SORTED]
    events = list(events_of(about(subject), kinds, also).defer("canonical", "leaf_hash")[:_LOOKED_AT])
    leads = {touch.event: touch.lead for touch in touches_of(events) if subject in touched(touch)}
    lines = [_line(event, leads[event.index]) for event in events if event.index in leads]
    page = address_of(what, subject)
    return Feed(name, page, f"{page}.atom", lines[:LINES])


def theme_feed(key: str) -> Feed:
    """Raises Http404, and IndexMissingError."""
    name = name_of(Follow.What.THEME, key)
    if not name:
        raise Http404(key)
    page = f"/themes/{key}"
    return Feed(name, page, f"{page}.atom", _entries(Asked(filters=(("theme", key),))))


def search_feed(query: QueryDict) -> Feed:
    """The newest entries that a search finds. Raises IndexMissingError."""
    asked = read_address(query)
    asked = Asked(text=asked.text, filters=asked.filters, since=asked.since, until=asked.until)
    return Feed("a search", asked.href(), asked.href("/search.atom"), _entries(asked))


def _entries(asked: Asked) -> list[Line]:
    found = find(
        asked.text,
        filters=asked.by_facet,
        since=asked.since,
        until=asked.until,
        sort="newest",
        size=LINES,
        with_duties=False,
        for_list=True,
    )
    references = [hit.record.reference for hit in found.hits]
    current = EntryVersion.objects.filter(entry__reference__in=references, superseded_at__isnull=True)
    at = dict(current.values_list("entry__reference", "recorded_at"))
    lines = [
        Line(
            identifier=f"/id/{hit.record.reference}/{hit.record.version}",
            title=f"{hit.record.report.title} ({hit.record.reference})",
            href=f"/entries/{hit.record.reference}",
            words="An entry of the register, in the version that stands now.",
            at=at[hit.record.reference].astimezone(LONDON),
        )
        for hit in found.hits
        if hit.record.reference in at
    ]
    return sorted(lines, key=_when, reverse=True)


def _when(line: Line) -> dt.datetime:
    return line.at


def _line(event: Event, lead: str) -> Line:
    return Line(
        identifier=f"/log#event-{event.index}",
        title=f"{TOLD[event.kind]} ({lead})",
        href=f"/id/{lead}" if lead[1:2] == "-" else f"/indicators/{lead}",
        words=f"{TOLD[event.kind]}. It is line {event.index} of the ledger.",
        at=event.recorded_at.astimezone(LONDON),
    )
