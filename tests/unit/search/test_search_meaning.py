"""Nearness in meaning: the scan, the memory of vectors, and the order that words and meaning give."""

from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from answerable.search import index as index_module
from answerable.search import meaning, ranking
from answerable.search.documents import SearchDocument, SearchQuery
from answerable.search.index import Index
from answerable.search.meaning import Meanings, write
from answerable.search.model.encoder import WIDTH, Encoder, Vectors
from answerable.search.ranking import Scored, place
from answerable.search.vectors import VectorStore, text_hash, to_codes

MakeIndex = Callable[[list[SearchDocument]], Index]

SENTENCES = [
    " ".join(parts)
    for parts in product(
        ["Staff on the ward", "The crisis team", "Prison officers", "The ambulance service"],
        ["did not record", "were not trained in", "never reviewed", "could not reach"],
        [
            "the observations.",
            "the care plan.",
            "the alarm system.",
            "the family's concerns.",
            "the medicines.",
        ],
    )
]


def made_up(count: int, seed: int = 1) -> Vectors:
    """Vectors that spread in few directions, as those of real texts do."""
    chance = np.random.default_rng(seed)
    directions = np.random.default_rng(0).normal(size=(24, WIDTH))
    vectors = chance.normal(size=(count, 24)) @ directions + chance.normal(size=(count, WIDTH))
    normal: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return normal


def written(folder: Path, vectors: Vectors, dead: list[int] | None = None) -> Meanings:
    write(folder / "meaning", [to_codes(vectors)], len(vectors))
    return Meanings(folder / "meaning", len(vectors), dead or [])


def test_nearest_equals_a_full_comparison(tmp_path: Path) -> None:
    vectors = made_up(5000)
    meanings = written(tmp_path, vectors)
    for query in made_up(20, seed=2):
        cosines = vectors @ query
        near = meanings.nearest(query, 50)
        np.testing.assert_allclose(near.cosines, cosines[near.rows], atol=0.003)
        assert list(near.cosines) == sorted(near.cosines, reverse=True)
        assert near.cosines[-1] >= np.sort(cosines)[-50] - 0.003


def test_nearest_by_signs_first_finds_nearly_all_of_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = made_up(20_000)
    meanings = written(tmp_path, vectors)
    queries = made_up(20, seed=2)
    exact = [set(meanings.nearest(query, 100).rows.tolist()) for query in queries]
    monkeypatch.setattr(meaning, "_EXACT_UP_TO", 0)
    quick = [meanings.nearest(query, 100) for query in queries]
    for near, query in zip(quick, queries, strict=True):
        np.testing.assert_allclose(near.cosines, vectors[near.rows] @ query, atol=0.003)
    shared = [len(one & set(other.rows.tolist())) for one, other in zip(exact, quick, strict=True)]
    assert sum(shared) / len(shared) >= 95


def test_nearest_never_gives_dead_rows_first(tmp_path: Path) -> None:
    vectors = made_up(100)
    meanings = written(tmp_path, vectors, dead=[7])
    assert 7 not in meanings.nearest(vectors[7], 99).rows


def test_nearest_among_none_is_none(tmp_path: Path) -> None:
    assert len(written(tmp_path, made_up(0).reshape(0, WIDTH)).nearest(made_up(1)[0], 10).rows) == 0


def test_store_learns_each_text_once_and_remembers_it(encoder: Encoder, tmp_path: Path) -> None:
    texts = [*SENTENCES[:5], SENTENCES[0], ""]
    with VectorStore(tmp_path, "m") as store:
        assert store.learn(texts, encoder) == 6
        assert store.learn(texts, encoder) == 0
    with VectorStore(tmp_path, "m") as store:
        codes = store.rows([text_hash(text) for text in texts])
    cosines = np.sum(codes * encoder.encode(texts), axis=1) / np.linalg.norm(codes.astype(np.float32), axis=1)
    assert cosines.min() > 0.999
    with VectorStore(tmp_path, "another") as store:
        assert len(store) == 0


@pytest.mark.parametrize(("file", "size"), [("m.hashes", 40), ("m.codes", 1000), ("m.hashes", 0)])
def test_store_cut_short_by_a_kill_keeps_what_is_whole(
    encoder: Encoder, tmp_path: Path, file: str, size: int
) -> None:
    with VectorStore(tmp_path, "m") as store:
        store.learn(SENTENCES[:5], encoder)
    with (tmp_path / file).open("r+b") as cut:
        cut.truncate(size)
    with VectorStore(tmp_path, "m") as store:
        kept = 2 if size else 0
        assert len(store) == kept
        assert store.learn(SENTENCES[:5], encoder) == 5 - kept
        codes = store.rows([text_hash(text) for text in SENTENCES[:5]])
    assert (codes == to_codes(encoder.encode(SENTENCES[:5]))).all()


