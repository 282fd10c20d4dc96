"""Concerns split one by one."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.text.boilerplate import find_boilerplate
from answerable.core.text.cleaning import plain, tidy
from answerable.core.text.pieces import Piece
from answerable.core.text.splitting import MOST_MARKERS, split_concerns

OPENING = (
    "During the course of the inquest the evidence revealed matters giving rise to concern. In"
    " my opinion there is a "
    "risk that future deaths could occur unless action is taken. In the circumstances it is my"
    " statutory duty to "
    "report to you. The MATTERS OF CONCERN are as follows. –"
)
CONCERNS = [
    "There was no record of the conversation in which leave was agreed.",
    "The ward's door could be opened by anyone who followed a visitor out.",
    "Observation records for the night were completed afterwards and in one hand.",
    "No one had been trained to use the new alarm.",
]
NUMBERS = ["1", "2", "3", "4"]
ROMANS = ["i", "ii", "iii", "iv"]
LETTERS = ["a", "b", "c", "d"]


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


@pytest.mark.parametrize("form", ["{}.", "({})", "{})", "[{}]", "{}:", "({})."])
@pytest.mark.parametrize("labels", [NUMBERS, ROMANS, LETTERS])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_numbered_concerns_come_apart_with_their_numbers(form: str, labels: list[str], between: str) -> None:
    marks = [form.format(label) for label in labels]
    split = split_concerns(between.join(f"{m} {c}" for m, c in zip(marks, CONCERNS, strict=True)))
    assert texts(split.pieces) == CONCERNS
    assert [piece.number for piece in split.pieces] == marks


@pytest.mark.parametrize("bullet", ["•", "-", "–", "\uf0b7", "*", "▪", "➢", "·"])
def test_bulleted_concerns_come_apart_without_numbers(bullet: str) -> None:
    split = split_concerns("\n".join(f"{bullet} {c}" for c in CONCERNS))
    assert texts(split.pieces) == CONCERNS
    assert {piece.number for piece in split.pieces} == {""}


@pytest.mark.parametrize("form", ["({})", "{}.", "{})"])
def test_list_that_runs_on_in_one_paragraph_comes_apart(form: str) -> None:
    split = split_concerns(" ".join(f"{form.format(n)} {c}" for n, c in zip(NUMBERS, CONCERNS, strict=True)))
    assert texts(split.pieces) == CONCERNS


def test_firstly_and_secondly_part_concerns() -> None:
    split = split_concerns(f"Firstly, {CONCERNS[0]} Secondly, {CONCERNS[1]}")
    assert texts(split.pieces) == CONCERNS[:2]
    assert [piece.number for piece in split.pieces] == ["Firstly", "Secondly"]


def test_capital_i_of_ocr_is_the_number_one() -> None:
    split = split_concerns(f"(I) {CONCERNS[0]}\n(2) {CONCERNS[1]}\n(3) {CONCERNS[2]}")
    assert texts(split.pieces) == CONCERNS[:3]


def test_concerns_under_words_come_apart() -> None:
    split = split_concerns(f"Concern 1\n{CONCERNS[0]}\n\nConcern 2\n{CONCERNS[1]}")
    assert texts(split.pieces) == CONCERNS[:2]


@pytest.mark.parametrize(
    "text",
    [
        "The patient was given 2 mg on\n3 March 2021 and a further 2. 5 mg later, against the policy.",
        "Under section 3 of the Act there was no plan. Paragraph 4.2 of the policy requires one.",
        "I am not satisfied that the lessons of 2019. have been learned by the Trust.",
    ],
)
def test_numbers_that_are_no_list_numbers_part_nothing(text: str) -> None:
    assert len(split_concerns(text).pieces) == 1


def test_quoted_alternatives_inside_a_sentence_part_nothing() -> None:
    text = (
        "(1) Ladders may be used (a) where they present a risk to life and/or (b) in a manner that"
        " presents a risk."
    )
    split = split_concerns(text)
    assert len(split.pieces) == 1
    assert split.pieces[0].parts == []


def test_limbs_that_are_asks_of_their_own_are_parts() -> None:
    text = (
        "1. The trust should review its policy on leave.\n"
        "(a) There was no place on the form for a time of return.\n"
        "(b) The nurse in charge was not told of the leave.\n"
        "2. The alarm did not sound."
    )
    first, second = split_concerns(text).pieces
    assert [part.number for part in first.parts] == ["(a)", "(b)"]
    assert first.text.endswith("told of the leave.")
    assert second.parts == []


def test_item_that_only_announces_gives_way_to_what_it_announces() -> None:
    text = (
        "1. During the inquest evidence was heard that:\n\n"
        "i. The ward was short of two nurses that night.\nii. The alarm did not sound.\n\n"
        "2. I have concerns with regard to the following:\n\n"
        "i. There is no plan for nights when the ward is short of nurses.\nii. The alarm is not tested."
    )
    split = split_concerns(text)
    assert [piece.number for piece in split.pieces] == ["1. i.", "1. ii.", "2. i.", "2. ii."]
    assert split.pieces[2].context.lead_in == "I have concerns with regard to the following:"


def test_asks_that_need_the_words_before_them_stay_with_them() -> None:
    text = (
        "Ward staff failed to:\n1. record the agreed leave\n2. tell the nurse in charge\n3. search"
        " the grounds"
    )
    (whole,) = split_concerns(text).pieces
    assert whole.text.startswith("Ward staff failed to:")
    assert [part.text for part in whole.parts][1] == "tell the nurse in charge"


def test_heading_gives_the_concerns_under_it_to_a_body() -> None:
    text = (
        f"For Penhallow Health Trust\n1. {CONCERNS[0]}\n2. {CONCERNS[1]}\n\nMarrowdale Council\n1."
        f" {CONCERNS[2]}"
    )
    split = split_concerns(text)
    assert texts(split.pieces) == CONCERNS[:3]
    assert [piece.context.addressee for piece in split.pieces] == [
        "Penhallow Health Trust",
        "Penhallow Health Trust",
        "Marrowdale Council",
    ]


def test_topic_heading_is_kept_beside_its_concerns() -> None:
    text = (
        f"Staffing levels\n\n1. {CONCERNS[0]}\n\n2. {CONCERNS[1]}\n\nLeave from the ward\n\n3. {CONCERNS[2]}"
    )
    split = split_concerns(text)
    assert [piece.context.heading for piece in split.pieces] == ["Staffing levels"] * 2 + [
        "Leave from the ward"
    ]


def test_bullets_end_where_a_paragraph_without_one_begins() -> None:
    text = (
        f"In evidence I heard the following:\n\n• {CONCERNS[0]}\n• {CONCERNS[1]}\n\n"
        f"The trust has written a plan, but no one could say when it starts.\n\n•"
        f" {CONCERNS[2]}\n• {CONCERNS[3]}"
    )
    assert texts(split_concerns(text).pieces) == [
        *CONCERNS[:2],
        "The trust has written a plan, but no one could say when it starts.",
        *CONCERNS[2:],
    ]


def test_roman_numbers_in_two_cases_are_one_list() -> None:
    split = split_concerns(f"(I) {CONCERNS[0]}\n(ii) {CONCERNS[1]}\n(III) {CONCERNS[2]}")
    assert [piece.number for piece in split.pieces] == ["(I)", "(ii)", "(III)"]


def test_letters_joined_by_a_pdf_are_parted_and_places_still_hold() -> None:
    text = (
        "In my opinion there is a risk that future deaths will occur unless acƟon is taken.\n1. No"
        " staﬀ came.\n2. No plan."
    )
    split = split_concerns(text)
    assert texts(split.pieces) == ["No staff came.", "No plan."]
    assert [text[piece.start : piece.end] for piece in split.pieces] == ["No staﬀ came.", "No plan."]


def test_text_with_more_numbers_than_any_report_is_left_in_paragraphs() -> None:
    split = split_concerns("\n".join(f"{n % 9 + 1}. x" for n in range(MOST_MARKERS + 2)))
    assert all("not-split" in piece.flags for piece in split.pieces)


def test_paragraphs_without_numbers_are_concerns_each_and_flagged() -> None:
    split = split_concerns("\n\n".join(CONCERNS[:3]))
    assert texts(split.pieces) == CONCERNS[:3]
    assert all(piece.flags == ["no-numbering"] for piece in split.pieces)


def test_paragraph_that_goes_on_stays_with_the_one_before() -> None:
    split = split_concerns(
        f"{CONCERNS[0]}\n\nThis meant that no one knew when he was due back.\n\n{CONCERNS[1]}"
    )
    assert len(split.pieces) == 2


def test_last_item_does_not_swallow_the_closing_paragraph() -> None:
    split = split_concerns(
        f"1. {CONCERNS[0]}\n\n2. {CONCERNS[1]}\n\nOverall, the ward needs a thorough review."
    )
    assert texts(split.pieces)[-1] == "Overall, the ward needs a thorough review."
    assert split.pieces[-1].flags == ["unnumbered-beside-list"]


def test_story_without_a_concern_is_flagged_and_kept() -> None:
    (piece,) = split_concerns(
        "Mr Thornhill left the ward on 1 March 2022. He was found on 2 March 2022."
    ).pieces
    assert "narrative" in piece.flags


def test_one_word_and_very_long_entries_are_flagged() -> None:
    assert "too-short" in split_concerns("1. Staffing.\n2. " + CONCERNS[0]).pieces[0].flags
    assert "long" in split_concerns("There was no plan for the night shift. " * 80).pieces[0].flags


def test_later_sections_in_the_same_cell_are_cut_off() -> None:
    text = (
        f"{OPENING} 1. {CONCERNS[0]} 2. {CONCERNS[1]} 6 ACTION COULD BE TAKEN In my opinion"
        f" action could be taken to "
        "prevent future deaths and I believe that the addressee has the power to take such"
        " action. 7 YOUR RESPONSE You "
        "are under a duty to respond to this report within 56 days. 8 COPIES and PUBLICATION"
        " 1. The family of the dead."
    )
    split = split_concerns(text)
    assert texts(split.pieces) == CONCERNS[:2]
    assert split.removed[-1].why == "next-section"


_WORDS = st.sampled_from(
    ["the", "ward", "gate", "nurse", "was", "not", "locked", "when", "record", "of", "staff", "and", "policy"]
)
_SENTENCE = st.lists(_WORDS, min_size=6, max_size=25).map(lambda words: " ".join(words).capitalize() + ".")
_FORMULA = st.sampled_from(
    [
        "In the circumstances it is my statutory duty to report to you.",
        "In my opinion there is a risk that future deaths will occur unless action is taken.",
        "During the course of the inquest the evidence revealed matters giving rise to concern.",
        "The MATTERS OF CONCERN are as follows:",
    ]
)
_STYLES = st.sampled_from(["{}. ", "({}) ", "{}) "])


@given(
    st.lists(_SENTENCE, min_size=2, max_size=12, unique_by=str.lower), _STYLES, st.lists(_FORMULA, max_size=4)
)
@settings(max_examples=150, deadline=None)
def test_numbered_sentences_come_back_whatever_the_form_puts_before_them(
    sentences: list[str], style: str, formulas: list[str]
) -> None:
    numbered = [style.format(n) + s for n, s in enumerate(sentences, start=1)]
    split = split_concerns("\n".join([*formulas, *numbered]))
    assert texts(split.pieces) == sentences


@given(st.lists(st.one_of(_SENTENCE, _FORMULA), min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_word_of_a_concern_is_ever_lost(sentences: list[str]) -> None:
    split = split_concerns("\n\n".join(sentences))
    kept = " ".join(words for p in split.pieces for words in (p.context.heading, p.context.lead_in, p.text))
    for sentence in sentences:
        if not find_boilerplate(sentence):
            assert sentence in kept


@given(st.text(alphabet="abc ABC .:;()\n123ivx•-–\x00\xa0", max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_is_split_in_order_and_in_its_own_words(text: str) -> None:
    split = split_concerns(text)
    last = 0
    for piece in split.pieces:
        assert last <= piece.start < piece.end <= len(text)
        assert re.sub(r"\s", "", piece.text) in re.sub(r"\s", "", tidy(plain(text)[piece.start : piece.end]))
        last = piece.end
