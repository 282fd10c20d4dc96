"""Finding: one door for words, meaning and facets.

What a result is, and in which order results come, is said in README.md beside this file.
"""

import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import tantivy

from answerable.search.documents import (
    FacetValue,
    Hit,
    Mode,
    SearchQuery,
    SearchResult,
    Why,
)
from answerable.search.generations import current, damaged, stamp
from answerable.search.language import ParsedQuery, parse
from answerable.search.matching import all_of, chosen, is_asked_for, ranked_by_words, within
from answerable.search.schema import UNIT, clean, open_words
from answerable.search.snippets import matching_spans, snippet

_MANY = 1_000_000  # more values than any facet has


@dataclass(frozen=True, slots=True)
class _Opened:
    """One generation, open in one process."""

    process: int
    stamp: tuple[int, int] | None
    schema: tantivy.Schema
    searcher: tantivy.Searcher


class Index:
    """The index in a directory. One may be shared by threads, and survives a fork.

    A new generation is noticed at the next search. Raises IndexMissingError where there is none, or where it
    can't be read, both when opened and when a search finds it gone.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._opened = self._open()

    @classmethod
    def open(cls, directory: Path) -> Self:
        return cls(directory)

    def search(self, query: SearchQuery) -> SearchResult:
        opened = self._current()
        parsed = parse(query.text)
        mode: Mode = "words"
        result = all_of(is_asked_for(opened.schema, parsed, ()) + within(opened.schema, query))
        hits, total = self._hits(opened, query, parsed, result)
        return SearchResult(total, hits, self._facets(opened, query, parsed, result), mode, parsed.notes)

    def _hits(
        self, opened: _Opened, query: SearchQuery, parsed: ParsedQuery, result: tantivy.Query
    ) -> tuple[list[Hit], int]:
        offset = (query.page - 1) * query.size
        searcher = opened.searcher
        if query.sort == "oldest":
            found = searcher.search(result, query.size, True, "oldest", offset, tantivy.Order.Asc)
        elif query.sort == "newest" or not parsed.asks:
            found = searcher.search(result, query.size, True, "newest", offset)
        else:
            ranked = ranked_by_words(opened.schema, parsed, result)
            found = searcher.search(ranked, query.size, True, None, offset)
        by_score = query.sort == "relevance" and parsed.asks
        return [
            self._hit(searcher.doc(address), score if by_score else 0.0, parsed)
            for score, address in found.hits
        ], int(found.count)  # type: ignore[attr-defined]  # absent from tantivy's stubs only

    def _hit(self, document: tantivy.Document, score: float, parsed: ParsedQuery) -> Hit:
        stored = json.loads(bytes(document["stored"][0]))
        spans, found = matching_spans(stored["text"], parsed)
        for name in ("title", "extra"):
            found |= matching_spans(stored[name], parsed)[1]
        words = tuple(term.typed for term in parsed.words if term.stems in found)
        why = Why(words=words, phrase=bool(parsed.phrases))
        return Hit(document["key"][0], score, why, snippet(stored["text"], spans))

    def _facets(
        self, opened: _Opened, query: SearchQuery, parsed: ParsedQuery, result: tantivy.Query
    ) -> dict[str, list[FacetValue]]:
        """Counts of every facet under the filters of all others."""
        filters = chosen(query.filters)
        counts = _count(opened.searcher, result)
        for name in filters:
            others = all_of(is_asked_for(opened.schema, parsed, ()) + within(opened.schema, query, but=name))
            counts[name] = _count(opened.searcher, others).get(name, {})
        for name, values in filters.items():
            for value in values:
                counts[name].setdefault(clean(value), 0)
        return {
            name: sorted(
                (FacetValue(value, count, value in filters.get(name, ())) for value, count in values.items()),
                key=lambda one: (-one.count, one.value),
            )
            for name, values in sorted(counts.items())
        }

    def _current(self) -> _Opened:
        opened = self._opened
        if opened.process == os.getpid() and opened.stamp == stamp(self._directory):
            return opened
        with self._lock:
            self._opened = self._open()
            return self._opened

    def _open(self) -> _Opened:
        seen = stamp(self._directory)
        generation = current(self._directory)
        try:
            index = open_words(generation / "words")
            json.loads((generation / "meta.json").read_text())
        except (OSError, ValueError) as error:
            raise damaged(self._directory, error) from error
        return _Opened(os.getpid(), seen, index.schema, index.searcher())


def _count(searcher: tantivy.Searcher, result: tantivy.Query) -> dict[str, dict[str, int]]:
    asked = {"facet": {"terms": {"field": "facet", "size": _MANY, "segment_size": _MANY}}}
    found: dict[str, Any] = searcher.aggregate(result, asked)
    counts: dict[str, dict[str, int]] = {}
    for bucket in found["facet"]["buckets"]:
        name, _, value = bucket["key"].partition(UNIT)
        counts.setdefault(name, {})[value] = int(bucket["doc_count"])
    return counts
