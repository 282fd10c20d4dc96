"""What a search gives, and how it explains itself."""

import datetime as dt
from collections.abc import Callable

import pytest

from answerable.search.documents import SearchDocument, SearchQuery
from answerable.search.index import DEEPEST, Index

MakeIndex = Callable[[list[SearchDocument]], Index]


def keys(index: Index, text: str = "", **more: object) -> list[str]:
    return [hit.key for hit in index.search(SearchQuery(text, **more)).hits]  # type: ignore[arg-type]


def test_search_for_nothing_lists_everything_newest_first_and_undated_last(words_index: Index) -> None:
    result = words_index.search(SearchQuery())
    assert [hit.key for hit in result.hits] == ["E-2", "E-3", "E-1", "E-4", "E-5"]
    assert result.total == 5
    assert not result.notes


def test_search_oldest_first_keeps_undated_last(words_index: Index) -> None:
    assert keys(words_index, sort="oldest") == ["E-4", "E-1", "E-2", "E-3", "E-5"]


def test_search_finds_other_forms_of_a_word(words_index: Index) -> None:
    assert keys(words_index, "observing") == ["E-1"]


def test_search_finds_words_of_title_reference_and_addressee(words_index: Index) -> None:
    assert keys(words_index, "recommendation 12") == ["E-4"]
    assert keys(words_index, "2021-0101") == ["E-1"]
    assert set(keys(words_index, "fernhill")) == {"E-1", "E-3"}


def test_search_needs_every_word_of_a_short_query_and_most_of_a_long_one(words_index: Index) -> None:
    assert keys(words_index, "agency observations") == []
    assert keys(words_index, "agency nurses ligature lighthouse") == ["E-2"]
    assert keys(words_index, "agency nurses bicycle lighthouse") == []


def test_search_takes_parts_of_a_compound_in_a_row(words_index: Index) -> None:
    assert keys(words_index, "self-harm") == keys(words_index, "self-harming") == ["E-2"]
    assert keys(words_index, "harm-self") == []


def test_phrase_matches_exactly_and_not_by_stem(words_index: Index) -> None:
    assert keys(words_index, '"hourly observations"') == ["E-1"]
    assert keys(words_index, '"hourly observation"') == []
    assert keys(words_index, '"observations hourly"') == []


def test_phrase_does_not_run_from_title_into_text(words_index: Index) -> None:
    assert keys(words_index, '"at night"') == ["E-1"]
    assert keys(words_index, '"night staff"') == []


def test_every_phrase_must_be_there(words_index: Index) -> None:
    assert keys(words_index, '"agency nurses" "ligature risks"') == ["E-2"]
    assert keys(words_index, '"agency nurses" "crisis team"') == []


def test_exclusion_shuts_out_a_word_in_all_its_forms(words_index: Index) -> None:
    assert "E-1" not in keys(words_index, "-observing")
    assert keys(words_index, "fernhill -observation") == ["E-3"]
    assert keys(words_index, 'fernhill -"crisis team"') == ["E-1"]


def test_filters_are_or_within_a_facet_and_and_across(words_index: Index) -> None:
    assert set(keys(words_index, filters={"year": ["2021", "2018"]})) == {"E-1", "E-4"}
    assert keys(words_index, filters={"year": ["2021", "2018"], "kind": ["inquiry"]}) == ["E-4"]
    assert keys(words_index, filters={"kind": []}) == keys(words_index)


def test_facet_counts_ignore_their_own_choice_and_keep_the_others(words_index: Index) -> None:
    facets = words_index.search(SearchQuery(filters={"year": ["2022"]})).facets
    assert facets["year"] == [("2022", 2, True), ("2018", 1, False), ("2021", 1, False)]
    assert facets["kind"] == [("coroner", 2, False)]


def test_facet_value_chosen_that_no_result_has_is_still_listed(words_index: Index) -> None:
    result = words_index.search(SearchQuery(filters={"year": ["1999"], "colour": ["red"]}))
    assert result.total == 0
    assert ("1999", 0, True) in result.facets["year"]
    assert result.facets["colour"] == [("red", 0, True)]


