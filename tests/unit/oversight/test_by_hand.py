"""What an overseer does: holds, lets go on, takes a step out of turn, records addresses."""

import datetime as dt

import pytest

from answerable.core.actors import Actor, NotPermittedError
from answerable.ledger.models import Event
from answerable.oversight.models import Contact, Letter, Step, Stop
from answerable.oversight.operations import (
    EscalationError,
    record_contact,
    resume_escalation,
    stop_escalation,
    take_step,
)
from answerable.oversight.queries import address_of
from tests import make
from tests.made import overseeing as made
from tests.made.clock import clock

pytestmark = pytest.mark.django_db
DAY, DUE = dt.timedelta(days=1), made.DUE


@pytest.fixture
def overseer() -> Actor:
    return made.actor("overseer")


def test_step_out_of_turn_passes_over_the_lower_rungs(overseer: Actor) -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    with clock(DUE + 5 * DAY):
        step = take_step(by=overseer, duty=duty, rung="pfd-national", reason="A second death is feared.")
    assert step.reason == "A second death is feared." and not step.by_rule
    made.every_day(DUE + 6 * DAY, DUE + 57 * DAY)
    assert made.climbed(duty) == [("pfd-national", DUE + 5 * DAY)], "no letter has reached it to list it"
    event = Event.objects.get(kind="duty.escalated")
    assert event.actor == overseer.identifier and event.payload["by_rule"] is False


def test_reason_of_a_step_is_published_without_names(overseer: Actor) -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    with clock(DUE + 5 * DAY):
        step = take_step(
            by=overseer, duty=duty, rung="pfd-board", reason="Mrs Edith Palmerston asked us on 01632 960123."
        )
    assert "Palmerston" not in step.reason and "960123" not in step.reason


@pytest.mark.parametrize(
    ("rung", "reason", "day", "why"),
    [
        ("pfd-board", " ", 5, "Say why"),
        ("inquiry-first", "Soon.", 5, "this duty's ladder"),
        ("pfd-board", "Soon.", -3, "only a reminder"),
        ("pfd-reminder", "Soon.", 3, "comes before that"),
    ],
)
def test_step_without_sense_is_refused(overseer: Actor, rung: str, reason: str, day: int, why: str) -> None:
    duty = made.duty(make.body("Northmere Wards Trust"))
    with clock(DUE + day * DAY), pytest.raises(EscalationError, match=why):
        take_step(by=overseer, duty=duty, rung=rung, reason=reason)
    assert not Step.objects.exists() and not Letter.objects.exists()


def test_step_is_taken_once_and_never_below_a_higher_one(overseer: Actor) -> None:
    duty = made.duty(make.body("Northmere Wards Trust"))
    with clock(DUE + 5 * DAY):
        take_step(by=overseer, duty=duty, rung="pfd-board", reason="Soon.")
        with pytest.raises(EscalationError, match="climbed already"):
            take_step(by=overseer, duty=duty, rung="pfd-board", reason="Soon.")
        with pytest.raises(EscalationError, match="higher rung"):
            take_step(by=overseer, duty=duty, rung="pfd-overdue", reason="Soon.")


def test_duty_that_is_answered_or_held_takes_no_step(overseer: Actor) -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    answered, held = made.duty(body), made.duty(body)
    made.answered(answered, DUE)
    with clock(DUE + DAY):
        stop_escalation(by=overseer, duty=held, reason="Being corrected.")
        with pytest.raises(EscalationError, match="does not climb"):
            take_step(by=overseer, duty=answered, rung="pfd-board", reason="Soon.")
        with pytest.raises(EscalationError, match="is held"):
            take_step(by=overseer, duty=held, rung="pfd-board", reason="Soon.")


def test_hold_needs_a_reason_and_is_one_at_a_time(overseer: Actor) -> None:
    duty = made.duty(make.body("Northmere Wards Trust"))
    with pytest.raises(EscalationError, match="Say why"):
        stop_escalation(by=overseer, duty=duty, reason="")
    with pytest.raises(EscalationError, match="not held"):
        resume_escalation(by=overseer, duty=duty, reason="Corrected.")
    stop_escalation(by=overseer, duty=duty, reason="Being corrected.")
    with pytest.raises(EscalationError, match="held already"):
        stop_escalation(by=overseer, duty=duty, reason="Again.")
    resume_escalation(by=overseer, duty=duty, reason="Corrected.")
    stop = Stop.objects.get()
    assert (stop.reason, stop.end_reason) == ("Being corrected.", "Corrected.")
    assert [event.kind for event in Event.objects.filter(subject=duty.reference)][-2:] == [
        "escalation.held",
        "escalation.resumed",
    ]


def test_only_an_overseer_may(overseer: Actor) -> None:
    body = make.body("Northmere Wards Trust")
    duty, responder = made.duty(body), made.actor("responder", body)
    with pytest.raises(NotPermittedError):
        stop_escalation(by=responder, duty=duty, reason="We would rather not.")


def test_address_is_replaced_and_the_old_one_kept(overseer: Actor) -> None:
    body = make.body("Northmere Wards Trust")
    record_contact(by=overseer, organisation=body, desk="board", email="board@example.org")
    record_contact(by=overseer, organisation=body, desk="board", email="board@example.org")
    record_contact(by=overseer, organisation=body, desk="board", email="secretary@example.org")
    assert address_of(body, board=True) == "secretary@example.org" and address_of(body) == ""
    assert Contact.objects.count() == 2 and Contact.objects.filter(ended_at=None).count() == 1
    assert "example.org" not in str([event.payload for event in Event.objects.all()])


@pytest.mark.parametrize(("desk", "email"), [("door", "a@example.org"), ("board", "nobody")])
def test_address_without_sense_is_refused(overseer: Actor, desk: str, email: str) -> None:
    with pytest.raises(EscalationError):
        record_contact(by=overseer, organisation=make.body("X Trust"), desk=desk, email=email)
