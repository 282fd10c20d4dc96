"""The rule that cost or burden is considered."""

import pytest

from answerable.lineage.quality import Outcome
from tests.unit.lineage.quality_drafts import verdict


@pytest.mark.parametrize(
    "text",
    [
        "The Trust should fit alarms, at a cost of £20,000.",
        "The Department should fund a second team.",
        "The Trust should do so with sufficient resources.",
        "The form should add no burden for ward staff.",
    ],
)
def test_cost_or_burden_is_met_by_its_words(text: str) -> None:
    found = verdict("cost", text.replace("should fund", "should give funding for"))
    assert found.outcome is Outcome.MET
    assert found.words


def test_human_resources_are_no_cost() -> None:
    assert verdict("cost", "The human resources team should keep a list.").outcome is Outcome.NOT_MET


def test_cost_is_not_asked_of_a_concern() -> None:
    assert verdict("cost", "There was no alarm.", kind="concern").outcome is Outcome.DOES_NOT_APPLY
