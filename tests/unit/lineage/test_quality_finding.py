"""The rule that an ask is linked to a finding."""

import pytest

from answerable.lineage.quality import Outcome
from tests.unit.lineage.quality_drafts import verdict


@pytest.mark.parametrize(
    "text",
    [
        "We found that no alarm rang. The Trust should fit alarms.",
        "In answer to finding 4, the Trust should fit alarms.",
        "The Trust should fit alarms (paragraph 12.4).",
        "An alarm would have prevented this. The Trust should fit alarms.",
    ],
)
def test_link_to_a_finding_is_met(text: str) -> None:
    found = verdict("finding", text)
    assert found.outcome is Outcome.MET
    assert found.words


def test_reason_alone_cannot_be_told() -> None:
    assert verdict("finding", "Fit alarms because rooms are far.").outcome is Outcome.CANNOT_TELL


def test_bare_ask_is_not_met() -> None:
    assert verdict("finding", "The Trust should fit alarms.").outcome is Outcome.NOT_MET


def test_concern_is_asked_for_its_evidence() -> None:
    text = "I heard evidence that no alarm rang."
    assert verdict("finding", text, kind="concern").outcome is Outcome.MET
    assert verdict("finding", "There is no alarm.", kind="concern").outcome is Outcome.NOT_MET
