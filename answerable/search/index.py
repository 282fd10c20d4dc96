"""Finding: one door for words, meaning and facets.

What a result is, in which order results come, and what the counts count, is said in README.md beside this
file. In short: a result has the words of the query (every one of up to three, three quarters of more), or is
close to it in meaning; and has every quoted phrase, none of the excluded words, and the facet values chosen.
"""

import contextlib
import os
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import tantivy
from tantivy import Order, Query

from answerable.search.columns import FacetColumns, Rows
from answerable.search.documents import Hit, IndexMissingError, Mode, SearchQuery, SearchResult, Why
from answerable.search.facets import FEW, FacetCounter
from answerable.search.generations import current, damaged, read_meta, stamp
from answerable.search.language import ParsedQuery, parse
from answerable.search.matching import (
    EVERY_WORD,
    all_of,
    among,
    has_key,
    is_asked_for,
    known,
    ranked_by_words,
    within,
)
from answerable.search.meaning import Meanings
from answerable.search.model.encoder import Encoder, ModelMissingError
from answerable.search.nearness import Nearness
from answerable.search.ranking import RANKED_BY_WORDS, Scored, place
from answerable.search.reasons import fields_met, phrase_found
from answerable.search.schema import open_words, read_key, read_stored
from answerable.search.snippets import matching_spans, snippet, terms_found
from answerable.search.spelling import meant

DEEPEST = 10_000  # results in order of relevance that can be paged through


@dataclass(frozen=True, slots=True)
class _Opened:
    """One generation, open in one process. `silent` says why meaning can't be searched, or is empty."""

    process: int
    stamp: tuple[int, int] | None
    schema: tantivy.Schema
    searcher: tantivy.Searcher
    counter: FacetCounter
    nearness: Nearness | None
    silent: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as understood: its parts, the cosines of rows close to it, and the documents it gives."""

    query: SearchQuery
    parsed: ParsedQuery
    near: dict[int, float]
    result: Query

    @property
    def by_relevance(self) -> bool:
        return self.query.sort == "relevance" and self.parsed.asks


class Index:
    """The index in a directory. One may be shared by threads, and survives a fork.

    A new generation is noticed at the next search. Raises IndexMissingError where there is none, or where it
    can't be read, when opened as well as when a search finds it gone; IndexClosedError of that kind where it
    is permission that lacks.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._opened = self._open()

    @classmethod
    def open(cls, directory: Path) -> Self:
        return cls(directory)

    def search(self, query: SearchQuery) -> SearchResult:
        """The page of results that the query asks for. No text of a query is an error."""
        opened = self._current()
        with self._clear_errors():
            return self._search(opened, query)

    def keys(self, query: SearchQuery) -> list[str]:
        """The key of every result, in the order asked, for a file of them all. The page does not matter."""
        opened = self._current()
        with self._clear_errors():
            found = _find(opened, _understand(opened, query), 0, opened.searcher.num_docs)
            return [read_key(opened.searcher, address) for address, _ in found.page]

    def among(self, query: SearchQuery, keys: Collection[str]) -> set[str]:
        """Those of `keys` that the query finds by its words, dates and facets; meaning is not asked."""
        opened = self._current()
        with self._clear_errors():
            asked = is_asked_for(opened.schema, parse(query.text), []) + within(opened.schema, query)
            only = has_key(opened.schema, keys)
            found = opened.searcher.search(all_of([*asked, only]), max(1, len(keys)), False)
            return {read_key(opened.searcher, address) for _, address in found.hits}

    def total(self, query: SearchQuery) -> int:
        """How many results there are, and nothing else of them."""
        opened = self._current()
        with self._clear_errors():
            return _total(opened.searcher.search(_understand(opened, query).result, 1, True))

    @contextlib.contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except ValueError as error:  # tantivy's, of files that are not what they were
            raise damaged(self._directory, error) from error

    def _search(self, opened: _Opened, query: SearchQuery) -> SearchResult:
        asked = _understand(opened, query)
        start = (query.page - 1) * query.size
        end = start + query.size
        if asked.by_relevance and end > DEEPEST:
            start = end = 0
            asked.parsed.notes.append(
                f"Only the first {DEEPEST:,} results can be paged through. Add words or filters."
            )
        total, found, rows = _find(opened, asked, start, end)
        facets = opened.counter.count(
            query, lambda but: _result(opened, asked.parsed, asked.near, query, but), total, rows
        )
        mode: Mode = "words+meaning" if opened.nearness else "words"
        hits = [_hit(opened, asked, address, score) for address, score in found]
        parsed = asked.parsed
        better = meant(opened.searcher, opened.schema, parsed, query.text) if parsed.words else ""
        return SearchResult(total, hits, facets, mode, parsed.notes, parsed.reading, parsed.plain, better)

    def _current(self) -> _Opened:
        opened = self._opened
        if opened.process == os.getpid() and opened.stamp == stamp(self._directory):
            return opened
        with self._lock:
            if self._opened is opened:
                self._opened = self._open()
            return self._opened

    def _open(self) -> _Opened:
        for attempt in (1, 2, 3):
            seen = stamp(self._directory)
            try:
                return self._open_generation(seen)
            except IndexMissingError:
                if attempt == 3 or seen == stamp(self._directory):
                    raise
            except (OSError, ValueError) as error:
                if attempt == 3 or seen == stamp(self._directory):
                    raise damaged(self._directory, error) from error
            # Another generation became current while this one was being opened.
        raise AssertionError

    def _open_generation(self, seen: tuple[int, int] | None) -> _Opened:
        generation = current(self._directory)
        meta = read_meta(generation)
        index = open_words(generation / "words")
        nearness, silent = None, "This index was built without the sentence model, so it goes by words alone."
        if meta.model:
            meanings = Meanings(generation / "meaning", meta.rows, meta.dead)
            try:
                encoder = Encoder()
                if encoder.recipe == meta.model:
                    nearness, silent = Nearness(encoder, meanings, meta.documents), ""
            except ModelMissingError:
                silent = "The sentence model is not here, so the search goes by words alone."
        searcher = index.searcher()
        counter = FacetCounter(searcher, FacetColumns(generation / "facets", meta.rows))
        return _Opened(os.getpid(), seen, index.schema, searcher, counter, nearness, silent)


