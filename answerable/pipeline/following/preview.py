"""How much a follow would have told of in the last month, so that nobody asks for more than they can read."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from answerable.core.calendar import now
from answerable.ledger.models import Event
from answerable.notices.models import Follow
from answerable.pipeline.following.kinds import SORTED, TOLD
from answerable.pipeline.following.searches import query_of
from answerable.pipeline.following.touched import Touch, touches_of
from answerable.pipeline.search import found_by_words
from answerable.search.documents import IndexMissingError, SearchQuery

DAYS = 30
EVENTS = 500  # the latest that are looked at
BROAD = 60  # in the days looked at: two a day
FLOOD = 600


@dataclass(frozen=True, slots=True)
class Preview:
    """How many lines the last month would have brought; `at_least` where more happened than was looked at.

    `count` is None where the search index is missing.
    """

    count: int | None
    at_least: bool = False

    @property
    def broad(self) -> bool:
        return self.count is not None and self.count > BROAD

    @property
    def flood(self) -> bool:
        """So much that mail as it happens would bury whoever gets it."""
        return self.count is not None and self.count > FLOOD


def preview(what: str, subject: str) -> Preview:
    """By the words that stand now, and what searches find now; the job itself is exact (`worded.py`)."""
    since = now() - dt.timedelta(days=DAYS)
    told = [kind for kind in TOLD if kind != SORTED]
    rows = Event.objects.filter(kind__in=told, recorded_at__gte=since).order_by("-index")
    events = list(rows.defer("canonical", "leaf_hash")[: EVENTS + 1])
    touches = touches_of(events[:EVENTS])
    try:
        count = _count(what, subject, touches)
    except IndexMissingError:
        return Preview(None)
    return Preview(count, at_least=len(events) > EVENTS)


def _count(what: str, subject: str, touches: Sequence[Touch]) -> int:
    """How many of them the follow is told of. Raises IndexMissingError."""
    if what in (Follow.What.SEARCH, Follow.What.THEME):
        query = query_of(subject) if what == Follow.What.SEARCH else SearchQuery(filters={"theme": [subject]})
        found = found_by_words(query, {touch.entry for touch in touches if touch.entry})
        return sum(touch.entry in found for touch in touches)
    return sum(subject in _named(what, touch) for touch in touches)


def _named(what: str, touch: Touch) -> Collection[str]:
    if what == Follow.What.ENTRY:
        return (touch.entry,)
    if what == Follow.What.EXPECTATION:
        return touch.expectations
    return touch.bodies if what == Follow.What.BODY else touch.indicators
