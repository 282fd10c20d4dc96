"""The limbs of one recommendation."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.sources.adapters.limbs import are_separate_asks, parts_of, split_limbs
from answerable.sources.drafts import Passage


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The Board should: (a) light the lamp; and (b) ring the bell twice.", ["(a)", "(b)"]),
        (
            "The Board should: (i) light the lamp; (ii) ring the bell; (iii) write it down.",
            ["(i)", "(ii)", "(iii)"],
        ),
        ("The Board works with others to:\n1) Light the lamp.\n2) Ring the bell.", ["1)", "2)"]),
        ("The Board must:\n• light the lamp;\n• ring the bell.", ["", ""]),
        (
            "The Board should ensure that: the lamp is lit; the bell is rung; and the log is kept.",
            ["", "", ""],
        ),
    ],
)
def test_list_is_taken_apart_by_its_own_marks(text: str, numbers: list[str]) -> None:
    lead, limbs = split_limbs(text)
    assert [limb.number for limb in limbs] == numbers
    assert are_separate_asks(lead, limbs)


def test_references_to_sections_are_no_limbs() -> None:
    text = "The power under s55(1)(a) and section 32(4) and (5)(b) should be used as in paragraph 2(b)."
    assert split_limbs(text)[1] == []


def test_short_mention_of_two_letters_is_no_list() -> None:
    assert split_limbs("The Board should do what (a) and (b) say.")[1] == []


def test_subjects_of_one_ask_are_no_parts() -> None:
    text = "The Board should publish a report covering: (a) the lamps it lit; (b) the bells it rang."
    assert parts_of(text, "recommendation", Passage()) == []


def test_limbs_that_each_say_should_are_parts_whatever_leads_in() -> None:
    text = "These principles apply: (a) the lamp should be lit at dusk; (b) the bell should be rung at noon."
    assert len(parts_of(text, "recommendation", Passage())) == 2


def test_sentences_after_the_list_belong_to_the_whole() -> None:
    text = "The Board should: (a) light the lamp; and (b) ring the bell. This must be done by May."
    assert [limb.text for limb in split_limbs(text)[1]] == ["light the lamp", "ring the bell"]


def test_inner_list_becomes_parts_of_its_part() -> None:
    text = "Light\n(a) The lamp\n(i) The Board should light it.\n(ii) It should be clean.\n(b) Ring the bell."
    parts = parts_of(text, "recommendation", Passage(), numbered_list=True)
    assert [part.number for part in parts] == ["(a)", "(b)"]
    assert [inner.number for inner in parts[0].parts] == ["(i)", "(ii)"]


def test_parts_know_where_they_stand() -> None:
    text = "The Board should: (a) light the lamp; (b) ring the bell."
    parts = parts_of(text, "recommendation", Passage(page=3, start=100, end=100 + len(text)))
    for part in parts:
        assert part.passage.page == 3
        assert part.passage.start is not None
        assert part.passage.end is not None
        assert part.text in text[part.passage.start - 100 : part.passage.end - 100]


_MARKS = ["(a) ", "(b) ", "(i) ", "• ", "1) ", ": ", "; ", "lamp ", "should ", "\n", ". It "]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_MARKS), max_size=40))
def test_any_run_of_marks_gives_limbs_inside_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for limb in split_limbs(text)[1]:
        assert limb.text in text
        assert 0 <= limb.start <= limb.end <= len(text)
