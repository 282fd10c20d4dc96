"""The rule that an outcome could be observed."""

import pytest

from answerable.lineage.quality import Outcome
from tests.unit.lineage.quality_drafts import verdict


@pytest.mark.parametrize(
    "text",
    [
        "The Trust should publish its rota.",
        "Alarms should be installed in every room.",
        "I recommend that the Trust appoint a lead nurse.",
        "Send copies of each report to the Board.",
    ],
)
def test_act_that_leaves_something_to_see_is_met(text: str) -> None:
    found = verdict("result", text)
    assert found.outcome is Outcome.MET
    assert found.words


@pytest.mark.parametrize(
    "text",
    [
        "The Trust should review its rota and publish nothing.",
        "The Trust should seek to improve its culture.",
        "Care should be taken with appropriate records.",
    ],
)
def test_act_without_anything_to_see_is_not_met(text: str) -> None:
    assert verdict("result", text).outcome is Outcome.NOT_MET


def test_noun_at_the_beginning_is_no_act() -> None:
    assert verdict("result", "Staff on the ward should be kinder.").outcome is not Outcome.MET


def test_other_acts_cannot_be_told() -> None:
    assert verdict("result", "The Trust should be kinder.").outcome is Outcome.CANNOT_TELL


def test_result_is_not_asked_of_a_concern() -> None:
    assert verdict("result", "There was no rota.", kind="concern").outcome is Outcome.DOES_NOT_APPLY