def _understand(opened: _Opened, query: SearchQuery) -> _Asked:
    parsed = parse(query.text)
    unknown = [term for term in parsed.words if not known(opened.searcher, term)]
    parsed.notes += [f"Nothing here has the word \u201c{term.typed}\u201d." for term in unknown[:3]]
    near: dict[int, float] = {}
    if opened.nearness and not parsed.exact:
        near = opened.nearness.to(parsed, doubtful=bool(unknown))
    elif parsed.words and not opened.nearness:
        parsed.notes.append(opened.silent)
    return _Asked(query, parsed, near, _result(opened, parsed, near, query))


def _result(
    opened: _Opened, parsed: ParsedQuery, near: dict[int, float], query: SearchQuery, but: str | None = None
) -> Query:
    """The documents asked for, within the dates and all filters but that of one facet."""
    return all_of(is_asked_for(opened.schema, parsed, list(near)) + within(opened.schema, query, but=but))


class _Found(NamedTuple):
    """How many results there are, those of one page with their scores, and the rows of all where known."""

    total: int
    page: list[tuple[tantivy.DocAddress, float]]
    rows: Rows | None


def _find(opened: _Opened, asked: _Asked, start: int, end: int) -> _Found:
    """The results, and those from `start` to before `end`."""
    if asked.by_relevance:
        return _find_relevant(opened, asked, start, end)
    oldest = asked.query.sort == "oldest"
    field, direction = ("oldest", Order.Asc) if oldest else ("newest", Order.Desc)
    found = opened.searcher.search(asked.result, max(1, end - start), True, field, start, direction)
    return _Found(_total(found), [(address, 0.0) for _, address in found.hits], None)


def _find_relevant(opened: _Opened, asked: _Asked, start: int, end: int) -> _Found:
    ranked = ranked_by_words(opened.schema, asked.parsed, asked.result)
    found = opened.searcher.search(
        ranked, max(RANKED_BY_WORDS, end + len(asked.near), _all_if_few(opened, asked)), True
    )
    addresses, by_words = _scored(opened.searcher, found)
    near = Scored(by_words.rows[:0], by_words.words[:0], by_words.every_word[:0])
    whole = _total(found) == len(addresses)
    if asked.near and not whole:
        among_near = among(opened.schema, list(asked.near), ranked)
        more, near = _scored(opened.searcher, opened.searcher.search(among_near, len(asked.near), False))
        addresses += more
    places = {row: rank for rank, row in enumerate(asked.near, start=1)}
    placed = place(by_words, near, places)
    rows = np.concatenate([by_words.rows, near.rows])
    page = [
        (addresses[int(np.argmax(rows == row))], score)
        for row, score in zip(placed.rows[start:end], placed.scores[start:end].tolist(), strict=True)
    ]
    return _Found(_total(found), page, by_words.rows if whole else None)


def _all_if_few(opened: _Opened, asked: _Asked) -> int:
    """As many as there can be results, where these are few enough to be read all at once; else 0.

    Phrases of common words take longest of all, so they are not looked for once more to count them.
    """
    if asked.parsed.phrases:
        return FEW
    by_words = all_of(is_asked_for(opened.schema, asked.parsed, []) + within(opened.schema, asked.query))
    most = _total(opened.searcher.search(by_words, 1, True)) + len(asked.near)
    return most if most <= FEW else 0


def _scored(
    searcher: tantivy.Searcher, found: tantivy.SearchResult
) -> tuple[list[tantivy.DocAddress], Scored]:
    addresses = [address for _, address in found.hits]
    rows = np.array(searcher.fast_field_values("id", addresses), np.int64)
    scores = np.array([score for score, _ in found.hits], np.float64)
    return addresses, Scored(rows, scores % EVERY_WORD, scores >= EVERY_WORD)


def _total(found: tantivy.SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # absent from tantivy's stubs only


def _hit(opened: _Opened, asked: _Asked, address: tantivy.DocAddress, score: float) -> Hit:
    key, row, stored = read_stored(opened.searcher, address)
    day = opened.searcher.fast_field_values("day", [address])[0] if asked.parsed.tree else None
    spans, found = matching_spans(stored.text, asked.parsed)
    for part in (stored.title, stored.extra):
        found |= terms_found(part, asked.parsed)
    why = Why(
        words=tuple(term.typed for term in asked.parsed.words if term.stems in found),
        meaning=asked.near.get(row),
        phrase=phrase_found(asked.parsed, stored),
        fields=fields_met(asked.parsed, stored, None if day is None else int(day)),
    )
    return Hit(key, score, why, snippet(stored.text, spans))
