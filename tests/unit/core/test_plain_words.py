"""Entries in plain words: picked and reworded by rule, and never more than is written."""

import re

import pytest

from answerable.core.text.names.spans import MARKS
from answerable.core.text.plain.reading_age import reading_age
from answerable.core.text.plain.summary import Words, summary

FIRST = "A coroner raised this concern to help stop more deaths. "
MORE = " It says more, which you can read below."
NONE = "Its own words are below. We give no short form of them."


def said(text: str, *, lead_in: str = "", kind: str = "concern", instrument: str = "reg28") -> str:
    return summary(Words(kind, instrument, text, lead_in)).removeprefix(FIRST)


class TestWording:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "I am concerned that staff were not provided with training prior to starting work.",
                "Staff were not given training before starting work.",
            ),
            ("That there was no policy for agency staff;", "There was no policy for agency staff."),
            (
                "I understand that the lamp was not utilised, and I heard that nobody asked me.",
                "The coroner understands that the lamp was not used, and the coroner heard that nobody asked "
                "the coroner.",
            ),
            (
                "[the person who died] was not told whilst on the ward; the family of the deceased was not "
                "told.",
                "The person who died was not told while on the ward. The family of the person who died was "
                "not told.",
            ),
            (
                "There was no CTG at handover, and no CTG later.",
                "There was no CTG at handover, and no CTG later. CTG means a trace of an unborn baby’s "
                "heart. Handover means passing on what the next staff need to know.",
            ),
            (
                "The lamp was broken on the night of the fall and there was no other lamp on the landing.",
                "The lamp was broken on the night of the fall. There was no other lamp on the landing.",
            ),
            (
                "There was no list of the lamps in the home, which meant that staff could not count them.",
                "There was no list of the lamps in the home. This meant that staff could not count them.",
            ),
            (
                "The form was signed by the doctor of the ward, but it was not read by anybody.",
                "The form was signed by the doctor of the ward. But it was not read by anybody.",
            ),
            (
                "Staff were unable to explain an incorrect dose, and an additional check is required.",
                "Staff could not explain a wrong dose, and an extra check is needed.",
            ),
            (
                "There was confusion (i.e. regarding a lift) in the home.",
                "There was confusion (i.e. about a lift) in the home.",
            ),
        ],
    )
    def test_plainer_where_that_is_certain(self, text: str, expected: str) -> None:
        assert said(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "If the lamp is broken on the night and there is no other lamp then nobody can see.",
            "The coroner heard that the lamp was broken and that the landing was dark on that night.",
            "There was a form for the doctor of the ward and those who were on call at night.",
            "The lists should be read by the nurse and the keys are kept unless both are away.",
            "The policy requires staff to check, and the home gave an undertaking to do so.",
        ],
    )
    def test_what_hangs_together_is_not_parted(self, text: str) -> None:
        assert said(text) == text

    @pytest.mark.parametrize(
        "text",
        [
            "We were not told of the lamp by the landlord.",
            "I wonder at how little was written down there.",
            "The court was told by Dr [name withheld] that nobody came.",
            "There was no sign for your staff on that road.",
            "The [REDACTED] manager did not keep the list.",
        ],
    )
    def test_exact_words_where_it_is_not(self, text: str) -> None:
        assert said(text) == f"It says: “{text}”"

    def test_what_somebody_said_stays_as_it_is(self) -> None:
        text = "The manager said “we utilise nobody prior to noon” and did not explain."
        assert said(text) == f"It says this: {text}"

    def test_inquiry_speaks_of_itself_as_it_does(self) -> None:
        text = "I recommend that the Department should keep a list."
        assert said(text, kind="recommendation", instrument="inquiry") == (
            "A public inquiry asks for this. The Department should keep a list."
        )
        text = "I think the Department should keep a list for my successors."
        assert "It says: “I think" in said(text, kind="recommendation", instrument="inquiry")

    @pytest.mark.parametrize(
        ("kind", "instrument", "begins"),
        [
            ("recommendation", "hssib", "A national safety investigation asks for this."),
            ("recommendation", "review", "An independent review asks for this."),
            ("safety_action", "hssib", "This was done already"),
            ("observation", "hssib", "A national safety investigation offers this point"),
            ("concern", "inquiry", "The report raises this as a concern."),
            ("concern", "rule43", "A coroner raised"),
        ],
    )
    def test_says_what_kind_of_thing_it_is(self, kind: str, instrument: str, begins: str) -> None:
        assert summary(Words(kind, instrument, "The list should be kept by one person.")).startswith(begins)


