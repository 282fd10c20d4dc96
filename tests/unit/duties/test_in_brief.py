"""The first axis of thousands of duties, worked out in brief, is what is told of each on its own page."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.assurance.queries.axes import statuses
from answerable.core.actors import INGEST, Actor
from answerable.core.calendar import today
from answerable.duties.models import DueDate, Duty
from answerable.duties.operations import (
    dispute_duty,
    extend_duty,
    join_duties,
    record_published_replies,
    settle_dispute,
)
from answerable.duties.queries import ResponseAxis, responses, standing_date
from answerable.duties.queries.answers import what_is_there
from answerable.duties.queries.in_brief import in_brief, standing_due
from answerable.publication.body_standing import body_standing, lists_by_duty, lists_of
from tests import make
from tests.made import answering, assuring, delivering

pytestmark = pytest.mark.django_db
DAYS = (None, today() - dt.timedelta(days=1), today() - dt.timedelta(days=70), dt.date(2001, 1, 1))


def back(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


@pytest.fixture
def duties() -> list[Duty]:
    """Of two bodies, in every state that a duty without much said of it can be in."""
    trust, other = make.body("Fellside Trust"), make.body("Moorside Trust")
    ages, both = (1100, 400, 200, 90, 60, 30, 10), [trust, other]
    reports = [make.report(texts=[f"Asked {age} days ago."], to=both, issued=back(age)) for age in ages]
    reports.append(make.report(texts=["More."], to=[trust], instrument="inquiry", issued=back(500)))
    for number, report in enumerate(reports[:5]):
        urls = [f"document:{number}"] if number % 2 else []
        record_published_replies(
            by=INGEST, report=report, urls=urls, document=make.document(), checked_on=back(5)
        )
    held = list(Duty.objects.select_related("entry__report__publisher", "holder").order_by("pk"))
    extend_duty(
        by=assuring.issuer(held[0].entry.report.publisher.code),
        duty=held[0],
        due_on=today() + dt.timedelta(days=9),
        reason="Asked in time.",
    )
    answering.answer(held[4].holder, [held[4]])
    delivering.claim(held[6], "planned")
    officer = answering.actor("accountable_officer", held[8].holder)
    dispute = dispute_duty(by=officer, duty=held[8], kind="no_power", words="The law forbids it.")
    overseer = Actor("person:9", frozenset({"DISPUTE_SETTLE", "DUTY_ASSIGN"}))
    settle_dispute(by=overseer, dispute=dispute, outcome="released", why="The law forbids it.")
    join_duties(by=overseer, lead=held[4], duty=held[5], reason="They run the ward together.")
    assuring.verdict(assuring.claim(held[1]))
    assuring.verdict(assuring.claim(held[9]), "not_yet", "under_way")
    assuring.claim(held[10])
    return held


@pytest.mark.parametrize("on", DAYS)
def test_axis_in_brief_is_the_axis_of_each(duties: list[Duty], on: dt.date | None) -> None:
    told = responses(duties, on=on)
    found = {one.duty: one.axis for one in in_brief(Duty.objects.order_by("pk"), on=on)}
    assert list(found) == [duty.pk for duty in duties]
    assert all(axis == told[key].axis for key, axis in found.items())
    if on is None:
        assert {ResponseAxis.LATE, ResponseAxis.NOT_REQUIRED, ResponseAxis.HISTORIC} <= set(found.values())


@pytest.mark.parametrize("on", DAYS)
def test_lists_in_brief_are_those_of_each_status(duties: list[Duty], on: dt.date | None) -> None:
    told = statuses(duties, on=on)
    found = {key: names for _, key, names in lists_by_duty(Duty.objects.order_by("pk"), on)}
    assert found == {duty.pk: lists_of(told[duty.pk]) for duty in duties}
    if on is None:
        every = {name for names in found.values() for name in names}
        assert {"claimed-done", "found-done", "found-less", "not-looked-at"} <= every


@pytest.mark.parametrize("on", DAYS)
def test_date_worked_out_in_the_database_is_the_one_that_stands(
    duties: list[Duty], on: dt.date | None
) -> None:
    rows = dict(Duty.objects.annotate(due=standing_due(on)).values_list("pk", "due"))
    for duty in duties:
        date = standing_date(DueDate.objects.filter(duty=duty), on=on)
        assert rows[duty.pk] == (date.due_on if date else None)


def test_counting_a_body_takes_five_queries_however_much_was_answered_and_found(
    duties: list[Duty], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = duties[1].holder
    with django_assert_num_queries(5):
        held = body_standing(other.pk)
    assert held.count("asked") == len([duty for duty in duties if duty.holder_id == other.pk])


def test_duties_that_say_what_they_have_take_no_query_for_what_nobody_has(
    duties: list[Duty], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = Duty.objects.filter(pk=duties[1].pk).annotate(**what_is_there())
    plain = list(rows.select_related("entry__report").prefetch_related("due_dates"))
    with django_assert_num_queries(1):
        brief = responses(plain)
    assert brief[duties[1].pk] == responses([duties[1]])[duties[1].pk]
    assert len(lists_by_duty(rows, None)) == 1
