"""The rule on the strength of the action, by the published hierarchy."""

import pytest

from answerable.lineage.quality import Outcome
from tests.unit.lineage.quality_drafts import verdict


@pytest.mark.parametrize(
    ("text", "level", "word"),
    [
        ("The Trust should fit anti-ligature door sets.", "stronger", "anti-ligature"),
        ("Install door-top alarms in every room.", "stronger", "alarms"),
        ("The Trust should standardise its forms.", "stronger", "standardise"),
        ("A forcing function should stop the order.", "stronger", "forcing function"),
        ("The ward should have sufficient nurses.", "intermediate", "sufficient nurses"),
        ("The ward should use a checklist.", "intermediate", "checklist"),
        ("Staff should keep records of each visit.", "intermediate", "keep records"),
        ("Two nurses should double check the dose.", "weaker", "double check"),
        ("A new policy should be written.", "weaker", "policy"),
        ("All staff should be trained.", "weaker", "trained"),
        ("The Trust should review its rota.", "weaker", "should review"),
    ],
)
def test_type_of_action_is_told_with_its_words(text: str, level: str, word: str) -> None:
    found = verdict("strength", text)
    assert found.level == level
    assert any(word in words for words in found.words)
    assert found.outcome is (Outcome.NOT_MET if level == "weaker" else Outcome.MET)


def test_strongest_of_several_types_decides() -> None:
    found = verdict("strength", "The Trust should fit anti-ligature doors and train all staff.")
    assert found.level == "stronger"


def test_words_of_no_type_cannot_be_told() -> None:
    found = verdict("strength", "The Trust should be kinder.")
    assert (found.outcome, found.level) == (Outcome.CANNOT_TELL, "")


def test_strength_is_not_asked_of_a_concern() -> None:
    assert verdict("strength", "Staff were untrained.", kind="concern").outcome is Outcome.DOES_NOT_APPLY
