"""What the daily job tells people, once."""

import datetime as dt

import pytest

from answerable.accounts.models import Person
from answerable.accounts.queries import actor_of
from answerable.duties.content import Content, Said
from answerable.duties.operations import ask_for_sign_off, delegate_duties, dispute_duty, start_draft
from answerable.notices.models import Message, Notice
from tests import make
from tests.made import overseeing as made
from tests.made.clock import clock

pytestmark = pytest.mark.django_db
DAY, DUE = dt.timedelta(days=1), made.DUE


def test_those_who_work_for_a_body_hear_of_its_dates_once_a_report() -> None:
    """Those who were told by a letter of the ladder hear nothing of the same date besides."""
    body, other = make.body("Northmere Wards Trust"), make.body("Southmere Trust")
    officer, responder = made.officer(body), made.person("responder", body)
    contributor, stranger = made.person("contributor", body), made.officer(other)
    duties = made.duties(body, texts=["A lamp was out.", "A bell was silent."])
    with clock(DUE - 11 * DAY):
        delegate_duties(by=actor_of(officer), duties=duties, to=contributor)
    made.every_day(DUE - 10 * DAY, DUE - 8 * DAY)
    made.every_day(DUE + DAY, DUE + 3 * DAY)

    def told(person: Person) -> list[str]:
        return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))

    assert told(officer) == told(responder) == ["escalation", "escalation"]
    assert told(contributor) == ["due_soon", "overdue"] and told(stranger) == []
    letters = Notice.objects.filter(person=officer).values_list("words", flat=True)
    assert all("1 report, answer due 26 April 2024, Northmere" in words for words in letters)
    words = " ".join(Notice.objects.values_list("words", flat=True))
    assert "lamp" not in words and "bell" not in words


def test_digests_go_once_a_day_and_only_to_those_with_something_new() -> None:
    body = make.body("Northmere Wards Trust")
    officer, calm = made.officer(body), made.officer(make.body("Southmere Trust"))
    made.duty(body)
    for _ in range(2):
        made.daily(DUE - 10 * DAY)
    made.daily(DUE - 9 * DAY)
    digests = Message.objects.filter(key__startswith="digest:")
    assert [one.address for one in digests] == [officer.email]
    assert calm.email not in Message.objects.values_list("address", flat=True)


def test_officer_hears_of_an_answer_to_sign() -> None:
    body = make.body("Northmere Wards Trust")
    officer, responder = made.officer(body), actor_of(made.person("responder", body))
    duty = made.duty(body)
    with clock(DUE - 30 * DAY):
        content = Content(all=Said(stance="in_full", words="We mended it."))
        draft = start_draft(by=responder, organisation=body, duties=[duty], content=content)
    made.daily(DUE - 30 * DAY)
    assert not Notice.objects.filter(kind="to_sign").exists()
    with clock(DUE - 29 * DAY):
        ask_for_sign_off(by=responder, draft=draft, revision=draft.revision)
    made.every_day(DUE - 29 * DAY, DUE - 27 * DAY)
    assert Notice.objects.get(kind="to_sign").person == officer


def test_overseer_hears_of_a_dispute() -> None:
    body, overseer = make.body("Northmere Wards Trust"), made.person("overseer")
    duty = made.duty(body)
    with clock(DUE):
        dispute_duty(by=actor_of(made.officer(body)), duty=duty, kind="no_power", words="The law forbids it.")
    made.every_day(DUE, DUE + DAY)
    notice = Notice.objects.get(person=overseer)
    assert notice.kind == "dispute" and duty.reference in notice.words and "law" not in notice.words
