"""The machine suggests, a person decides, once at a time, and every decision can be taken back."""

from typing import Any

import pytest

from answerable.core.actors import RELATE, NotPermittedError
from answerable.ledger.models import Event
from answerable.lineage.models import Contradiction, Decision
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


def test_editor_says_another_relation_with_a_reason(pair: tuple[Entry, Entry]) -> None:
    (suggestion,) = make.suggested(make.link(*pair))
    decision = decide(
        by=ANNA, suggestion=suggestion, verdict="changed", value="overlaps", reason="One asks for more."
    )
    assert (decision.value, decision.suggested, decision.reason) == (
        "overlaps",
        "same_ask",
        "One asks for more.",
    )


def test_editor_turns_a_directed_link_round(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    (suggestion,) = make.suggested(make.link(one, other, "narrower"))
    decision = decide(
        by=ANNA,
        suggestion=suggestion,
        entry=other,
        other=one,
        verdict="changed",
        value="narrower",
        reason="It is the other that is narrower.",
    )
    assert (decision.entry, decision.other, decision.value) == (other, one, "narrower")
    assert decision.subject == suggestion.subject


def test_directed_link_is_not_turned_round_unsaid(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    (suggestion,) = make.suggested(make.link(one, other, "narrower"))
    with pytest.raises(DecisionError, match="the other way round"):
        decide(by=ANNA, suggestion=suggestion, entry=other, other=one, verdict="accepted")


def test_editor_links_two_entries_unasked(pair: tuple[Entry, Entry]) -> None:
    decision = decide(
        by=ANNA, kind="link", entry=pair[0], other=pair[1], verdict="accepted", value="supersedes"
    )
    assert (decision.value, decision.suggestion, decision.suggested) == ("supersedes", None, "")


def test_decision_without_its_suggestion_still_answers_it(pair: tuple[Entry, Entry]) -> None:
    (suggestion,) = make.suggested(make.link(*pair))
    decision = decide(by=ANNA, kind="link", entry=pair[0], other=pair[1], verdict="refused", reason="No.")
    assert decision.suggestion == suggestion and decision.suggested == "same_ask"


def test_scope_setting_and_population_are_decided_too(pair: tuple[Entry, Entry]) -> None:
    one, _ = pair
    scope = decide(by=ANNA, kind="scope", report=one.report, verdict="accepted", value="likely")
    setting = decide(by=ANNA, kind="setting", entry=one, verdict="accepted", value="prison")
    people = decide(
        by=ANNA, kind="population", entry=one, verdict="refused", value="children", reason="Adults."
    )
    assert (scope.value, setting.value, people.value) == ("likely", "prison", "")
    assert people.subject == f"population:{one.reference}:children"


@pytest.mark.parametrize(
    ("details", "message"),
    [
        ({"kind": "link", "value": "same_ask"}, "Say what is decided"),
        ({"kind": "theme", "value": ""}, "Say what is decided"),
        ({"kind": "rumour", "value": "x"}, "Say what is decided"),
        ({"kind": "theme", "value": "astrology"}, "“astrology” is no theme"),
        ({"kind": "setting", "value": "moon"}, "“moon” is no setting"),
        ({"kind": "population", "value": "martians"}, "“martians” is no population"),
    ],
)
def test_decision_on_nothing_known_is_refused(details: dict[str, Any], message: str) -> None:
    entry = make.entry()
    with pytest.raises(DecisionError, match=message):
        decide(by=ANNA, entry=entry, verdict="accepted", **details)
    assert not Decision.objects.exists()


def test_entry_has_no_link_with_itself() -> None:
    entry = make.entry()
    with pytest.raises(DecisionError, match="no link with itself"):
        decide(by=ANNA, kind="link", entry=entry, other=entry, verdict="accepted", value="same_ask")


def test_theme_can_not_be_changed_into_another() -> None:
    (suggestion,) = make.suggested(make.theme(make.entry(), "training"))
    with pytest.raises(DecisionError, match="accepted or refused"):
        decide(by=ANNA, suggestion=suggestion, verdict="changed", value="records", reason="It is that.")


def test_nothing_is_decided_on_an_entry_that_was_withdrawn(pair: tuple[Entry, Entry]) -> None:
    one, other = pair
    (suggestion,) = make.suggested(make.link(one, other))
    withdraw_entry(by=ANNA, entry=Entry.objects.get(pk=other.pk), why="Read twice.")
    events = Event.objects.count()
    for verdict in ("accepted", "refused"):
        with pytest.raises(DecisionError, match=rf"{other.reference} was withdrawn on .*nothing was decided"):
            decide(by=ANNA, suggestion=suggestion, verdict=verdict, reason="No.")
    assert not Decision.objects.exists() and Event.objects.count() == events


def test_suggestion_that_was_read_again_meanwhile_is_not_decided(pair: tuple[Entry, Entry]) -> None:
    (shown,) = make.suggested(make.link(*pair))
    make.suggested(make.link(*pair, "overlaps"), version="2")
    with pytest.raises(OvertakenError, match="nothing was decided"):
        decide(by=ANNA, suggestion=shown, verdict="accepted")
    assert not Decision.objects.exists()


def test_suggestion_of_another_subject_is_not_decided(pair: tuple[Entry, Entry]) -> None:
    third = make.entry()
    (shown,) = make.suggested(make.link(*pair))
    with pytest.raises(DecisionError, match="something else"):
        decide(by=ANNA, suggestion=shown, entry=pair[0], other=third, verdict="accepted")


def test_second_editor_finds_the_subject_decided_and_writes_nothing(pair: tuple[Entry, Entry]) -> None:
    (suggestion,) = make.suggested(make.link(*pair))
    decide(by=ANNA, suggestion=suggestion, verdict="accepted")
    events = Event.objects.count()
    with pytest.raises(AlreadyDecidedError, match=r"Somebody else decided this on \d+ \w+ \d{4}"):
        decide(by=BEN, suggestion=suggestion, verdict="refused", reason="No.")
    with pytest.raises(AlreadyDecidedError, match="You decided this on"):
        decide(by=ANNA, suggestion=suggestion, verdict="refused", reason="No.")
    assert Decision.objects.count() == 1 and Event.objects.count() == events


def test_decision_of_the_same_moment_is_caught_by_the_database(
    pair: tuple[Entry, Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the other editor's row came between the look and the write."""
    (suggestion,) = make.suggested(make.link(*pair))
    decide(by=ANNA, suggestion=suggestion, verdict="accepted")
    events = Event.objects.count()
    monkeypatch.setattr("answerable.lineage.operations.deciding._standing", lambda *args, **kwargs: None)
    with pytest.raises(AlreadyDecidedError, match="at the same moment"):
        decide(by=BEN, suggestion=suggestion, verdict="refused", reason="No.")
    assert Decision.objects.get().decided_by == "person:1" and Event.objects.count() == events


def test_undone_decision_opens_the_suggestion_and_may_be_made_anew(pair: tuple[Entry, Entry]) -> None:
    (suggestion,) = make.suggested(make.link(*pair))
    decision = decide(by=ANNA, suggestion=suggestion, verdict="accepted")
    undone = undo(by=ANNA, decision=decision)
    decision.refresh_from_db()
    assert decision.superseded_at == undone.recorded_at
    assert (undone.verdict, undone.value, undone.suggested) == ("undone", "", "same_ask")
    assert Event.objects.get(kind="suggestion.undone").payload["undone"]["value"] == "same_ask"
    again = decide(by=BEN, suggestion=suggestion, verdict="refused", reason="They differ.")
    assert Decision.objects.get(superseded_at__isnull=True) == again
    assert Decision.objects.count() == 3


def test_only_a_standing_decision_can_be_taken_back(pair: tuple[Entry, Entry]) -> None:
    (suggestion,) = make.suggested(make.link(*pair))
    decision = decide(by=ANNA, suggestion=suggestion, verdict="accepted")
    undone = undo(by=ANNA, decision=decision)
    with pytest.raises(DecisionError, match="no longer stands"):
        undo(by=ANNA, decision=decision)
    with pytest.raises(DecisionError, match="decide anew"):
        undo(by=ANNA, decision=undone)
    assert Decision.objects.count() == 2


def test_another_editors_decision_is_taken_back_with_a_reason(pair: tuple[Entry, Entry]) -> None:
    (suggestion,) = make.suggested(make.link(*pair))
    decision = decide(by=ANNA, suggestion=suggestion, verdict="accepted")
    with pytest.raises(DecisionError, match="another editor's decision needs a reason"):
        undo(by=BEN, decision=decision, reason="  ")
    assert undo(by=BEN, decision=decision, reason="The wards differ.").decided_by == "person:2"


def test_several_are_taken_back_together_or_not_at_all() -> None:
    entry = make.entry()
    make.suggested(make.theme(entry, "training"), make.theme(entry, "records"))
    decisions = decide_themes(by=ANNA, entry=entry, themes=["training"])
    undo(by=ANNA, decision=decisions[0])
    with pytest.raises(DecisionError, match="no longer stands"):
        undo_all(by=ANNA, decisions=[decisions[1], decisions[0]])
    decisions[1].refresh_from_db()
    assert decisions[1].superseded_at is None
    assert [row.verdict for row in undo_all(by=ANNA, decisions=[decisions[1]])] == ["undone"]


def test_the_machine_decides_nothing(pair: tuple[Entry, Entry]) -> None:
    (suggestion,) = make.suggested(make.link(*pair))
    with pytest.raises(NotPermittedError):
        decide(by=RELATE, suggestion=suggestion, verdict="accepted")


class TestSecondReading:
    def test_it_changes_nothing_that_holds(self, pair: tuple[Entry, Entry]) -> None:
        (suggestion,) = make.suggested(make.link(*pair, relation="contradicts"))
        first = decide(by=ANNA, suggestion=suggestion, verdict="refused", reason="No conflict.")
        second = decide(by=BEN, suggestion=suggestion, verdict="accepted", second=True)
        assert second.second and second.value == "contradicts"
        first.refresh_from_db()
        assert first.superseded_at is None and not Contradiction.objects.exists()
        assert Event.objects.get(kind="suggestion.read_again").actor == "person:2"

    def test_it_is_another_editors_and_needs_a_first(self, pair: tuple[Entry, Entry]) -> None:
        (suggestion,) = make.suggested(make.link(*pair))
        with pytest.raises(DecisionError, match="Nobody has decided this yet"):
            decide(by=BEN, suggestion=suggestion, verdict="accepted", second=True)
        decide(by=ANNA, suggestion=suggestion, verdict="accepted")
        with pytest.raises(DecisionError, match="your own"):
            decide(by=ANNA, suggestion=suggestion, verdict="accepted", second=True)

    def test_each_editor_reads_once_unless_taken_back(self, pair: tuple[Entry, Entry]) -> None:
        (suggestion,) = make.suggested(make.link(*pair))
        decide(by=ANNA, suggestion=suggestion, verdict="accepted")
        second = decide(by=BEN, suggestion=suggestion, verdict="accepted", second=True)
        with pytest.raises(AlreadyDecidedError, match="You read this a second time"):
            decide(by=BEN, suggestion=suggestion, verdict="accepted", second=True)
        with pytest.raises(DecisionError, match="only by the editor who made it"):
            undo(by=ANNA, decision=second, reason="No.")
        undo(by=BEN, decision=second)
        decide(by=BEN, suggestion=suggestion, verdict="refused", reason="No.", second=True)
        decide(by=make.editor(3), suggestion=suggestion, verdict="accepted", second=True)
        standing = Decision.objects.filter(second=True, superseded_at__isnull=True)
        assert {(row.decided_by, row.verdict) for row in standing} == {
            ("person:2", "refused"),
            ("person:3", "accepted"),
        }


class TestContradiction:
    def test_accepted_one_opens_with_the_sentences_of_the_suggestion(self, pair: tuple[Entry, Entry]) -> None:
        one, other = sorted(pair, key=lambda entry: entry.reference)
        (suggestion,) = make.suggested(make.link(other, one, "contradicts"))
        decision = decide(by=ANNA, suggestion=suggestion, verdict="accepted")
        opened = Contradiction.objects.get()
        assert (opened.entry, opened.other, opened.decision) == (one, other, decision)
        assert (opened.sentence, opened.other_sentence) == ("The bell", "The alarm")
        assert [step.kind for step in opened.steps.all()] == ["opened"]
        assert Event.objects.get(kind="contradiction.opened").subject == opened.reference

    def test_editors_own_words_go_before_the_machines(self, pair: tuple[Entry, Entry]) -> None:
        (suggestion,) = make.suggested(make.link(*pair))
        decide(
            by=ANNA,
            suggestion=suggestion,
            verdict="changed",
            value="contradicts",
            reason="They pull apart.",
            words={"subject": "Whether the bell rings", "tension": "bells", "setting": "prison"},
        )
        opened = Contradiction.objects.get()
        assert (opened.subject, opened.tension, opened.setting) == (
            "Whether the bell rings",
            "bells",
            "prison",
        )

    def test_whole_words_stand_where_no_sentence_is_known(self, pair: tuple[Entry, Entry]) -> None:
        one, other = sorted(pair, key=lambda entry: entry.reference)
        decide(by=ANNA, kind="link", entry=one, other=other, verdict="accepted", value="contradicts")
        opened = Contradiction.objects.get()
        assert opened.sentence == one.versions.get().text
        assert opened.other_sentence == other.versions.get().text

    def test_taking_it_back_closes_and_deciding_anew_reopens(self, pair: tuple[Entry, Entry]) -> None:
        (suggestion,) = make.suggested(make.link(*pair, relation="contradicts"))
        undo(by=ANNA, decision=decide(by=ANNA, suggestion=suggestion, verdict="accepted"))
        held = Contradiction.objects.get()
        last = held.steps.last()
        assert last is not None and (last.kind, last.outcome) == ("resolved", "no_conflict")
        decide(by=BEN, suggestion=suggestion, verdict="accepted")
        assert [step.kind for step in Contradiction.objects.get().steps.all()] == [
            "opened",
            "resolved",
            "reopened",
        ]
