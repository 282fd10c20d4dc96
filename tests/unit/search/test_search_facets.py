"""Facets counted from kept numbers, as the word index and a plain count give them."""

import datetime as dt
import random
from collections import Counter

import numpy as np
import pytest

from answerable.search import facets
from answerable.search.build import build, update
from answerable.search.documents import FacetValue, SearchDocument, SearchQuery
from answerable.search.facets import FacetValues
from answerable.search.index import Index

WORDS = ["ward", "staff", "night", "record", "observe", "risk", "family", "plan"]
COLOURS = [f"colour {number}" for number in range(30)]


def made(count: int, seed: int, first: int = 0) -> list[SearchDocument]:
    chance = random.Random(seed)
    return [
        SearchDocument(
            f"k{first + number}",
            " ".join(chance.sample(WORDS, 3)),
            facets={
                "colour": chance.sample(COLOURS, chance.randrange(4)),
                "shape": [chance.choice("abc")],
                **({"a": ["x"]} if number % 9 == 0 else {}),
            },
            date=dt.date(2020, 1, 1 + number % 20),
            order=number,
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, list[SearchDocument]]:
    """An index that was built, then changed and added to, and what it holds."""
    folder = tmp_path_factory.mktemp("facets")
    held = {one.key: one for one in made(150, 1)}
    changed = [*made(20, 2, first=30), *made(25, 3, first=150)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSWERABLE_MODEL", str(folder / "absent.onnx"))
        build(held.values(), folder / "index")
        update(changed, ["k0", "k1"], folder / "index")
    held |= {one.key: one for one in changed}
    del held["k0"], held["k1"]
    return Index.open(folder / "index"), list(held.values())


def queries(count: int) -> list[SearchQuery]:
    chance = random.Random(4)
    return [
        SearchQuery(
            " ".join(chance.sample(WORDS, chance.randrange(3))),
            {"colour": chance.sample([*COLOURS, "none"], 2)} if chance.random() < 0.5 else {},
            since=dt.date(2020, 1, 10) if chance.random() < 0.3 else None,
            sort=chance.choice(["relevance", "newest"]),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("few", [0, 40_000])
def test_counts_are_those_of_a_plain_count(
    searched: tuple[Index, list[SearchDocument]], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of few documents by their numbers, and of many by the word index."""
    monkeypatch.setattr(facets, "FEW", few)
    index, held = searched
    index._opened.counter._remembered.clear()
    by_key = {one.key: one for one in held}
    for query in queries(40):
        found = index.search(query).facets
        for name in ("colour", "shape", "a"):
            others = {other: values for other, values in query.filters.items() if other != name}
            keys = index.keys(SearchQuery(query.text, others, since=query.since))
            plain = Counter(value for key in keys for value in by_key[key].facets.get(name, ()))
            plain.update(dict.fromkeys(query.filters.get(name, ()), 0))
            chosen = query.filters.get(name, ())
            assert found.get(name, []) == sorted(
                (FacetValue(value, count, value in chosen) for value, count in plain.items()),
                key=lambda one: (-one.count, one.value),
            )


def test_values_are_made_when_looked_at_and_chosen_ones_come_first() -> None:
    values = FacetValues(["a", "b", "c", "d"], np.array([2, 0, 5, 2]), {"d", "b", "z"})
    assert [(one.value, one.count, one.selected) for one in values] == [
        ("c", 5, False),
        ("a", 2, False),
        ("d", 2, True),
        ("b", 0, True),
        ("z", 0, True),
    ]
    assert len(values) == 5
    assert values[0].value == "c"
    assert [one.value for one in values.chosen_first(4)] == ["d", "b", "z", "c"]
    assert [one.value for one in FacetValues(["a", "b"], np.array([1, 3]), ()).chosen_first(1)] == ["b"]
