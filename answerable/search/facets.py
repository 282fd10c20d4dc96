"""Counts for facets. A facet's own choice does not narrow its own counts: only those of the others do."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

import tantivy

from answerable.search.documents import FacetValue, SearchQuery
from answerable.search.matching import chosen
from answerable.search.schema import UNIT, clean

_MANY = 60_000  # values in all; tantivy gives up at 65,000, so the rarest beyond are not listed
_REMEMBERED = 64  # counts of one generation
Counts = dict[str, dict[str, int]]
Key = tuple[object, ...]


class FacetCounter:
    """Counts the facets of one generation, and remembers the last: pages and choices ask for them again."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._remembered: OrderedDict[Key, Counts] = OrderedDict()
        self._lock = Lock()

    def count(
        self, query: SearchQuery, result: Callable[[str | None], tantivy.Query]
    ) -> dict[str, list[FacetValue]]:
        """The values of every facet, most frequent first. `result` leaves out the filter of one facet."""
        filters = chosen(query.filters)
        counts = {name: dict(values) for name, values in self._counts(query, None, result).items()}
        for name in filters:
            counts[clean(name)] = dict(self._counts(query, name, result).get(clean(name), {}))
        selected = {clean(name): {clean(value) for value in values} for name, values in filters.items()}
        for name, values in selected.items():
            for value in values:
                counts[name].setdefault(value, 0)
        return {
            name: sorted(
                (FacetValue(value, count, value in selected.get(name, ())) for value, count in found.items()),
                key=lambda one: (-one.count, one.value),
            )
            for name, found in sorted(counts.items())
        }

    def _counts(
        self, query: SearchQuery, but: str | None, result: Callable[[str | None], tantivy.Query]
    ) -> Counts:
        kept = {name: values for name, values in chosen(query.filters).items() if name != but}
        key = (query.text, query.since, query.until, query.among, _frozen(kept))
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                return self._remembered[key]
        counts = _count(self._searcher, result(but))
        with self._lock:
            self._remembered[key] = counts
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return counts


def _frozen(filters: Mapping[str, Any]) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset((name, frozenset(values)) for name, values in filters.items())


def _count(searcher: tantivy.Searcher, result: tantivy.Query) -> Counts:
    asked = {"facet": {"terms": {"field": "facet", "size": _MANY, "segment_size": _MANY}}}
    found: dict[str, Any] = searcher.aggregate(result, asked)
    counts: Counts = {}
    for bucket in found["facet"]["buckets"]:
        name, _, value = bucket["key"].partition(UNIT)
        counts.setdefault(name, {})[value] = int(bucket["doc_count"])
    return counts
