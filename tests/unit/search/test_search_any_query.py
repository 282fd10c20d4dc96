"""Whatever a reader types, an answer comes back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.search.documents import SearchQuery
from answerable.search.index import Index

anything = st.text(
    alphabet=st.characters(codec=None) | st.sampled_from('" -():*~^[]{}\\/+&|!“”\x00'), max_size=200
)
often = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@often
@given(text=anything, facet=anything, value=anything)
def test_any_query_gives_an_answer(words_index: Index, text: str, facet: str, value: str) -> None:
    result = words_index.search(SearchQuery(text, {facet: [value]}))
    assert result.total == 0
    result = words_index.search(SearchQuery(text))
    assert len(result.hits) == result.total <= 5


@often
@given(text=anything)
def test_any_query_gives_an_explained_answer_by_meaning_too(index: Index, text: str) -> None:
    result = index.search(SearchQuery(text))
    assert len(result.hits) == result.total <= 5
    nothing_asked = not any(hit.score for hit in result.hits)
    for hit in result.hits:
        assert nothing_asked or hit.why.words or hit.why.phrase or hit.why.meaning is not None


@pytest.mark.parametrize(
    "text", ["AND", "OR NOT", "ward:staff", "text:ward", "ward*", "wa?d", "(ward", "\x00", "\ud800"]
)
def test_signs_that_make_no_sense_are_no_errors(words_index: Index, text: str) -> None:
    words_index.search(SearchQuery(text))
