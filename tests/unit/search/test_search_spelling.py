"""Words that were meant, out of the words that are there."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.search.documents import SearchDocument, SearchQuery
from answerable.search.index import Index
from answerable.search.spelling import slips_between
from tests.unit.search.conftest import DOCUMENTS, MakeIndex


@pytest.fixture
def spelt(no_model: None, make_index: MakeIndex) -> Index:
    """Each document of the fictional register three times: a word in fewer is not offered."""
    thrice = [replace(one, key=f"{one.key}.{place}") for one in DOCUMENTS for place in range(3)]
    return make_index([*thrice, SearchDocument("E-6", "A nihgt once written wrongly.")])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("obsevrations at night", "observations at night"),
        ("ligatur", ""),  # a form of a word that is there
        ("ligatre risks", "ligature risks"),
        ("Ligatre risks", "ligature risks"),
        ("medicaton -nihgt", "medication -nihgt"),
        ("selfharm", "self harm"),
        ("obsarvetions", "observations"),
        ("zzzzzz", ""),
        ("night", ""),
        ("xyz 2021-0109", ""),
        ("(ligatre OR nite) patient", "(ligature OR nite) patient"),
        ("body:ligatre", ""),
    ],
)
def test_words_that_are_not_there_are_put_as_words_that_are(spelt: Index, typed: str, meant: str) -> None:
    assert spelt.search(SearchQuery(typed)).meant == meant


words = st.text("abc", max_size=6)


@given(words, words)
def test_slips_are_counted_the_same_from_either_side(one: str, other: str) -> None:
    found = slips_between(one, other)
    assert found == slips_between(other, one)
    assert (found == 0) == (one == other)
    assert abs(len(one) - len(other)) <= found <= max(len(one), len(other))


def test_neighbours_changed_about_are_one_slip() -> None:
    assert slips_between("nihgt", "night") == 1
    assert slips_between("night", "nigt") == 1
    assert slips_between("abc", "") == 3
