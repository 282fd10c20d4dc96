"""Words and the query language."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.search.days import dated
from answerable.search.language import LONGEST_QUERY, parse
from answerable.search.words import cut, fold, stems


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The patient’s notes", "the patients notes"),
        ("The patient's notes", "the patients notes"),
        ("self-harm; SELF HARM", "self harm self harm"),
        ("Café, cafe\u0301", "cafe cafe"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("ref. 2021-0101/a", "ref 2021 0101 a"),
        ("\u00bd \u2713 \u2026", "12"),
        ("snake_case", "snake case"),
        ("", ""),
    ],
)
def test_fold_makes_one_form_of_a_word_however_written(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_cut_says_where_each_word_stands(text: str) -> None:
    end = 0
    for word in cut(text):
        assert end <= word.start < word.end <= len(text)
        assert word.plain == fold(text[word.start : word.end])
        assert word.plain.isalnum()
        end = word.end


@given(st.text())
def test_stems_are_as_many_as_words(text: str) -> None:
    folded = fold(text)
    assert len(stems(folded)) == len(folded.split())


def test_parse_tells_words_phrases_and_exclusions_apart() -> None:
    query = parse('observation "crisis team" -"on the road" -agency levels')
    assert [term.typed for term in query.words] == ["observation", "levels"]
    assert query.phrases == [("crisis", "team")]
    assert query.excluded_phrases == [("on", "the", "road")]
    assert [term.typed for term in query.excluded] == ["agency"]
    assert query.said == "observation crisis team levels"
    assert not query.notes


def test_parse_takes_curly_quotation_marks_as_straight_ones() -> None:
    assert parse("\u201ccrisis team\u201d").phrases == [("crisis", "team")]


def test_parse_keeps_the_hyphen_inside_a_word() -> None:
    (term,) = parse("self-harm").words
    assert term.plain == ("self", "harm")
    assert not parse("self-harm").excluded


def test_parse_drops_words_that_say_nothing_unless_there_is_nothing_else() -> None:
    assert [term.typed for term in parse("what did the ward do").words] == ["ward"]
    assert [term.typed for term in parse("who was it").words] == ["who", "was", "it"]


def test_parse_notes_what_it_could_not_understand() -> None:
    query = parse('ward "staff on duty')
    assert [term.typed for term in query.words] == ["ward", "staff", "duty"]
    assert query.notes == ["A quotation mark without its partner was ignored."]
    assert parse('ward "" "?!"').notes == ["An empty phrase in quotation marks was ignored."] * 2


def test_parse_notes_a_query_cut_short() -> None:
    query = parse("ward " * 1000)
    assert [term.typed for term in query.words] == ["ward"]
    assert query.notes == [f"Only the first {LONGEST_QUERY} characters of the query were used."]


@given(st.text(alphabet=st.characters() | st.sampled_from(' "-“”\n')))
def test_parse_takes_any_text(text: str) -> None:
    query = parse(text)
    for term in [*query.words, *query.excluded]:
        assert term.stems
        assert len(term.stems) == len(term.plain)
    assert all(query.phrases) and all(query.excluded_phrases)


def test_span_of_dates_may_be_written_either_way_round() -> None:
    assert dated("year", "2030..2010").since == dated("year", "2010..2030").since == dt.date(2010, 1, 1)
    assert dated("date", "2021-05..2021-03").until == dt.date(2021, 5, 31)
