"""The rule on the verb of obligation."""

import pytest

from answerable.lineage.quality import Outcome
from tests.unit.lineage.quality_drafts import verdict


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("The Trust must keep a record.", "must"),
        ("Every owner should be required by law to report faults.", "should"),
        ("Owners be required by law to report faults.", "must"),
        ("The Trust should keep a record.", "should"),
        ("The Trust ought, in our view, to keep a record.", "should"),
        ("I recommend that the Trust keep a record.", "should"),
        ("It is essential that the Trust keeps a record.", "should"),
        ("Publish the rota.", "should"),
    ],
)
def test_obligation_is_met_at_its_strength(text: str, level: str) -> None:
    found = verdict("verb", text)
    assert (found.outcome, found.level) == (Outcome.MET, level)


@pytest.mark.parametrize(
    "text",
    [
        "The Trust should consider whether the rules ought to change.",
        "I recommend that consideration be given to new rules.",
        "The Trust may wish to look at its rota.",
        "The Trust must urgently consider its rota.",
    ],
)
def test_asking_only_for_thought_is_not_met(text: str) -> None:
    found = verdict("verb", text)
    assert (found.outcome, found.level) == (Outcome.NOT_MET, "consider")
    assert found.words


def test_strongest_sentence_decides() -> None:
    assert verdict("verb", "The Trust should consider new rules. It must keep a record.").level == "must"


def test_no_verb_of_obligation_is_not_met() -> None:
    found = verdict("verb", "The rota was late and nobody knew.")
    assert (found.outcome, found.level, found.words) == (Outcome.NOT_MET, "", ())


def test_verb_is_not_asked_of_a_concern() -> None:
    found = verdict("verb", "The rota was late.", kind="concern")
    assert found.outcome is Outcome.DOES_NOT_APPLY
    assert "does not prescribe the remedy" in found.advice
