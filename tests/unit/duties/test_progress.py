"""Progress of actions and their milestones: dated, on the record, and by those who have them in hand."""

import datetime as dt

import pytest

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.duties.models import Delegation, EvidenceUse, Progress
from answerable.duties.operations import DutyError, Step, drop_action, report_progress
from answerable.duties.queries.claims import next_milestones, open_dates
from answerable.ledger.models import Event
from tests import make
from tests.made import delivering as made
from tests.unit.accounts import made as people

pytestmark = pytest.mark.django_db


def test_report_rests_on_evidence_and_closes_its_milestone() -> None:
    trust = make.body("Northmere Wards Trust")
    duty, shown = made.duty(trust), made.evidence(trust, "training")
    action = made.action([duty], steps=[Step("The course is written", made.ahead(20))])
    first = action.milestones.get(order=1)
    report_progress(
        by=made.officer(trust), action=action, milestone=first, level="done", words="Dr Thornbury wrote it.",
        on=today(), evidence=[shown],
    )  # fmt: skip
    assert EvidenceUse.objects.get().evidence == shown
    assert next_milestones([duty])[duty.pk][0] == made.ahead(100)
    assert [date.milestone.is_end for date in open_dates([action.pk])] == [True]
    event = Event.objects.get(kind="progress.reported")
    assert event.payload["milestone"] == 1 and "Thornbury" not in str(event.payload)
    assert "Thornbury" in Progress.objects.get().words_original


def test_the_same_report_sent_twice_is_one() -> None:
    trust = make.body("Northmere Wards Trust")
    action = made.action([made.duty(trust)])
    for _ in range(2):
        report_progress(
            by=made.officer(trust), action=action, level="under_way", words="Half are trained.", on=today()
        )
    assert Progress.objects.count() == 1 and Event.objects.filter(kind="progress.reported").count() == 1


@pytest.mark.parametrize(
    ("level", "words", "on", "why"),
    [
        ("under_way", "x", today() + dt.timedelta(days=1), "in the future"),
        ("under_way", "x", dt.date(2023, 3, 13), "before the report"),
        ("under_way", "x", None, "as a day"),
        ("under_way", " ", today(), "what was done"),
        ("perfect", "x", today(), "how far"),
        ("under_way", "x" * 4001, today(), "at most 4,000"),
    ],
)
def test_report_without_sense_is_refused(level: str, words: str, on: dt.date | None, why: str) -> None:
    trust = make.body("Northmere Wards Trust")
    action = made.action([made.duty(trust)])
    with pytest.raises(DutyError, match=why):
        report_progress(by=made.officer(trust), action=action, level=level, words=words, on=on)


def test_milestone_of_another_action_and_a_dropped_action_take_no_report() -> None:
    trust = make.body("Northmere Wards Trust")
    action, other = made.action([made.duty(trust)]), made.action([made.duty(trust)])
    by = made.officer(trust)
    with pytest.raises(DutyError, match="another action"):
        report_progress(
            by=by, action=action, milestone=other.milestones.get(), level="done", words="x", on=today()
        )
    drop_action(by=by, action=action, reason="The ward closed.")
    with pytest.raises(DutyError, match="was dropped"):
        report_progress(by=by, action=action, level="done", words="x", on=today())


def test_contributor_reports_on_what_was_handed_to_them_alone() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    action, person = made.action([duty]), people.person()
    held = {"PROGRESS_REPORT": frozenset({trust.pk})}
    by = Actor(person.identifier, frozenset(held), held)
    with pytest.raises(DutyError, match="not been handed to you"):
        report_progress(by=by, action=action, level="done", words="x", on=today())
    Delegation.objects.create(duty=duty, person=person, given_by="person:1", recorded_at=now())
    assert report_progress(by=by, action=action, level="done", words="x", on=today()).level == "done"


def test_report_of_the_whole_action_closes_all_its_dates() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    action = made.action([duty], steps=[Step("The course is written", made.ahead(20))])
    report_progress(by=made.officer(trust), action=action, level="done", words="All of it.", on=today())
    assert open_dates([action.pk]) == [] and next_milestones([duty]) == {}
