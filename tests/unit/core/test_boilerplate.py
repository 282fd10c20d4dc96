"""The words of the form, found and left out; the coroner's own, left alone."""

import pytest

from answerable.core.text.boilerplate import find_boilerplate, without_boilerplate
from answerable.core.text.cleaning import tidy
from answerable.core.text.splitting import split_concerns

OPENING = (
    "During the course of the inquest the evidence revealed matters giving rise to concern. In"
    " my opinion there is "
    "a risk that future deaths could occur unless action is taken. In the circumstances it is"
    " my statutory duty to "
    "report to you. The MATTERS OF CONCERN are as follows. –"
)
CONCERNS = [
    "There was no record of the conversation in which leave was agreed.",
    "The ward's door could be opened by anyone who followed a visitor out.",
]


def test_only_the_form_leaves_nothing_but_reasons() -> None:
    split = split_concerns(OPENING)
    assert split.pieces == []
    assert {removed.why for removed in split.removed} == {"opening", "risk", "duty", "heading"}


@pytest.mark.parametrize(
    "formula",
    [
        "During the course of the inquest, the evidence revealed matters given rise to concern.",
        "During the course of the investigation my inquiries revealed matters giving rise to concern.",
        "In my opinion, there is a risk that future deaths will occur unless action is taken.",
        "Inmy opinion there is a risk that future deaths could occur unless action is taken.",
        "In the circumstances, it is my statutory duty to report to you.",
        "The MATTERS OF CONCERN are as follows:-",
        "[BRIEF SUMMARY OF MATTERS OF CONCERN]",
        "Regulation 28 – After Inquest Document Template Updated 30/07/2021",
        "I, the coroner, may extend the period.",
    ],
)
def test_formula_of_the_form_is_found_from_end_to_end(formula: str) -> None:
    text = f"{CONCERNS[0]}\n{formula}\n{CONCERNS[1]}"
    assert tidy(without_boilerplate(text)[0]) == f"{CONCERNS[0]}\n{CONCERNS[1]}"


@pytest.mark.parametrize(
    "sentence",
    [
        "During the course of the inquest the evidence revealed matters giving rise to concern"
        " given that the gate was open.",
        "In my opinion there is a risk that future deaths could occur unless action is taken"
        " to mend the gate.",
        "In my opinion there is a risk that future deaths of cyclists will occur on this bend.",
        "It is a matter of concern that the gate was open.",
        "I have a statutory duty to report the state of the gate.",
        "Action should be taken by the council to mend the gate.",
    ],
)
def test_sentence_that_says_more_than_the_form_stays_whole(sentence: str) -> None:
    assert find_boilerplate(sentence) == []
    assert [piece.text for piece in split_concerns(sentence).pieces] == [sentence]


def test_footer_in_the_middle_of_a_sentence_is_taken_out() -> None:
    (piece,) = split_concerns(
        "The gate was Regulation 28 – After Inquest Document Template Updated 16/05/2023 left"
        " open by the contractor."
    ).pieces
    assert piece.text == "The gate was left open by the contractor."
