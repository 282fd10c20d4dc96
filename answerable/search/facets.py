"""Counts for facets. A facet's own choice does not narrow its own counts: only those of the others do."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, overload

import numpy as np
import tantivy

from answerable.search.columns import Counts, FacetColumns, Rows
from answerable.search.documents import FacetValue, SearchQuery
from answerable.search.matching import chosen
from answerable.search.schema import clean

FEW = 40_000  # documents; of more, the word index counts faster than it names them
_MOST = 60_000  # values that the word index can count: it gives up at 65,000
_REMEMBERED = 64  # counts of one generation
Key = tuple[object, ...]


class FacetValues(Sequence[FacetValue]):
    """The values of one facet, most frequent first, each made when looked at: some facets have thousands."""

    __slots__ = ("_chosen", "_counts", "_order", "_texts", "nowhere")

    def __init__(self, texts: Sequence[str], counts: Counts, chosen: Collection[str]) -> None:
        """`texts` come in order. Those chosen are listed even where they would give nothing."""
        found = np.flatnonzero(counts)
        self._order = found[np.argsort(-counts[found], kind="stable")]
        self._texts, self._counts, self._chosen = texts, counts, chosen
        self.nowhere = {value for value in chosen if value not in texts}  # chosen, and of no document at all
        if chosen and (none := sorted(set(chosen).difference(texts[at] for at in found.tolist()))):
            first = len(texts)
            self._texts = [*texts, *none]
            self._counts = np.append(counts, np.zeros(len(none), counts.dtype))
            self._order = np.append(self._order, np.arange(first, first + len(none)))

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> FacetValue: ...
    @overload
    def __getitem__(self, at: slice) -> list[FacetValue]: ...
    def __getitem__(self, at: int | slice) -> FacetValue | list[FacetValue]:
        if isinstance(at, slice):
            return [self._value(place) for place in self._order[at].tolist()]
        return self._value(int(self._order[at]))

    def __iter__(self) -> Iterator[FacetValue]:
        return iter(self[:])

    def __eq__(self, other: object) -> bool:
        return self[:] == (other[:] if isinstance(other, FacetValues) else other)

    __hash__ = None  # type: ignore[assignment]  # as of a list

    def __repr__(self) -> str:
        return repr(self[:])

    def chosen_first(self, most: int) -> list[FacetValue]:
        """The values chosen, then the most frequent, `most` in all."""
        if not self._chosen:
            return self[:most]
        chosen_ones = [one for one in self if one.selected]
        others = (one for one in self[: most + len(chosen_ones)] if not one.selected)
        return [*chosen_ones, *others][:most]

    def _value(self, place: int) -> FacetValue:
        text = self._texts[place]
        return FacetValue(text, int(self._counts[place]), text in self._chosen)


class FacetCounter:
    """Counts the facets of one generation, and remembers the last: pages and choices ask for them again."""

    def __init__(self, searcher: tantivy.Searcher, columns: FacetColumns) -> None:
        self._searcher = searcher
        self._columns = columns
        self._remembered: OrderedDict[Key, Counts] = OrderedDict()
        self._lock = Lock()

    def count(
        self,
        query: SearchQuery,
        result: Callable[[str | None], tantivy.Query],
        total: int,
        rows: Rows | None = None,
    ) -> dict[str, FacetValues]:
        """The values of every facet. `result` leaves out the filter of one facet.

        `total` is how many documents the whole result has, and `rows` are theirs, where known.
        """
        filters = chosen(query.filters)
        typed = {clean(name): name for name in filters}
        selected = {name: {clean(value) for value in filters[typed[name]]} for name in typed}
        counts = self._counts(query, None, result, total, rows)
        found: dict[str, FacetValues] = {}
        for name in sorted(self._columns.groups.keys() | selected.keys()):
            group = self._columns.groups.get(name, slice(0, 0))
            own = self._counts(query, typed[name], result) if name in typed else counts
            values = FacetValues(self._columns.texts[group], own[group], selected.get(name, ()))
            if values:
                found[name] = values
        return found

    def _counts(
        self,
        query: SearchQuery,
        but: str | None,
        result: Callable[[str | None], tantivy.Query],
        total: int | None = None,
        rows: Rows | None = None,
    ) -> Counts:
        kept = {name: values for name, values in chosen(query.filters).items() if name != but}
        key = (query.text, query.since, query.until, query.among, _frozen(kept))
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                return self._remembered[key]
        counts = self._columns.count(rows) if rows is not None else self._count(result(but), total)
        with self._lock:
            self._remembered[key] = counts
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return counts

    def _count(self, result: tantivy.Query, total: int | None) -> Counts:
        if total is None:
            total = int(self._searcher.search(result, 1, True).count)  # type: ignore[attr-defined]
        if total <= FEW or len(self._columns.texts) > _MOST:
            return self._columns.count(rows_of(self._searcher, result, total))
        asked = {"facet": {"terms": {"field": "facet", "size": _MOST, "segment_size": _MOST}}}
        found: dict[str, Any] = self._searcher.aggregate(result, asked)
        counts = np.zeros(len(self._columns.texts), np.int64)
        for bucket in found["facet"]["buckets"]:
            counts[self._columns.number[bucket["key"]]] = bucket["doc_count"]
        return counts


def rows_of(searcher: tantivy.Searcher, result: tantivy.Query, total: int) -> Rows:
    """The rows of a result of `total` documents."""
    found = searcher.search(result, max(1, total), False)
    return np.array(searcher.fast_field_values("id", [address for _, address in found.hits]), np.int64)


def _frozen(filters: Mapping[str, Any]) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset((name, frozenset(values)) for name, values in filters.items())
