"""Counts for facets. A facet's own choice does not narrow its own counts: only those of the others do."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import tantivy

from answerable.search.documents import FacetValue
from answerable.search.matching import chosen
from answerable.search.schema import UNIT, clean

_MANY = 1_000_000  # more values than any facet has
Counts = dict[str, dict[str, int]]


def count_facets(
    searcher: tantivy.Searcher,
    result: tantivy.Query,
    filters: Mapping[str, Sequence[str]],
    without: Callable[[str], tantivy.Query],
) -> dict[str, list[FacetValue]]:
    """The values of every facet, most frequent first. `without` is the result without one facet's filter."""
    counts = _count(searcher, result)
    selected = {clean(name): {clean(value) for value in values} for name, values in chosen(filters).items()}
    for name in chosen(filters):
        counts[clean(name)] = _count(searcher, without(name)).get(clean(name), {})
    for name, values in selected.items():
        for value in values:
            counts[name].setdefault(value, 0)
    return {
        name: sorted(
            (FacetValue(value, count, value in selected.get(name, ())) for value, count in values.items()),
            key=lambda one: (-one.count, one.value),
        )
        for name, values in sorted(counts.items())
    }


def _count(searcher: tantivy.Searcher, result: tantivy.Query) -> Counts:
    asked = {"facet": {"terms": {"field": "facet", "size": _MANY, "segment_size": _MANY}}}
    found: dict[str, Any] = searcher.aggregate(result, asked)
    counts: Counts = {}
    for bucket in found["facet"]["buckets"]:
        name, _, value = bucket["key"].partition(UNIT)
        counts.setdefault(name, {})[value] = int(bucket["doc_count"])
    return counts
