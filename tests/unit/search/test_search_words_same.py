"""The quick way of cutting plain texts is the same as the slow way of any."""

from hypothesis import given
from hypothesis import strategies as st

from answerable.search.words import cut, cut_any, fold, folded_words, places

PRINTED = "\u2019\u02bc\u2018\u201c\u201d\u201e\u2013\u2014\u2026\u2022\u00b7\u00a0\u00a3\u00e9\u00bd\u00ad_'"


@given(st.text(alphabet=st.characters(max_codepoint=127) | st.sampled_from(PRINTED), max_size=60))
def test_plain_texts_are_cut_as_others_are(text: str) -> None:
    words = cut_any(text)
    assert cut(text) == words
    assert folded_words(text) == [word.plain for word in words] == fold(text).split()
    wanted = range(0, len(words), 2)
    assert places(text, wanted) == {at: (words[at].start, words[at].end) for at in wanted}
