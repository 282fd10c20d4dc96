"""The machine suggests, a person decides: settled subjects stay settled, and every decision can be taken back."""

import pytest

from answerable.core.actors import RELATE, NotPermittedError
from answerable.ledger.models import Event
from answerable.lineage.models import Contradiction, Decision, Suggestion
from answerable.lineage.operations import (
    AlreadyDecidedError,
    DecisionError,
    OvertakenError,
    decide,
    decide_themes,
    undo,
    undo_all,
)
from answerable.lineage.subjects import link_subject
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make

pytestmark = pytest.mark.django_db
ANNA, BEN = make.editor(1), make.editor(2)


@pytest.fixture
def pair() -> tuple[Entry, Entry]:
    return make.entry("The alarm was not heard."), make.entry("Nobody heard the alarm.")


def test_accepted_link_holds_with_the_value_and_the_score_that_were_suggested(
    pair: tuple[Entry, Entry],
) -> None:
    (suggestion,) = make.suggested(make.link(*pair, score=0.7))
    decision = decide(by=ANNA, suggestion=suggestion, verdict="accepted")
    assert (decision.value, decision.verdict, decision.score) == ("same_ask", "accepted", 0.7)
    assert decision.subject == link_subject(*pair) == link_subject(*reversed(pair))
    event = Event.objects.get(kind="suggestion.decided")
    assert event.subject == decision.subject and event.actor == "person:1"
    assert event.payload["value"] == "same_ask" and event.payload["score"] == "0.700"


@pytest.mark.parametrize(
    ("verdict", "value", "reason", "message"),
    [
        ("refused", "", " ", "a refusal needs a reason"),
        ("changed", "overlaps", "", "a change needs a reason"),
        ("changed", "same_ask", "No.", "That is what was suggested"),
        ("changed", "twins", "They are.", "“twins” is no link"),
        ("accepted", "overlaps", "", "The machine suggests “same_ask”"),
        ("undone", "", "", "no verdict"),
        ("maybe", "", "", "no verdict"),
    ],
)
def test_decision_that_makes_no_sense_is_refused_and_writes_nothing(
    pair: tuple[Entry, Entry], verdict: str, value: str, reason: str, message: str
) -> None:
    (suggestion,) = make.suggested(make.link(*pair))
    events = Event.objects.count()
    with pytest.raises(DecisionError, match=message):
        decide(by=ANNA, suggestion=suggestion, verdict=verdict, value=value, reason=reason)
    assert not Decision.objects.exists() and Event.objects.count() == events