def test_dates_are_inclusive_and_leave_out_the_undated(words_index: Index) -> None:
    assert set(keys(words_index, since=dt.date(2021, 3, 4))) == {"E-1", "E-2", "E-3"}
    assert set(keys(words_index, until=dt.date(2021, 3, 4))) == {"E-1", "E-4"}
    assert keys(words_index, since=dt.date(2021, 3, 5), until=dt.date(2021, 12, 31)) == []


def test_page_and_size_out_of_range_are_brought_into_range(words_index: Index) -> None:
    assert len(keys(words_index, page=-3, size=0)) == 1
    assert len(keys(words_index, size=1000)) == 5
    assert keys(words_index, page=10**6) == []


def test_search_by_relevance_says_where_paging_ends(words_index: Index) -> None:
    result = words_index.search(SearchQuery("patient", page=DEEPEST, size=10))
    assert result.total == 2
    assert result.hits == []
    assert any("can be paged through" in note for note in result.notes)


def test_hit_says_which_words_of_the_query_it_has(words_index: Index) -> None:
    (hit,) = words_index.search(SearchQuery("agency nursing ligature lighthouse")).hits
    assert hit.why.words == ("agency", "nursing", "ligature")
    assert hit.why.meaning is None
    assert not hit.why.phrase


def test_search_says_which_words_are_not_in_the_register(words_index: Index) -> None:
    notes = words_index.search(SearchQuery("agency lighthouse")).notes
    assert "Nothing here has the word “lighthouse”." in notes
    assert not any("agency" in note for note in notes)


def test_search_by_words_alone_says_so(words_index: Index) -> None:
    result = words_index.search(SearchQuery("agency"))
    assert result.mode == "words"
    assert any("words alone" in note for note in result.notes)


def test_search_finds_a_question_in_other_words(index: Index) -> None:
    result = index.search(SearchQuery("nobody listened to what relatives were saying about her decline"))
    assert result.mode == "words+meaning"
    assert result.hits[0].key == "E-3"
    why = result.hits[0].why
    assert why.meaning is not None
    assert why.meaning > 0.3
    assert not why.words


def test_every_result_can_be_explained(index: Index) -> None:
    for text in (
        "night checks on wards",
        "patient",
        "medication discharge",
        "street lights",
        '"crisis team" family',
    ):
        for hit in index.search(SearchQuery(text)).hits:
            assert hit.why.words or hit.why.phrase or hit.why.meaning is not None


def test_documents_with_every_word_come_first(make_index: MakeIndex, no_model: None) -> None:
    many = [SearchDocument(f"a{i}", "ward staff ward staff ward staff") for i in range(5)]
    index = make_index(
        [*many, SearchDocument("b", "A ward of many words, where the staff had one alarm for all.")]
    )
    assert keys(index, "ward staff night alarm")[0] == "b"
    assert keys(index, "ward alarm") == ["b"]


def test_search_for_a_name_that_the_register_lacks_finds_nothing(index: Index) -> None:
    assert index.search(SearchQuery("Quillon Barraclough")).total == 0
    assert index.search(SearchQuery("Barraclough")).total == 0


def test_search_for_a_reference_goes_by_words(index: Index) -> None:
    result = index.search(SearchQuery("2022-0007"))
    assert [hit.key for hit in result.hits] == ["E-2"]
    assert result.hits[0].why.meaning is None


def test_phrase_search_ignores_nearness_in_meaning(index: Index) -> None:
    assert keys(index, '"crisis team"') == ["E-3"]
    assert keys(index, '"crisis teams"') == []


def test_snippet_marks_the_matches(words_index: Index) -> None:
    (hit,) = words_index.search(SearchQuery("ligature nurses")).hits
    assert [text for text, is_match in hit.snippet if is_match] == ["nurses", "ligature"]
    assert "".join(text for text, _ in hit.snippet).startswith("Agency nurses")


@pytest.mark.parametrize("given", ["year", "2022", "\x1f", "a\x1fb", "\ud800", "x" * 70_000])
def test_filter_of_any_text_gives_an_answer(words_index: Index, given: str) -> None:
    assert words_index.search(SearchQuery(filters={given: [given]})).total == 0


def test_empty_index_can_be_searched(make_index: MakeIndex) -> None:
    index = make_index([])
    assert index.search(SearchQuery("ward")).total == 0
    assert index.search(SearchQuery()).hits == []
