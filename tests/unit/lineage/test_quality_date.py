"""The rule that there is a date."""

import pytest

from answerable.lineage.quality import Outcome
from tests.unit.lineage.quality_drafts import verdict


@pytest.mark.parametrize(
    "text",
    [
        "The Trust should fit alarms by 31 March 2027.",
        "The Trust should fit alarms within six months.",
        "The Trust should fit alarms by the end of the financial year.",
        "The Trust should fit alarms by spring 2027.",
        "The Trust should fit alarms no later than March 2028.",
    ],
)
def test_date_to_come_is_met(text: str) -> None:
    found = verdict("date", text)
    assert found.outcome is Outcome.MET
    assert found.words


def test_date_that_is_past_is_not_met_and_said_so() -> None:
    found = verdict("date", "The Trust should fit alarms by 31 March 2024.")
    assert found.outcome is Outcome.NOT_MET
    assert "past" in found.advice


def test_date_of_something_else_is_not_met() -> None:
    assert verdict("date", "The Trust should amend its rules of 4 May 2025.").outcome is Outcome.NOT_MET


def test_urgency_without_a_date_cannot_be_told() -> None:
    assert verdict("date", "The Trust should immediately fit alarms.").outcome is Outcome.CANNOT_TELL


def test_date_is_not_asked_of_a_concern_since_the_law_sets_it() -> None:
    found = verdict("date", "There was no alarm.", kind="concern")
    assert found.outcome is Outcome.DOES_NOT_APPLY
    assert "56 days" in found.advice
