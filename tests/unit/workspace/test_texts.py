"""Texts on the desk: shared words marked, the matching sentence set apart, withheld names kept so."""

from hypothesis import given
from hypothesis import strategies as st

from answerable.workspace.presenters.texts import passages, stems_of, with_phrases

TEXT = "Nobody checked the alarms. [name withheld] was told of alarms that failed."


def whole(text: str, marks: frozenset[str], sentence: str) -> str:
    return "".join(piece.text for passage in passages(text, marks, sentence) for piece in passage.pieces)


def test_shared_words_are_marked_in_whatever_form_they_stand() -> None:
    marks = stems_of("An alarm was checking itself") & stems_of(TEXT)
    pieces = [piece for passage in passages(TEXT, marks) for piece in passage.pieces]
    assert [piece.text for piece in pieces if piece.marked] == ["checked", "alarms", "alarms"]
    assert [piece.text for piece in pieces if piece.withheld] == ["[name withheld]"]


def test_words_that_say_nothing_are_never_marked() -> None:
    assert stems_of("the of and 2021 alarms") == stems_of("alarms")


def test_sentence_is_set_apart_where_it_stands() -> None:
    first, rest = passages(TEXT, (), "Nobody checked the alarms.")
    assert (first.matched, rest.matched) == (True, False)
    before, matched = passages(TEXT, (), "[name withheld] was told of alarms that failed.")
    assert (before.matched, matched.matched) == (False, True)


def test_sentence_that_is_no_longer_in_the_text_is_left_out() -> None:
    (only,) = passages(TEXT, (), "Somebody checked.")
    assert not only.matched


def test_text_of_one_sentence_is_matched_whole() -> None:
    (only,) = passages("Nobody checked.", (), "Nobody checked.")
    assert only.matched


def test_phrase_is_marked_only_where_its_words_stand_together() -> None:
    (only,) = with_phrases("A voluntary\npatient. Patient confidentiality.", ["voluntary patient"])
    assert [piece.text for piece in only.pieces if piece.marked] == ["voluntary\npatient"]
    assert with_phrases(TEXT, ()) == passages(TEXT)


@given(st.text(max_size=80), st.lists(st.text(max_size=10), max_size=4))
def test_nothing_of_a_text_with_phrases_is_lost(text: str, phrases: list[str]) -> None:
    assert "".join(piece.text for one in with_phrases(text, phrases) for piece in one.pieces) == text


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=40))
def test_nothing_of_a_text_is_lost(text: str, other: str, sentence: str) -> None:
    assert whole(text, stems_of(text) | stems_of(other), sentence) == text
