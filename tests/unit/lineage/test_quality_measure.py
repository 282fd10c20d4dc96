"""The rule that there is a measure."""

import pytest

from answerable.lineage.quality import Outcome
from tests.unit.lineage.quality_drafts import verdict


@pytest.mark.parametrize(
    "text",
    [
        "The Trust should fit alarms, and audit them each year.",
        "The Trust should answer 95% of calls in time.",
        "The Board should report on its progress.",
        "Inspections should be reported to the Council at monthly intervals.",
    ],
)
def test_measure_is_met_by_its_words(text: str) -> None:
    found = verdict("measure", text)
    assert found.outcome is Outcome.MET
    assert found.words


def test_no_measure_is_not_met() -> None:
    assert verdict("measure", "The Trust should fit alarms.").outcome is Outcome.NOT_MET


def test_measure_is_not_asked_of_a_concern() -> None:
    assert verdict("measure", "There was no alarm.", kind="concern").outcome is Outcome.DOES_NOT_APPLY
