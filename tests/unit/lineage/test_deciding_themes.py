"""All themes of an entry in one answer: wholly written, or not at all."""

import pytest

from answerable.ledger.models import Event
from answerable.lineage.models import Decision, Hold
from answerable.lineage.operations import (
    AlreadyDecidedError,
    DecisionError,
    OvertakenError,
    decide,
    decide_themes,
    take_hold,
    undo_all,
)
from answerable.lineage.queries import themes_of
from answerable.lineage.subjects import themes_item
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make

pytestmark = pytest.mark.django_db
ANNA, BEN = make.editor(1), make.editor(2)


@pytest.fixture
def entry() -> Entry:
    found = make.entry("Nobody was trained to use the alarm, and nothing was written down.")
    make.suggested(make.theme(found, "training", 0.9), make.theme(found, "records", 0.4))
    return found


def answers(entry: Entry) -> dict[str, str]:
    rows = Decision.objects.filter(entry=entry, superseded_at__isnull=True, second=False)
    return {row.subject.rpartition(":")[2]: row.verdict for row in rows}


def test_given_themes_are_accepted_and_the_other_suggested_ones_refused(entry: Entry) -> None:
    decide_themes(by=ANNA, entry=entry, themes=["training", "digital_equipment"])
    assert answers(entry) == {"training": "accepted", "digital_equipment": "accepted", "records": "refused"}
    refused = Decision.objects.get(verdict="refused")
    assert refused.reason == "Not among the themes that the editor gave."
    assert Event.objects.filter(kind="suggestion.decided").count() == 3
    assert [shown.key for shown in themes_of([entry])[entry.pk]] == ["training", "digital_equipment"]


def test_editors_reason_stands_with_the_refusals(entry: Entry) -> None:
    decide_themes(by=ANNA, entry=entry, themes=[], reason="It is about a door.")
    assert answers(entry) == {"training": "refused", "records": "refused"}
    assert set(Decision.objects.values_list("reason", flat=True)) == {"It is about a door."}


@pytest.mark.parametrize(
    ("themes", "message"),
    [
        (["astrology"], "No theme is called “astrology”"),
        (["training", "training"], "named twice"),
        (["training", "records", "staffing", "observation", "equality"], "at most 4"),
    ],
)
def test_answer_that_makes_no_sense_writes_nothing(entry: Entry, themes: list[str], message: str) -> None:
    events = Event.objects.count()
    with pytest.raises(DecisionError, match=message):
        decide_themes(by=ANNA, entry=entry, themes=themes)
    assert not Decision.objects.exists() and Event.objects.count() == events


def test_entry_without_suggestions_and_without_themes_has_nothing_to_decide() -> None:
    with pytest.raises(DecisionError, match="nothing to decide"):
        decide_themes(by=ANNA, entry=make.entry(), themes=[])


def test_nothing_is_decided_on_an_entry_that_was_withdrawn(entry: Entry) -> None:
    withdraw_entry(by=ANNA, entry=Entry.objects.get(pk=entry.pk), why="Read twice.")
    with pytest.raises(DecisionError, match="was withdrawn on"):
        decide_themes(by=ANNA, entry=entry, themes=["training"])
    assert not Decision.objects.exists()


def test_half_an_answer_is_not_written_when_one_suggestion_was_overtaken() -> None:
    entry = make.entry()
    shown = make.suggested(make.theme(entry, "training"), make.theme(entry, "records"))
    make.suggested(make.theme(entry, "records", 0.2), version="2")
    with pytest.raises(OvertakenError):
        decide_themes(by=ANNA, entry=entry, themes=["training"], suggestions=shown)
    assert not Decision.objects.exists()


def test_half_an_answer_is_not_written_when_another_editor_was_faster() -> None:
    entry = make.entry()
    shown = make.suggested(make.theme(entry, "training"), make.theme(entry, "records"))
    records = next(row for row in shown if row.value == "records")
    decide(by=BEN, suggestion=records, verdict="accepted")
    with pytest.raises(AlreadyDecidedError, match="Somebody else"):
        decide_themes(by=ANNA, entry=entry, themes=["training"], suggestions=shown)
    assert answers(entry) == {"records": "accepted"}


def test_themes_that_stand_stay_when_a_new_suggestion_is_decided(entry: Entry) -> None:
    decide_themes(by=ANNA, entry=entry, themes=["training"])
    make.suggested(make.theme(entry, "staffing"), version="2")
    written = decide_themes(by=BEN, entry=entry, themes=["training", "staffing"])
    assert [row.value for row in written] == ["staffing"]
    assert Decision.objects.get(value="training").decided_by == "person:1"
    with pytest.raises(AlreadyDecidedError, match="has its themes already"):
        decide_themes(by=BEN, entry=entry, themes=["training"])


def test_entry_gets_no_fifth_theme_over_two_answers(entry: Entry) -> None:
    decide_themes(by=ANNA, entry=entry, themes=["training", "records", "staffing"])
    with pytest.raises(DecisionError, match="with those it has already"):
        decide_themes(by=BEN, entry=entry, themes=["observation", "equality"])
    assert len(answers(entry)) == 3
    decide(by=BEN, kind="theme", entry=entry, value="observation", verdict="accepted")
    with pytest.raises(DecisionError, match="at most 4 themes, and this one has them"):
        decide(by=BEN, kind="theme", entry=entry, value="equality", verdict="accepted")


def test_theme_that_was_refused_is_not_given_without_taking_that_back(entry: Entry) -> None:
    decisions = decide_themes(by=ANNA, entry=entry, themes=["training"])
    with pytest.raises(AlreadyDecidedError):
        decide_themes(by=BEN, entry=entry, themes=["records"])
    undo_all(by=ANNA, decisions=decisions)
    decide_themes(by=BEN, entry=entry, themes=["records"])
    assert answers(entry) == {"training": "refused", "records": "accepted"}


def test_hold_on_the_entry_is_given_back_with_the_answer(entry: Entry) -> None:
    take_hold(by=ANNA, item=themes_item(entry))
    decide_themes(by=ANNA, entry=entry, themes=["training"])
    assert not Hold.objects.exists()


class TestSecondReading:
    def test_it_answers_on_every_theme_that_was_decided(self, entry: Entry) -> None:
        decide_themes(by=ANNA, entry=entry, themes=["training", "staffing"])
        written = decide_themes(by=BEN, entry=entry, themes=["training", "equality"], second=True)
        assert {row.subject.rpartition(":")[2]: row.verdict for row in written} == {
            "training": "accepted",
            "equality": "accepted",
            "records": "refused",
            "staffing": "refused",
        }
        assert {shown.key for shown in themes_of([entry])[entry.pk]} == {"training", "staffing"}

    def test_it_needs_a_first_answer_of_somebody_else(self, entry: Entry) -> None:
        with pytest.raises(DecisionError, match="Nobody has decided these themes yet"):
            decide_themes(by=BEN, entry=entry, themes=["training"], second=True)
        decide_themes(by=ANNA, entry=entry, themes=["training"])
        with pytest.raises(DecisionError, match="your own"):
            decide_themes(by=ANNA, entry=entry, themes=["training"], second=True)
        assert not Decision.objects.filter(second=True).exists()
