"""Searches of made-up registers against a plain reading of the rules, by brute force."""

import contextlib
import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.search.build import build
from answerable.search.documents import FacetValue, Hit, SearchDocument, SearchQuery
from answerable.search.index import Index
from answerable.search.language import parse
from answerable.search.words import fold, stems

WORDS = [
    "ward",
    "wards",
    "staff",
    "nurse's",
    "self-harm",
    "night",
    "the",
    "of",
    "a",
    "Café",
    "observed",
    "10:30",
]
VALUES = ["red", "blue", "green", "Blue", "a b"]
FACETS = ["colour", "shape"]
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # hundreds of indexes, each written to the disk

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
facets = st.dictionaries(st.sampled_from(FACETS), st.lists(st.sampled_from(VALUES), max_size=3))
dates = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 5))
documents = st.lists(
    st.builds(
        SearchDocument,
        key=st.just(""),
        text=texts,
        title=texts | st.just(""),
        extra=texts | st.just(""),
        facets=facets,
        date=dates,
        order=st.integers(0, 3),
    ),
    max_size=25,
).map(lambda made: [replace(one, key=f"k{i}") for i, one in enumerate(made)])
parts = st.sampled_from(WORDS) | texts.map(lambda text: f'"{text}"')
asked = st.lists(parts | parts.map(lambda part: f"-{part}"), max_size=6).map(" ".join)
queries = st.builds(
    SearchQuery,
    text=asked,
    filters=facets,
    since=dates,
    until=dates,
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
    size=st.just(100),
)
pytestmark = pytest.mark.usefixtures("no_model")
thorough = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextlib.contextmanager
def index_of(made: list[SearchDocument]) -> Iterator[Index]:
    with tempfile.TemporaryDirectory(dir=_MEMORY) as folder:
        build(made, Path(folder))
        yield Index.open(Path(folder))


class Oracle:
    """The rules of README.md, read plainly."""

    def __init__(self, query: SearchQuery) -> None:
        self.query = query
        self.parsed = parse(query.text)

    def asked_for(self, one: SearchDocument) -> bool:
        fields = [fold(field) for field in (one.text, one.title, one.extra)]
        stemmed = [" ".join(stems(field)) for field in fields]

        def has(words: Sequence[str], where: list[str]) -> bool:
            return any(f" {' '.join(words)} " in f" {field} " for field in where)

        found = sum(has(term.stems, stemmed) for term in self.parsed.words)
        wanted = len(self.parsed.words)
        enough = found == wanted if wanted <= 3 else found >= 0.75 * wanted
        return (
            enough
            and all(has(phrase, fields) for phrase in self.parsed.phrases)
            and not any(has(term.stems, stemmed) for term in self.parsed.excluded)
            and not any(has(phrase, fields) for phrase in self.parsed.excluded_phrases)
        )

    def within(self, one: SearchDocument, but: str = "") -> bool:
        query = self.query
        if (query.since or query.until) and not one.date:
            return False
        if one.date and (
            (query.since and one.date < query.since) or (query.until and one.date > query.until)
        ):
            return False
        return all(
            set(values) & set(one.facets.get(name, ()))
            for name, values in query.filters.items()
            if values and name != but
        )

    def counts(
        self, made: list[SearchDocument], name: str, chosen: Mapping[str, Sequence[str]]
    ) -> Counter[str]:
        found = [one for one in made if self.asked_for(one) and self.within(one, but=name)]
        counts = Counter(value for one in found for value in set(one.facets.get(name, ())))
        counts.update(dict.fromkeys(chosen.get(name, ()), 0))
        return counts


@thorough
@given(documents, queries)
def test_search_gives_what_the_rules_say(made: list[SearchDocument], query: SearchQuery) -> None:
    oracle = Oracle(query)
    with index_of(made) as index:
        result = index.search(query)
    expected = {one.key for one in made if oracle.asked_for(one) and oracle.within(one)}
    assert {hit.key for hit in result.hits} == expected
    assert result.total == len(expected) == len(result.hits)


@thorough
@given(documents, queries)
def test_facet_counts_are_what_choosing_the_value_would_give(
    made: list[SearchDocument], query: SearchQuery
) -> None:
    oracle = Oracle(query)
    with index_of(made) as index:
        found = index.search(query).facets
    for name in FACETS:
        counts = oracle.counts(made, name, query.filters)
        values = found.get(name, [])
        assert {one.value: one.count for one in values} == dict(counts)
        assert {one.value for one in values if one.selected} == set(query.filters.get(name, ()))
        assert values == sorted(values, key=_most_first)


def _most_first(one: FacetValue) -> tuple[int, str]:
    return -one.count, one.value


@thorough
@given(documents, queries)
def test_results_come_in_the_order_asked(made: list[SearchDocument], query: SearchQuery) -> None:
    with index_of(made) as index:
        hits = index.search(query).hits
    if query.sort == "relevance" and parse(query.text).asks:
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        return
    by_key = {one.key: one for one in made}
    listed = [by_key[hit.key] for hit in hits]
    sign = 1 if query.sort == "oldest" else -1

    def place(one: SearchDocument) -> tuple[bool, int, int]:
        return one.date is None, sign * one.date.toordinal() if one.date else 0, one.order

    assert [place(one) for one in listed] == sorted(place(one) for one in listed)


@thorough
@given(documents, queries, st.integers(1, 4))
def test_pages_laid_end_to_end_are_the_whole_without_overlap(
    made: list[SearchDocument], query: SearchQuery, size: int
) -> None:
    with index_of(made) as index:
        whole = index.search(query).hits
        pages: list[Hit] = []
        for page in range(1, len(whole) // size + 2):
            one = SearchQuery(query.text, query.filters, query.since, query.until, query.sort, page, size)
            pages += index.search(one).hits
        assert index.keys(query) == [hit.key for hit in whole]
    assert [hit.key for hit in pages] == [hit.key for hit in whole]


@thorough
@given(documents, queries)
def test_snippets_are_made_of_the_text(made: list[SearchDocument], query: SearchQuery) -> None:
    by_key = {one.key: one for one in made}
    with index_of(made) as index:
        hits = index.search(query).hits
    for hit in hits:
        assert "".join(text for text, _ in hit.snippet) == by_key[hit.key].text
        marked = {word for text, is_match in hit.snippet if is_match for word in fold(text).split()}
        asked_words = {stem for term in parse(query.text).words for stem in term.stems}
        asked_words |= {word for phrase in parse(query.text).phrases for word in phrase}
        assert all(word in asked_words or stems(word)[0] in asked_words for word in marked)
