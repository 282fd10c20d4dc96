"""The words that an entry had when something happened with it, held against the searches that are followed.

An entry whose words changed is found by what they were as well as by what they are. Its dates and facets
count as they stand now: most of them are worked out later than the entry comes.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from answerable.ledger.models import Event
from answerable.pipeline.following.kinds import REWORDED
from answerable.pipeline.following.touched import Touch
from answerable.pipeline.index import search_document, text_of
from answerable.pipeline.sides import sides_of
from answerable.publication.records import entry_records
from answerable.register.models import EntryVersion
from answerable.register.queries import every_version
from answerable.search.documents import SearchDocument, SearchQuery
from answerable.search.percolating import Percolator

_AT_ONCE = 500
Happened = tuple[int, str]  # index of an event, reference of an entry


@dataclass(frozen=True, slots=True)
class Worded:
    """What was found out of many events: which entries a search finds, and the themes of each."""

    themes: Mapping[str, frozenset[str]]  # by entry
    _percolator: Percolator
    _happened: Mapping[str, set[Happened]]  # by the key of words that count for it

    def found_by(self, query: SearchQuery) -> set[Happened]:
        """The events, each with its entry, that the search is told of."""
        return {one for key in self._percolator.found_by(query) for one in self._happened[key]}


def worded(events: Mapping[int, Event], touches: Iterable[Touch]) -> Worded:
    """Reads the words of every entry that is touched, as they stood at each event."""
    wanted = [(touch.event, touch.entry) for touch in touches if touch.entry]
    held = _history({entry for _, entry in wanted})
    happened: dict[str, set[Happened]] = defaultdict(set)
    rows: set[int] = set()
    for index, entry in wanted:
        event = events[index]
        past = [one for one in held[entry] if one[0] <= event.recorded_at] or held[entry][:1]
        counted = past[-2:] if event.kind in REWORDED else past[-1:]
        rows.update(pk for _, _, pk in counted)
        for _, version, _ in counted:
            happened[_key(entry, version)].add((index, entry))
    themes: dict[str, frozenset[str]] = {}
    percolator = Percolator(_documents(rows, themes))
    return Worded(themes, percolator, happened)


def _history(entries: set[str]) -> dict[str, list[tuple[dt.datetime, int, int]]]:
    """{entry: [(from when, version, row)], the oldest first}."""
    found: dict[str, list[tuple[dt.datetime, int, int]]] = defaultdict(list)
    references = sorted(entries)
    for start in range(0, len(references), _AT_ONCE):
        rows = EntryVersion.objects.filter(entry__reference__in=references[start : start + _AT_ONCE])
        for entry, at, version, pk in rows.order_by("version").values_list(
            "entry__reference", "recorded_at", "version", "pk"
        ):
            found[entry].append((at, version, pk))
    return found


def _documents(rows: set[int], themes: dict[str, frozenset[str]]) -> Iterator[SearchDocument]:
    numbers = sorted(rows)
    for start in range(0, len(numbers), _AT_ONCE):
        versions = every_version().filter(pk__in=numbers[start : start + _AT_ONCE]).order_by("pk")
        for record in entry_records(versions, with_duties=False, lineage="brief"):
            document = search_document(record, 0, sides_of(text_of(record)))
            themes[record.reference] = frozenset(document.facets["theme"])
            yield SearchDocument(
                key=_key(record.reference, record.version),
                text=document.text,
                title=document.title,
                extra=document.extra,
                facets=document.facets,
                date=document.date,
            )


def _key(entry: str, version: int) -> str:
    return f"{entry} {version}"
