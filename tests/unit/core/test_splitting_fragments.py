"""What is no concern by itself: introductions, numbers, blacked-out words, addresses, repeats, form hints."""

import pytest

from answerable.core.text.pieces import Piece
from answerable.core.text.splitting import split_concerns
from answerable.sources.adapters.concerns import concern_entries

CONCERNS = [
    "There was no record of the conversation in which leave was agreed.",
    "The ward's door could be opened by anyone who followed a visitor out.",
    "Observation records for the night were completed afterwards and in one hand.",
]
STORY = (
    "The ward had been short of two nurses since the spring and used agency staff. They came from two firms,"
    " each with its own way of handing over, and the rota for the week was drawn up on the Sunday before it."
)
OPENING = "During the course of the inquest the evidence revealed matters giving rise to concern."


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


def whys(text: str) -> list[str]:
    return [removed.why for removed in split_concerns(text).removed]


def listed(*items: str) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))


def test_last_sentence_of_a_paragraph_leads_into_the_list_below_it() -> None:
    lead = "The review of the ward by the quayside clinic found three faults:"
    split = split_concerns(f"{STORY} {lead}\n\n{listed(*CONCERNS)}")
    assert texts(split.pieces) == [STORY, *CONCERNS]
    assert [piece.context.lead_in for piece in split.pieces] == ["", lead, lead, lead]


def test_items_that_need_the_sentence_before_them_become_its_limbs_without_the_paragraph() -> None:
    split = split_concerns(f"{STORY} The clinic failed to:\n(a) record the leave;\n(b) lock the door.")
    assert texts(split.pieces) == [
        STORY,
        "The clinic failed to:\n(a) record the leave;\n(b) lock the door.",
    ]
    assert texts(split.pieces[1].parts) == ["record the leave;", "lock the door."]


def test_paragraph_after_a_colon_goes_on_with_the_one_before() -> None:
    first = f"{STORY} {CONCERNS[0]} {STORY} The ward's manager, who had then been there for a year, stated:"
    split = split_concerns(f"{first}\n\n“I do not know why the door was left open so often.”")
    assert texts(split.pieces) == [f"{first}\n“I do not know why the door was left open so often.”"]


def test_first_item_that_announces_the_others_of_its_list_is_their_lead_in() -> None:
    lead = "Several faults in the running of the quayside clinic played a part as follows:"
    split = split_concerns(listed(lead, *CONCERNS))
    assert texts(split.pieces) == CONCERNS
    assert {piece.context.lead_in for piece in split.pieces} == {lead}
    assert [piece.number for piece in split.pieces] == ["2.", "3.", "4."]


def test_item_that_ends_in_a_colon_takes_the_list_below_it_as_its_parts() -> None:
    steps = ["A refuge in the middle of the road for walkers;", "Lights at the crossing by the pier."]
    opening = "Steps that the council of the quay looked at and did not take include:"
    split = split_concerns(f"(1) {CONCERNS[0]}\n(2) {CONCERNS[1]}\n(3) {opening}\n{listed(*steps)}")
    assert texts(split.pieces) == [*CONCERNS[:2], f"{opening}\n{listed(*steps)}"]
    assert texts(split.pieces[2].parts) == steps
    assert [part.number for part in split.pieces[2].parts] == ["1.", "2."]


def test_introduction_over_a_headed_section_leads_into_that_section() -> None:
    lead = "Two themes emerged at the inquest which go beyond this one clinic:"
    split = split_concerns(f"{lead}\n\nGuidance\n\n{CONCERNS[0]}")
    assert texts(split.pieces) == [CONCERNS[0]]
    assert (split.pieces[0].context.heading, split.pieces[0].context.lead_in) == ("Guidance", lead)


def test_long_heading_that_names_bodies_gives_them_what_follows() -> None:
    heading = (
        "In relation to the Food Agency, the Harbour Council and the Department of Quays and Piers and Boats:"
    )
    split = split_concerns(f"{STORY}\n\n{heading}\n\n{CONCERNS[0]}")
    assert texts(split.pieces) == [STORY, CONCERNS[0]]
    assert split.pieces[1].context.addressee.startswith("the Food Agency, the Harbour Council")


@pytest.mark.parametrize(("words", "why"), [("(3)", "number"), ("[REDACTED]", "redacted")])
def test_item_without_words_is_left_out_with_its_reason(words: str, why: str) -> None:
    text = f"(1) {CONCERNS[0]}\n(2) {words}"
    assert texts(split_concerns(text).pieces) == [CONCERNS[0]]
    assert whys(text) == [why]


def test_report_whose_concerns_are_all_blacked_out_says_so() -> None:
    entries, why, _ = concern_entries("(1) [REDACTED].\n(2) [REDACTED]")
    assert not entries
    assert "redacted" in why


def test_postal_address_is_no_concern_and_one_within_a_concern_is() -> None:
    address = "The Pier Office, 12 Example Parade, Marrowdale, ZZ9 9ZZ;"
    kept = "Staff at the clinic at 12 Example Parade, ZZ9 9ZZ did not lock the door at night."
    split = split_concerns(f"{CONCERNS[0]}\n\nI report this to:\na. {address}\nb. {address}\n\n{kept}")
    assert texts(split.pieces) == [CONCERNS[0], kept]
    assert {removed.why for removed in split.removed} == {"address"}


def test_letterhead_of_the_coroner_is_page_furniture_and_the_form_after_it_is_found() -> None:
    head = (
        "Marrowdale Coroner's Court, Example Parade, Marrowdale, ZZ9 9ZZ Tel 01632 960001 | post@example.org"
    )
    split = split_concerns(f"{head} {OPENING}\n{listed(*CONCERNS)}")
    assert texts(split.pieces) == CONCERNS
    assert [removed.why for removed in split.removed] == ["footer", "opening"]


def test_hint_of_the_form_goes_and_the_words_after_it_stay() -> None:
    split = split_concerns(f"(brief summary of matters of concern) {CONCERNS[0]}")
    assert texts(split.pieces) == [CONCERNS[0]]
    assert [removed.why for removed in split.removed] == ["hint"]


@pytest.mark.parametrize("sentence", ["The MATTERS OF CONCERN are as follows. –", OPENING])
def test_page_number_before_a_sentence_of_the_form_goes_with_it(sentence: str) -> None:
    split = split_concerns(f"2 {sentence}\n{listed(*CONCERNS)}")
    assert texts(split.pieces) == CONCERNS


def test_bare_number_before_the_coroners_own_words_stays() -> None:
    assert texts(split_concerns("2 Nurses were on the ward and four were needed.").pieces) == [
        "2 Nurses were on the ward and four were needed."
    ]


def test_concern_said_twice_is_kept_once() -> None:
    text = listed(CONCERNS[0], CONCERNS[1], CONCERNS[0].upper())
    assert texts(split_concerns(text).pieces) == CONCERNS[:2]
    assert whys(text) == ["repeated"]


def test_same_words_to_another_body_are_another_concern() -> None:
    text = f"For the Harbour Trust:\n\n{CONCERNS[0]}\n\nFor the Quay Council:\n\n{CONCERNS[0]}"
    assert [(p.text, p.context.addressee) for p in split_concerns(text).pieces] == [
        (CONCERNS[0], "Harbour Trust"),
        (CONCERNS[0], "Quay Council"),
    ]