def test_store_forgets_what_no_document_has_once_that_is_much(tmp_path: Path) -> None:
    class Counting(Encoder):
        def __init__(self) -> None:
            self.recipe = "m"

        def encode(self, texts: object) -> Vectors:
            return made_up(len(texts))  # type: ignore[arg-type]

    texts = [f"text {number}" for number in range(2000)]
    with VectorStore(tmp_path, "m") as store:
        store.learn(texts, Counting(), processes=1)
        kept = {text_hash(text) for text in texts[100:200]}
        before = store.rows(sorted(kept))
        store.forget_all_but({text_hash(text) for text in texts[:1500]})
        assert len(store) == 2000
        store.forget_all_but(kept)
        assert len(store) == 100
        assert (store.rows(sorted(kept)) == before).all()
    with VectorStore(tmp_path, "m") as store:
        assert (store.rows(sorted(kept)) == before).all()


def scored(*rows: tuple[int, float, bool]) -> Scored:
    """Results by row, score by words, and whether they have every word."""
    parts = [np.array([one[at] for one in rows]) for at in range(3)]
    return Scored(parts[0].astype(np.int64), parts[1].astype(np.float64), parts[2].astype(np.bool_))


def test_place_puts_every_word_first_and_then_lets_meaning_weigh_more() -> None:
    by_words = scored((1, 9.0, True), (2, 8.0, False), (3, 7.0, False))
    assert place(by_words, scored(), {3: 1, 4: 2}).rows.tolist() == [1, 3, 2]
    assert place(by_words, scored((4, 0.0, False)), {3: 1, 4: 2}).rows[2] == 4


def test_place_keeps_the_order_by_words_beyond_the_places_that_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "RANKED_BY_WORDS", 2)
    by_words = scored(*((row, 10.0 - row, False) for row in range(5)))
    assert place(by_words, scored(), {4: 1}).rows.tolist() == [4, 0, 1, 2, 3]


@pytest.mark.parametrize("counted", [3, 1000])
def test_pages_by_words_and_meaning_are_the_whole_without_overlap(
    encoder: Encoder, make_index: MakeIndex, monkeypatch: pytest.MonkeyPatch, counted: int
) -> None:
    monkeypatch.setattr(index_module, "RANKED_BY_WORDS", counted)
    monkeypatch.setattr(ranking, "RANKED_BY_WORDS", counted)
    index = make_index([SearchDocument(f"k{i}", text) for i, text in enumerate(SENTENCES)])
    for text in (
        "observations that nobody on a ward kept",
        "records kept by warders overnight in cells",
        "nobody could get hold of the ambulance people",
    ):
        whole = [hit.key for hit in index.search(SearchQuery(text, size=100)).hits]
        assert len(whole) == len(set(whole)) == index.search(SearchQuery(text)).total > 4
        pages = [
            hit.key
            for page in range(1, len(whole) // 4 + 2)
            for hit in index.search(SearchQuery(text, page=page, size=4)).hits
        ]
        assert pages == whole == index.keys(SearchQuery(text))


def test_facet_counts_by_meaning_are_what_choosing_the_value_gives(
    encoder: Encoder, make_index: MakeIndex
) -> None:
    made = [
        SearchDocument(f"k{i}", text, facets={"shape": [str(i % 3)], "colour": [str(i % 7), "all"]})
        for i, text in enumerate(SENTENCES)
    ]
    index = make_index(made)
    by_key = {one.key: one for one in made}
    for text in (
        "checks on patients were not written down",
        "ambulance",
        "warders whom nobody taught how alarms work",
        "-family team",
    ):
        whole = index.search(SearchQuery(text, size=100))
        counts = Counter(value for hit in whole.hits for value in by_key[hit.key].facets["colour"])
        assert {one.value: one.count for one in whole.facets["colour"]} == counts
        for one in whole.facets["colour"]:
            chosen = index.search(SearchQuery(text, {"colour": [one.value]}, size=100))
            assert chosen.total == len(chosen.hits) == one.count
            assert all(one.value in by_key[hit.key].facets["colour"] for hit in chosen.hits)
            assert chosen.facets["colour"] == [
                (other.value, other.count, other.value == one.value) for other in whole.facets["colour"]
            ]
