"""The quick way of cutting plain texts is the same as the slow way of any."""

from hypothesis import given
from hypothesis import strategies as st

from answerable.search.words import cut


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=60))
def test_plain_texts_are_cut_as_others_are(text: str) -> None:
    other = f"{text} \u2026"
    assert cut(text) == cut(other)
