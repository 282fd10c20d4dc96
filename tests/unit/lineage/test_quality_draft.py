"""Drafts, good and bad, before any rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.lineage.quality import RULES, DraftError, Outcome, check, split_draft
from answerable.lineage.quality.asks import MOST_ASKS
from answerable.lineage.quality.language import language_of
from tests.unit.lineage.quality_drafts import DAY

WELSH = (
    "Dylai'r Bwrdd Iechyd sicrhau bod yr holl staff ar y ward wedi cael hyfforddiant, a bod y "
    "cofnodion yn cael "
    "eu cadw yn y system, gyda chymorth gan y cyngor, er mwyn diogelu pob claf yn yr ysbyty hwn."
)
TWO = "Recommendation 1: The Trust should fit alarms.\n\nRecommendation 2: The Council should mend the roof."


def refused(text: str, kind: str = "recommendation") -> str:
    with pytest.raises(DraftError) as error:
        split_draft(text, kind, on=DAY)  # type: ignore[arg-type]  # given by the tests below
    return str(error.value)


def test_numbered_recommendations_become_asks_with_their_bodies() -> None:
    asks = split_draft(TWO, "recommendation", on=DAY).asks
    assert [ask.text for ask in asks] == ["The Trust should fit alarms.", "The Council should mend the roof."]
    assert [ask.phrases for ask in asks] == [("The Trust",), ("The Council",)]


def test_line_that_addresses_the_draft_serves_asks_that_name_nobody() -> None:
    draft = "To: Moor Council\n\n1. The roof should be mended.\n\n2. The Trust should fit alarms."
    asks = split_draft(draft, "recommendation", on=DAY).asks
    assert [ask.phrases for ask in asks] == [("Moor Council",), ("The Trust",)]


def test_passages_that_ask_for_nothing_are_left_out_and_said() -> None:
    draft = "1. The Trust should fit alarms.\n\n2. We are grateful to all who came to speak with us."
    passages = split_draft(draft, "recommendation", on=DAY)
    assert len(passages.asks) == 1
    assert [one.why for one in passages.left_out] == ["asks for nothing"]


def test_concerns_need_not_ask_for_anything() -> None:
    asks = split_draft("1. There was no alarm.\n\n2. The roof let in rain.", "concern", on=DAY).asks
    assert len(asks) == 2


def test_every_rule_that_does_not_apply_to_a_concern_says_why() -> None:
    (ask,) = split_draft("There was no alarm in the room.", "concern", on=DAY).asks
    left = {one.key for one in check(ask) if one.outcome is Outcome.DOES_NOT_APPLY}
    assert left == {"verb", "result", "date", "measure", "cost", "strength"}
    assert left == {rule.key for rule in RULES if rule.not_for_concerns}


def test_every_check_gives_advice_and_a_source() -> None:
    for ask in split_draft(TWO, "recommendation", on=DAY).asks:
        for one in check(ask):
            assert one.advice.endswith(".") and one.source.title


@pytest.mark.parametrize("text", ["", "  \n ", "...", "•"])
def test_empty_draft_is_refused(text: str) -> None:
    assert "no text to check" in refused(text)


def test_draft_of_one_word_is_refused() -> None:
    assert "only one word" in refused("Alarms")


def test_draft_of_two_hundred_pages_is_refused_with_its_length() -> None:
    text = "The Trust should fit alarms in every room of the ward. " * 11_000
    assert "about 202 pages" in refused(text)


def test_draft_in_welsh_is_refused_as_welsh() -> None:
    assert language_of(WELSH) == "welsh"
    assert "looks like Welsh" in refused(WELSH)


def test_english_with_welsh_names_is_english() -> None:
    text = "The Betsi Cadwaladr health board should tell Ysbyty Gwynedd of the change in its rota by May."
    assert language_of(text) == "english"


def test_words_that_are_no_english_prose_are_refused() -> None:
    assert "does not look like English" in refused("lorem ipsum dolor amet consectetur adipiscing elit " * 4)


def test_draft_of_standard_sentences_is_refused() -> None:
    text = (
        "During the course of the inquest the evidence revealed matters giving rise to concern. In my "
        "opinion "
        "there is a risk that future deaths will occur unless action is taken. In the circumstances it is my "
        "statutory duty to report to you. The MATTERS OF CONCERN are as follows."
    )
    assert "nothing here but standard sentences" in refused(text, "concern")


def test_draft_that_asks_for_nothing_points_to_concerns() -> None:
    assert "choose “Concerns”" in refused("The room was cold and the corridor was dark that night.")


def test_draft_of_many_asks_is_checked_up_to_the_limit_and_says_so() -> None:
    text = "\n\n".join(f"{n}. The Trust should fit alarm number {n}." for n in range(1, MOST_ASKS + 6))
    passages = split_draft(text, "recommendation", on=DAY)
    assert len(passages.asks) == MOST_ASKS
    assert f"The first {MOST_ASKS} were checked" in passages.notes[0]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_asks_or_a_plain_refusal(text: str) -> None:
    try:
        passages = split_draft(text, "concern", on=DAY)
    except DraftError as error:
        assert str(error).endswith(".")
    else:
        for ask in passages.asks:
            assert len(check(ask)) == len(RULES)
