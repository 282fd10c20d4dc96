"""Duties and their clock: stated over worked out, extended over stated, and all of them kept."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.actors import INGEST, Actor, NotPermittedError
from answerable.duties.models import DueDate, Duty
from answerable.duties.operations import extend_duty, record_duties, record_published_replies
from answerable.duties.queries import ReplyFacts, ResponseState, reply_facts, standing_date
from answerable.duties.rules import DutyRule, add_months
from answerable.ledger.models import Event
from answerable.register.operations import decide_addressee
from tests import make

EXTENDER = Actor("person:2", frozenset({"DUTY_EXTEND", "ADDRESSEE_DECIDE"}))
RULE = make.REG28_RULE


@pytest.mark.django_db
def test_body_gets_one_duty_for_each_entry_with_both_dates() -> None:
    trust = make.body("Northmere Wards Trust")
    report = make.report(
        texts=["First.", "Second."], to=[trust], issued=dt.date(2024, 1, 2), due=dt.date(2024, 3, 8)
    )
    duties = Duty.objects.filter(organisation=trust)
    assert duties.count() == 2 and all(duty.kind == "statutory" for duty in duties)
    for duty in duties:
        dates = {date.basis: date.due_on for date in duty.due_dates.all()}
        assert dates == {"computed": dt.date(2024, 2, 27), "stated": dt.date(2024, 3, 8)}
        standing = standing_date(duty.due_dates.all())
        assert standing and standing.basis == "stated"
    assert Event.objects.get(kind="duties.recorded").subject == report.reference


@pytest.mark.django_db
def test_recording_duties_again_changes_nothing() -> None:
    trust = make.body("Northmere Wards Trust")
    report = make.report(to=[trust])
    events, dates = Event.objects.count(), DueDate.objects.count()
    assert record_duties(by=INGEST, report=report, rule=RULE) == 1
    assert (Event.objects.count(), DueDate.objects.count()) == (events, dates)


@pytest.mark.django_db
def test_date_that_a_later_sight_states_reaches_duties_held_already() -> None:
    report = make.report(to=[make.body("Northmere Wards Trust")], issued=dt.date(2024, 1, 2))
    duty = Duty.objects.get()
    report.response_due_stated, report.issued_on = dt.date(2024, 3, 8), dt.date(2024, 1, 3)
    assert record_duties(by=INGEST, report=report, rule=RULE) == 1
    current = duty.due_dates.filter(superseded_at__isnull=True)
    assert {date.basis: date.due_on for date in current} == {
        "computed": dt.date(2024, 2, 28),
        "stated": dt.date(2024, 3, 8),
    }
    assert duty.due_dates.get(superseded_at__isnull=False).due_on == dt.date(2024, 2, 27)
    assert Event.objects.filter(kind="duties.redated", subject=report.reference).count() == 1
    dates = DueDate.objects.count()
    record_duties(by=INGEST, report=report, rule=RULE)
    assert DueDate.objects.count() == dates, "and once only"


@pytest.mark.django_db
def test_date_stated_before_the_report_itself_is_no_date_to_answer_by() -> None:
    make.report(to=[make.body("Northmere Wards Trust")], issued=dt.date(2024, 1, 2), due=dt.date(2023, 2, 27))
    dates = {date.basis: date.due_on for date in Duty.objects.get().due_dates.all()}
    assert dates == {"computed": dt.date(2024, 2, 27)}


@pytest.mark.django_db
def test_unresolved_addressee_has_no_duty_until_a_person_decides() -> None:
    trust = make.body("Northmere Wards Trust")
    report = make.report(to=[None])
    assert not Duty.objects.exists()
    addressing = report.addressings.get()
    decide_addressee(by=EXTENDER, addressing=addressing, organisation=trust, reason="The letter names it.")
    assert record_duties(by=INGEST, report=report, rule=RULE) == 1
    assert addressing.resolutions.count() == 2, "the machine's answer stays, dated"


@pytest.mark.django_db
def test_observation_asks_for_no_answer() -> None:
    make.report(to=[make.body("Northmere Wards Trust")], kind="observation")
    assert not Duty.objects.exists()


@pytest.mark.django_db
def test_extension_stands_over_the_stated_date_and_keeps_it() -> None:
    make.report(to=[make.body("Northmere Wards Trust")], issued=dt.date(2024, 1, 2))
    duty = Duty.objects.get()
    with pytest.raises(ValueError, match="later than 27 February 2024"):
        extend_duty(by=EXTENDER, duty=duty, due_on=dt.date(2024, 2, 27), reason="asked")
    with pytest.raises(ValueError, match="why"):
        extend_duty(by=EXTENDER, duty=duty, due_on=dt.date(2024, 4, 1), reason=" ")
    with pytest.raises(NotPermittedError):
        extend_duty(by=INGEST, duty=duty, due_on=dt.date(2024, 4, 1), reason="asked")
    extend_duty(by=EXTENDER, duty=duty, due_on=dt.date(2024, 4, 1), reason="The coroner agreed.")
    extend_duty(by=EXTENDER, duty=duty, due_on=dt.date(2024, 5, 1), reason="The coroner agreed again.")
    standing = standing_date(duty.due_dates.all())
    assert standing and standing.due_on == dt.date(2024, 5, 1)
    assert duty.due_dates.count() == 3
    before = standing_date(duty.due_dates.all(), on=dt.date(2024, 3, 1))
    assert before and before.due_on == dt.date(2024, 2, 27), "on an earlier day the extension was not known"


@pytest.mark.django_db
def test_replies_are_noted_once_and_shown_neutrally() -> None:
    report = make.report(to=[make.body("Northmere Wards Trust")], issued=dt.date(2020, 1, 2))
    kept = make.document()
    on = dt.date(2024, 1, 1)
    day = dt.date(2023, 5, 31)
    assert reply_facts([report])[report.pk].state(on) is ResponseState.NOT_CHECKED

    def note(urls: list[str], checked_on: dt.date) -> int:
        return record_published_replies(
            by=INGEST, report=report, urls=urls, document=kept, checked_on=checked_on
        )

    note([], dt.date(2020, 2, 1))
    assert reply_facts([report])[report.pk].state(on) is ResponseState.NOT_CHECKED, "it was not due yet"
    note([], day)
    words = reply_facts([report])[report.pk].words(on)
    assert words == "No response identified in the sources checked, as at 31 May 2023"
    address = "https://example.org/reply.pdf"
    assert note([address, address], day) == 1
    assert note([address], day) == 0
    assert reply_facts([report])[report.pk].state(on) is ResponseState.IDENTIFIED


def test_reply_is_not_awaited_before_it_is_due() -> None:
    facts = ReplyFacts(replies=0, checked_on=dt.date(2024, 3, 5), due_on=dt.date(2024, 2, 1), asks=True)
    assert facts.state(dt.date(2024, 2, 1)) is ResponseState.NOT_YET_DUE
    assert facts.state(dt.date(2024, 2, 2)) is ResponseState.NOT_IDENTIFIED


DATES = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))


@given(DATES)
def test_56_days_are_8_weeks_whatever_the_clocks_do(issued: dt.date) -> None:
    due = RULE.due_on(issued)
    assert due is not None
    assert due.toordinal() == issued.toordinal() + 56 and due.weekday() == issued.weekday()


@given(DATES, st.integers(1, 36))
def test_months_end_on_the_same_day_or_the_last(issued: dt.date, months: int) -> None:
    due = add_months(issued, months)
    assert (due.year * 12 + due.month) - (issued.year * 12 + issued.month) == months
    assert due.day == issued.day or (due + dt.timedelta(days=1)).day == 1


def test_rule_without_a_period_gives_no_date() -> None:
    assert DutyRule("statutory", "as set in each report").due_on(dt.date(2024, 1, 1)) is None
    assert RULE.due_on(None) is None
    assert RULE.due_on(dt.date.max) is None
