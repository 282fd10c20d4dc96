"""The rule that one recommendation asks for one thing."""

import pytest

from answerable.lineage.quality import Outcome
from tests.unit.lineage.quality_drafts import verdict


@pytest.mark.parametrize(
    "text",
    [
        "The Trust should publish its plan. This should include the cost.",
        "The Trust should review and strengthen its rules.",
        "The Board should keep a record of each visit. Compliance should be checked by audit.",
        "Publish the plan by June.",
        "The report should cover: (a) costs in each year; (b) risks to patients.",
    ],
)
def test_one_ask_with_its_details_is_met(text: str) -> None:
    assert verdict("one-ask", text).outcome is Outcome.MET


@pytest.mark.parametrize(
    "text",
    [
        "The Trust should: (a) appoint a lead nurse; (b) publish its rota.",
        "The Trust should replace the doors. The Council should inspect the roof.",
        "The Trust should replace all the doors on the ward and must train the night staff.",
        "The Trust should replace the doors on every ward and publish the dates on which it did so.",
        "We recommend that the law be reviewed and consideration be given to new powers.",
    ],
)
def test_several_asks_are_not_met_and_are_shown_apart(text: str) -> None:
    found = verdict("one-ask", text)
    assert found.outcome is Outcome.NOT_MET
    assert len(found.words) >= 2


def test_words_that_ask_for_nothing_cannot_be_told() -> None:
    assert verdict("one-ask", "The ward was quiet that night.").outcome is Outcome.CANNOT_TELL


def test_concern_of_several_limbs_that_each_ask_is_not_met() -> None:
    text = "The Trust should: (a) appoint a lead nurse; (b) publish its rota."
    assert verdict("one-ask", text, kind="concern").outcome is Outcome.NOT_MET
    assert verdict("one-ask", "There was no alarm.", kind="concern").outcome is Outcome.MET


def test_second_clause_of_its_own_is_not_met() -> None:
    text = "The Board should see that each alarm is tested and that the ward is painted."
    assert verdict("one-ask", text).outcome is Outcome.NOT_MET