class TestChoosing:
    def test_takes_the_sentence_that_says_what_is_wrong(self) -> None:
        text = (
            "On 4 May 2019 at 10:42 the lorry left the yard and drove along the old road to the harbour. "
            "It was raining and the driver had come from the north of the county earlier that same morning. "
            "There was no system for checking that lorries had working lamps."
        )
        assert said(text) == "There was no system for checking that lorries had working lamps." + MORE

    def test_what_leans_on_another_is_not_given_alone(self) -> None:
        text = (
            "The plan was kept in a drawer of the office on the second floor by the deputy manager. "
            "This was not known to staff and there is no copy. " + "Many people came and went. " * 12
        )
        assert said(text).startswith("The plan was kept in a drawer")

    @pytest.mark.parametrize(
        "text",
        [
            "He was found hanging in the room.",
            "She took an overdose of tablets that nobody had counted.",
            "There was a ligature point in every room of the ward.",
            "He was able to reach the railway line and took his own life.",
        ],
    )
    def test_how_somebody_died_is_in_no_summary(self, text: str) -> None:
        assert said(text) == NONE
        both = said(f"{text} There was no plan for the ward at night.")
        assert both == "There was no plan for the ward at night." + MORE
        assert said("who should see them, and when", lead_in=text) == NONE

    def test_item_of_a_list_comes_after_the_words_that_lead_into_it(self) -> None:
        found = said("were not written down by anybody.", lead_in="The checks of the night:")
        assert found == "The checks of the night were not written down by anybody."
        assert said("were not written down by anybody.") == "It says: “were not written down by anybody.”"

    def test_long_list_gives_what_stands_before_it(self) -> None:
        items = " ".join(
            f"{letter}. the lamps and the bells of the place, kept and counted;" for letter in "abcdefghij"
        )
        found = said(
            f"The Board of the service should keep and publish one list for the whole county: {items}"
        )
        assert (
            found == "The Board of the service should keep and publish one list for the whole county." + MORE
        )

    @pytest.mark.parametrize("text", ["", "?", "No.", "Why was that?", "\ud7ff", "( ( [", "a" * 10_000])
    def test_nothing_to_say_is_said(self, text: str) -> None:
        assert said(text) == NONE


def test_same_words_same_summary_and_no_mark_is_cut() -> None:
    text = f"{MARKS[0]} was not told, and {MARKS[2]} was not told either; {MARKS[4]} did not know."
    found = said(text)
    assert found == said(text)
    assert found.startswith("The person who died was not told, and a family member was not told either.")
    assert found.endswith(" Somebody did not know.")
    assert not re.search(r"[\[\]]", said(text))


def test_reading_age_grows_with_words_and_sentences() -> None:
    assert reading_age("") == 0
    easy = reading_age("The cat sat. The dog ran. We all saw it.")
    hard = reading_age(
        "Multidisciplinary communication arrangements necessitated organisational consideration."
    )
    assert easy < 8 < 20 < hard


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The form was complete and was signed. However, no copy was given to the ward by anybody.",
            "The form was complete and was signed. No copy was given to the ward by anybody.",
        ),
        (
            "We recommend that councils train all of their staff in this.",
            "It says: “We recommend that councils train all of their staff in this.”",
        ),
        (
            "No criticism is made of the doctor. Nevertheless the ward did not keep a list, and it should.",
            "The ward did not keep a list, and it should.",
        ),
    ],
)
def test_contrast_is_what_the_writer_minds(text: str, expected: str) -> None:
    assert expected in said(text)
