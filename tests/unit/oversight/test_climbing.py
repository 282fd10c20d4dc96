"""Each rung is climbed once, on its day, by duties that may climb and by no other."""

import datetime as dt

import pytest
from pytest_django.fixtures import Settings

from answerable.accounts.queries import actor_of
from answerable.core.actors import INGEST, SUCCESSIONS, Actor
from answerable.duties.operations import (
    dispute_duty,
    extend_duty,
    record_published_replies,
    settle_dispute,
    transfer_duty,
)
from answerable.ledger.models import Event
from answerable.notices.models import Message
from answerable.oversight.models import Letter, Step
from answerable.oversight.operations import resume_escalation, stop_escalation
from answerable.oversight.queries import current_rung, steps_of
from tests import make
from tests.made import overseeing as made
from tests.made.clock import clock

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
DUE = made.DUE
WHOLE = [("pfd-reminder", -14), ("pfd-overdue", 1), ("pfd-board", 14), ("pfd-regional", 28)]
WHOLE += [("pfd-national", 42), ("pfd-public", 56)]
EXTENDER = Actor("person:90", frozenset({"DUTY_EXTEND"}))


def on_days(rungs: list[tuple[str, int]], due: dt.date = DUE) -> list[tuple[str, dt.date]]:
    return [(rung, due + dt.timedelta(days=days)) for rung, days in rungs]


def test_silent_body_climbs_every_rung_once_on_its_day() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    made.every_day(DUE - 20 * DAY, DUE + 70 * DAY)
    assert made.climbed(duty) == on_days(WHOLE)
    assert Event.objects.filter(kind="duty.escalated", subject=duty.reference).count() == len(WHOLE)


def test_job_run_again_on_the_same_day_writes_and_sends_nothing_more() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    made.duties(body, texts=["A lamp was broken.", "A door did not close."])
    made.daily(DUE + DAY)
    before = (Step.objects.count(), Letter.objects.count(), Message.objects.count(), Event.objects.count())
    made.daily(DUE + DAY)
    after = (Step.objects.count(), Letter.objects.count(), Message.objects.count(), Event.objects.count())
    assert before == after and before[:2] == (2, 1)


def test_duties_of_one_body_share_the_letter_of_a_day() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    first = made.duties(body, texts=["A lamp was broken.", "A door did not close."])
    second = made.duties(body, texts=["A bell was silent."])
    made.daily(DUE - 14 * DAY)
    letter = Letter.objects.get()
    assert set(letter.steps.values_list("duty", flat=True)) == {one.pk for one in [*first, *second]}
    assert first[0].entry.report.title in letter.body and second[0].entry.report.title in letter.body
    assert "lamp" not in letter.body and "bell" not in letter.body


def test_answered_duty_climbs_no_further() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    made.every_day(DUE, DUE + 5 * DAY)
    made.answered(duty, DUE + 6 * DAY)
    made.every_day(DUE + 6 * DAY, DUE + 60 * DAY)
    assert made.climbed(duty) == on_days([("pfd-overdue", 1)])


def test_extension_moves_the_clock_and_keeps_what_was_climbed() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    made.every_day(DUE - 14 * DAY, DUE + 2 * DAY)
    later = DUE + 40 * DAY
    with clock(DUE + 3 * DAY):
        extend_duty(by=EXTENDER, duty=duty, due_on=later, reason="The coroner gave more time.")
    made.every_day(DUE + 3 * DAY, later + 20 * DAY)
    assert made.climbed(duty) == [
        *on_days([("pfd-reminder", -14), ("pfd-overdue", 1)]),
        *on_days([("pfd-reminder", -14), ("pfd-overdue", 1), ("pfd-board", 14)], later),
    ]


def test_duty_that_was_passed_on_climbs_for_its_new_holder_after_some_time() -> None:
    before, after = make.body("Old Quay Trust"), make.body("New Quay Trust")
    made.officer(before)
    made.officer(after)
    duty = made.duty(before)
    made.every_day(DUE, DUE + 3 * DAY)
    passed = DUE + 4 * DAY
    with clock(passed):
        transfer_duty(by=SUCCESSIONS, duty=duty, to=after, on=passed, why="succession", note="Merged.")
    made.every_day(passed, passed + 30 * DAY)
    counted = passed + 28 * DAY
    assert made.climbed(duty) == [
        *on_days([("pfd-overdue", 1)]),
        *on_days([("pfd-reminder", -14), ("pfd-overdue", 1)], counted),
    ]
    assert list(Letter.objects.order_by("pk").values_list("about", flat=True)) == [
        before.pk,
        after.pk,
        after.pk,
    ]


@pytest.mark.parametrize(("outcome", "rungs"), [("", 0), ("released", 0), ("not_upheld", 1)])
def test_duty_that_is_disputed_or_released_stays_where_it_is(outcome: str, rungs: int) -> None:
    body = make.body("Northmere Wards Trust")
    officer = actor_of(made.officer(body))
    duty = made.duty(body)
    with clock(DUE):
        dispute = dispute_duty(by=officer, duty=duty, kind="no_power", words="The law does not let us.")
        if outcome:
            settle_dispute(by=made.actor("overseer"), dispute=dispute, outcome=outcome, why="As the law is.")
    made.every_day(DUE, DUE + 3 * DAY)
    assert made.climbed(duty) == on_days(WHOLE[1 : 1 + rungs])


