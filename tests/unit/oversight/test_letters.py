"""To whom letters go, what they say, and how it is seen that one did not arrive."""

import datetime as dt

import pytest

from answerable.core.actors import POST
from answerable.core.mail import Bounce
from answerable.notices.models import Notice
from answerable.notices.operations import record_bounce
from answerable.oversight.models import Letter, Step
from answerable.oversight.operations import record_contact
from answerable.oversight.queries import (
    Delivery,
    delivery_of,
    effects,
    letters,
    standing_on,
    without_officer,
)
from answerable.website.presenters.escalation import escalation_page, escalation_words
from tests import make
from tests.made import overseeing as made
from tests.made.clock import clock

pytestmark = pytest.mark.django_db
DAY, DUE = dt.timedelta(days=1), made.DUE


def test_department_and_regulator_get_a_letter_each_and_the_body_none() -> None:
    body = make.body("Northmere Wards Trust")
    department = make.body("Department of Lanterns", key="gov:dhsc", kind="department")
    regulator = make.body("Lantern Commission", key="reg:cqc", kind="regulator")
    made.officer(body)
    record_contact(
        by=made.actor("overseer"), organisation=department, desk="office", email="office@example.org"
    )
    made.duty(body)
    made.daily(DUE + 42 * DAY)
    made.every_day(DUE + 49 * DAY, DUE + 49 * DAY)
    made.on_days(DUE, 56, 63, 70)
    national = Letter.objects.filter(rung="pfd-national").order_by("pk")
    assert [(one.organisation, one.to) for one in national] == [
        (department, "department"),
        (regulator, "regulator"),
    ]
    assert national[1].copy_of == national[0]
    assert [delivery_of(one) for one in national] == [Delivery.SENT, Delivery.NO_ADDRESS]


def test_letters_about_made_up_bodies_go_to_made_up_bodies_alone() -> None:
    body = make.body("Fabled Trust", fictional=True)
    make.body("Department of Lanterns", key="gov:dhsc", kind="department")
    made.officer(body)
    duty = made.duty(body)
    made.on_days(DUE, 1, 14, 28, 42)
    step = Step.objects.get(duty=duty, rung="pfd-national")
    assert step.letter is None
    assert "no body is known to write to" in escalation_words(duty, DUE + 60 * DAY)[-1].words


def test_letter_that_came_back_is_shown_and_told_of() -> None:
    body, overseer = make.body("Northmere Wards Trust"), made.person("overseer")
    made.officer(body)
    duty = made.duty(body)
    made.daily(DUE + DAY)
    letter = Letter.objects.get()
    assert letter.message is not None and delivery_of(letter) is Delivery.SENT
    record_bounce(
        by=POST, bounce=Bounce(letter.message.message_id, True, "5.1.1 no such user"), tell=(overseer,)
    )
    found = letters(undelivered=True).get()
    assert found == letter and delivery_of(found) is Delivery.BOUNCED
    assert Notice.objects.filter(person=overseer, kind="undelivered").count() == 1
    words = escalation_words(duty, DUE + 2 * DAY)[0].words
    assert words == (
        "The body was told that no answer had been identified by the date it was due"
        " (the letter was not delivered): 27 April 2024."
    )


def test_words_for_the_public_are_neutral_and_as_at_a_day() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duty(body)
    made.on_days(DUE, -14, 1)
    assert [line.on for line in escalation_words(duty, DUE)] == [DUE - 14 * DAY]
    assert len(escalation_words(duty, DUE + DAY)) == 2
    for line in escalation_words(duty, DUE + DAY):
        assert not {"failed", "ignored", "silent"} & set(line.words.lower().split())


def test_bodies_with_waiting_duties_and_no_officer_are_listed() -> None:
    with_one, without = make.body("Northmere Wards Trust"), make.body("Southmere Trust")
    made.officer(with_one)
    made.duty(with_one), made.duties(without, texts=["A lamp was out.", "A bell was silent."])
    rows, count = without_officer()
    assert [(row.organisation, row.duties, row.has_contact) for row in rows] == [(without, 2, False)]
    assert count == 1


def test_what_followed_a_rung_has_its_denominator() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    first, second, third = (made.duty(body) for _ in range(3))
    made.daily(DUE + DAY)
    made.answered(first, DUE + 11 * DAY)
    made.answered(second, DUE + 41 * DAY)
    later = {one.rung: one for one in effects(on=DUE + 40 * DAY)}["pfd-overdue"]
    assert (later.steps, later.delivered) == (3, 3)
    assert [(one.answered, one.of) for one in later.within] == [(1, 3), (0, 0)]
    last = {one.rung: one for one in effects(on=DUE + 100 * DAY)}["pfd-overdue"]
    assert [(one.answered, one.of) for one in last.within] == [(1, 3), (2, 3)]
    assert standing_on(on=DUE + 100 * DAY) == {"pfd-overdue": [third.pk]}


def test_public_list_holds_what_stands_on_its_rung_until_it_is_answered() -> None:
    body = make.body("Northmere Wards Trust")
    made.officer(body)
    duty = made.duties(body, texts=["A lamp was out.", "A bell was silent."])[0]
    made.on_days(DUE, 1, 14, 28, 42, 56)
    with clock(DUE + 57 * DAY):
        listed = escalation_page().listed
    assert [(one.body, one.report) for one in listed] == [(body.name, duty.entry.report.reference)]
    assert "lamp" not in str(listed)
    made.answered(duty, DUE + 58 * DAY)
    with clock(DUE + 59 * DAY):
        assert escalation_page().listed_count == 1, "the other thing asked is not answered"
