"""Passages shown with a result."""

from hypothesis import given
from hypothesis import strategies as st

from answerable.search.language import parse
from answerable.search.snippets import matching_spans, snippet

LONG = "The first sentence speaks of something else altogether. " * 20


def shown(text: str, query: str) -> list[tuple[str, bool]]:
    return snippet(text, matching_spans(text, parse(query))[0])


def test_snippet_of_a_long_text_shows_the_place_with_the_matches() -> None:
    pieces = shown(f"{LONG}Nobody answered the alarm on the ward at night. {LONG}", "ward alarm")
    assert [text for text, is_match in pieces if is_match] == ["alarm", "ward"]
    assert pieces[0][0].startswith("… ")
    assert pieces[-1][0].endswith(" …")
    assert sum(len(text) for text, _ in pieces) < 300


def test_snippet_without_matches_is_the_beginning() -> None:
    pieces = shown(LONG, "lighthouse")
    assert len(pieces) == 1
    assert pieces[0][0].startswith("The first sentence")
    assert pieces[0][0].endswith(" …")


def test_snippet_marks_a_phrase_as_one_piece_and_not_its_words_elsewhere() -> None:
    pieces = shown("The team met. The crisis team met the team.", '"crisis team"')
    assert [text for text, is_match in pieces if is_match] == ["crisis team"]


def test_snippet_marks_a_compound_only_where_its_parts_stand_in_a_row() -> None:
    pieces = shown("Harm to self, and self-harming, and harm.", "self-harm")
    assert [text for text, is_match in pieces if is_match] == ["self-harming"]


def test_snippet_turns_line_breaks_into_spaces() -> None:
    assert shown("On the\n\n  ward\tat night", "ward") == [
        ("On the ", False),
        ("ward", True),
        (" at night", False),
    ]


@given(st.text(max_size=1500), st.text(max_size=50))
def test_snippet_of_any_text_is_short_and_made_of_its_characters(text: str, query: str) -> None:
    pieces = shown(text, query)
    assert all(piece for piece, _ in pieces)
    joined = "".join(piece for piece, _ in pieces)
    assert len(joined) <= 300
    assert " ".join(joined.removeprefix("… ").removesuffix(" …").split()) in " ".join(text.split())