def test_reply_that_is_not_matched_yet_keeps_a_duty_from_climbing() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    record_published_replies(
        by=INGEST,
        report=duty.entry.report,
        urls=["https://example.org/reply.pdf"],
        document=make.document(),
        checked_on=DUE,
    )
    made.every_day(DUE, DUE + 3 * DAY)
    assert made.climbed(duty) == []


def test_duty_held_stays_and_goes_on_in_order_a_week_apart() -> None:
    body, overseer = make.body("Northmere Wards Trust"), made.actor("overseer")
    made.officer(body)
    duty = made.duty(body)
    with clock(DUE):
        stop_escalation(by=overseer, duty=duty, reason="The report is being corrected.")
    made.every_day(DUE, DUE + 20 * DAY)
    assert made.climbed(duty) == []
    with clock(DUE + 21 * DAY):
        resume_escalation(by=overseer, duty=duty, reason="It was corrected.")
    made.every_day(DUE + 21 * DAY, DUE + 43 * DAY)
    assert made.climbed(duty) == on_days(
        [("pfd-overdue", 21), ("pfd-board", 28), ("pfd-regional", 35), ("pfd-national", 42)]
    )


def test_reports_that_were_due_before_a_body_was_brought_on_do_not_climb() -> None:
    body = make.body("Northmere Wards Trust")
    duty, later = made.duty(body), made.duty(body, issued=made.ISSUED + 30 * DAY)
    made.every_day(DUE, DUE + 9 * DAY)
    made.officer(body, since=DUE + 10 * DAY)
    made.every_day(DUE + 10 * DAY, DUE + 40 * DAY)
    assert made.climbed(duty) == []
    assert [rung for rung, _ in made.climbed(later)] == ["pfd-reminder", "pfd-overdue"]


def test_configured_day_lets_duties_of_every_body_climb(settings: Settings) -> None:
    settings.ESCALATION_FROM = (DUE - DAY).isoformat()
    duty = made.duty(make.body("Northmere Wards Trust"))
    before = made.duty(make.body("Southmere Trust"), issued=made.ISSUED - 30 * DAY)
    made.daily(DUE + DAY)
    assert made.climbed(duty) == on_days([("pfd-overdue", 1)])
    assert made.climbed(before) == []
    letter = Letter.objects.get()
    assert letter.message is None, "nobody is known to write to"


def test_reminder_whose_time_has_gone_is_not_sent() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    made.every_day(DUE - 6 * DAY, DUE + 2 * DAY)
    assert made.climbed(duty) == on_days([("pfd-overdue", 1)])


def test_late_reminder_is_sent_while_there_is_time() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    made.every_day(DUE - 9 * DAY, DUE + 2 * DAY)
    assert made.climbed(duty) == on_days([("pfd-reminder", -9), ("pfd-overdue", 1)])


def test_outage_is_made_good_in_order_with_one_letter_a_day_for_a_body() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    first, second = made.duty(body), made.duty(body, issued=made.ISSUED - 20 * DAY)
    made.daily(DUE - 20 * DAY + DAY)  # the second is overdue
    made.every_day(DUE + 3 * DAY, DUE + 12 * DAY)  # nothing ran for three weeks
    assert made.climbed(first) == on_days([("pfd-overdue", 3)])
    rungs = [("pfd-overdue", 1), ("pfd-board", 24), ("pfd-regional", 31)]
    assert made.climbed(second) == on_days(rungs, DUE - 20 * DAY)
    days = list(Letter.objects.filter(copy_of=None).values_list("on", flat=True))
    assert len(days) == len(set(days)), "no two letters on one day"


def test_what_is_over_half_a_year_late_is_left_to_people() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    made.daily(DUE + 250 * DAY)
    assert made.climbed(duty) == []


def test_nobody_is_listed_whom_no_letter_has_reached(settings: Settings) -> None:
    settings.ESCALATION_FROM = (DUE - 30 * DAY).isoformat()
    duty = made.duty(make.body("Northmere Wards Trust"))
    made.every_day(DUE - 14 * DAY, DUE + 60 * DAY)
    assert made.climbed(duty) == on_days(WHOLE[:-1])


def test_inquiry_has_its_own_ladder_and_what_no_rule_asks_has_none() -> None:
    body = make.body("Department of Lanterns", kind="department")
    made.officer(body)
    asked = made.duty(body, instrument="inquiry", area="Harbour Inquiry", issued=made.ISSUED)
    due = dt.date(2024, 9, 1)
    unruled = made.duty(body, instrument="review", area="Tide Review")
    made.every_day(due - 14 * DAY, due + 2 * DAY)
    assert [rung for rung, _ in made.climbed(asked)] == ["inquiry-reminder", "inquiry-first"]
    assert made.climbed(unruled) == []


def test_steps_are_read_as_at_a_day() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    made.every_day(DUE - 14 * DAY, DUE + 14 * DAY)
    assert [step.rung for step in steps_of([duty], on=DUE + DAY)[duty.pk]] == ["pfd-reminder", "pfd-overdue"]
    assert current_rung([duty], on=DUE)[duty.pk].rung == "pfd-reminder"
    assert current_rung([duty], on=DUE - 15 * DAY) == {}
