"""Who must act, read from a recommendation's own words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.sources.adapters.addressee_phrases import addressee_phrases, addressing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Department of Lamps should publish a list.", ["The Department of Lamps"]),
        ("All trusts must keep a log of every lamp.", ["All trusts"]),
        ("I recommend that the Harbour Service considers a new rule.", ["the Harbour Service"]),
        ("We recommend that the SOLNI should satisfy himself that the records exist.", ["the SOLNI"]),
        ("The Inquiry recommends that the UK government improve its lists.", ["the UK government"]),
        (
            "The Inquiry recommends (as it did in its Interim Report) that the Lamp Board appoint a keeper.",
            ["the Lamp Board"],
        ),
        (
            "The Lamp Office, the College of Keepers and the Fog Council should agree a plan.",
            ["The Lamp Office", "the College of Keepers", "the Fog Council"],
        ),
        (
            "The Department of Health and Social Care and the National Lamp Unit should review it.",
            ["The Department of Health and Social Care", "the National Lamp Unit"],
        ),
        (
            "In order to keep the light, the KLC and College of Keepers should be tasked with a plan.",
            ["the KLC", "College of Keepers"],
        ),
        (
            "The Lamp Office, in consultation with the contractor of each tower, must review it.",
            ["The Lamp Office"],
        ),
        ("Consideration should be given by the Ministry of Fog to a national list.", ["the Ministry of Fog"]),
        (
            "If the decision is that the rule should be altered, the Lamp Authority should say so.",
            ["the Lamp Authority"],
        ),
        ("that the owner and manager of every tower be required by law to test it", None),
        ("We urge ministers to consult their advisers.", ["ministers"]),
        (
            "The Department for Lamps, Fog and Harbours should review the guidance.",
            ["The Department for Lamps, Fog and Harbours"],
        ),
        (
            "His Majesty’s Inspectorate of Lamps and Fire and Rescue Services should inspect.",
            ["His Majesty’s Inspectorate of Lamps and Fire and Rescue Services"],
        ),
        ("The Lamp Service’s training plan should be longer and cover fog.", []),
        (
            "I recommend to the Fog Council and the Lamp Board that they agree.",
            ["the Fog Council", "the Lamp Board"],
        ),
        ("The Board, being an independent body, should act.", ["The Board"]),
        ("There should be a review of every tower.", []),
        ("Records must be kept for ten years.", []),
        ("The code of conduct should include a duty to light the lamp.", []),
        ("A lamp that the Fog Council should have lit was dark.", []),
        ("Methods of lighting the lamp should be simple.", []),
    ],
)
def test_phrase_that_must_act_is_found_as_written(text: str, expected: list[str] | None) -> None:
    found = addressee_phrases(text)
    if expected is None:
        assert found[0].startswith("the owner and manager of every tower")
    else:
        assert found == expected


def test_class_of_bodies_is_flagged_vague() -> None:
    assert addressing("All providers should keep a log.").flags == ["addressee-vague"]
    assert addressing("Each NHS trust must keep a log.").flags == ["addressee-vague"]
    assert addressing("An independent Board should keep a log.").flags == ["addressee-vague"]


def test_pronoun_names_nobody_and_is_flagged_vague() -> None:
    said = addressing("It should also publish the log.")
    assert (said.phrases, said.flags) == ([], ["addressee-vague"])


def test_text_without_an_actor_is_flagged_none() -> None:
    assert addressing("There must be a lamp.").flags == ["addressee-none"]


def test_named_body_is_not_vague() -> None:
    assert addressing("The Fog Council must act.").flags == []
    assert addressing("The government should act.").flags == []


def test_later_sentence_adds_a_named_body_but_no_class() -> None:
    text = "The Fog Council must act. In addition, the Lamp Board must help. All keepers must take care."
    assert addressee_phrases(text) == ["The Fog Council", "the Lamp Board"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_phrases_that_stand_in_it(text: str) -> None:
    flat = " ".join(text.replace("\xa0", " ").split())
    assert all(phrase.split(",")[0] in flat for phrase in addressee_phrases(text))


_WORDS = (
    "the Board Fog Council should must be and , . : that recommend I we it by of all given ( ) which If in"
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), max_size=60).map(" ".join))
def test_ask_words_in_any_order_do_no_harm(text: str) -> None:
    assert isinstance(addressee_phrases(text), list)
