"""Whose work an alarm is of, what a person took back, and what had been asked before a death."""

import datetime as dt

import pytest

from answerable.impact.models import Alarm
from answerable.impact.operations.alarming import raise_alarms
from answerable.impact.queries.recurrence import alarms
from answerable.impact.queries.warnings import warnings_before
from answerable.impact.recurrence import rule
from answerable.lineage.operations import decide
from answerable.register.models import Entry
from tests import make
from tests.made import recurring

pytestmark = pytest.mark.django_db


def on_a_death(begun: str, **details: object) -> Entry:
    """The entry of a report whose coroner says how the investigation began."""
    prepared = make.prepared_report(**details)  # type: ignore[arg-type]
    prepared.draft.sections = {"investigation": begun}
    return make.report(prepared).entries.get()


def test_what_came_after_a_body_is_the_same_body_and_another_is_elsewhere() -> None:
    old = make.body("Northmere Wards Trust", closed=dt.date(2023, 6, 1))
    new, other = make.body("Mere Partnership Trust"), make.body("Southmere Wards Trust")
    make.succession(old, new, dt.date(2023, 6, 1))
    duty = recurring.closed(old)
    recurring.again(duty, to=[new])
    recurring.again(duty, to=[other])
    assert raise_alarms() == 2
    reaches = {one.entry.duties.get().organisation.name: one.reach for one in Alarm.objects.all()}
    assert reaches == {"Mere Partnership Trust": "same_body", "Southmere Wards Trust": "elsewhere"}


def test_an_alarm_of_a_part_is_confirmed_by_a_link_of_that_part() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = recurring.closed(trust)
    later = make.report(
        texts=["Alarms."], part_texts=["The bell was not heard."], to=[trust], issued=recurring.AGAIN
    )
    part = later.entries.get(parent__isnull=False)
    make.suggested(make.link(part, duty.entry, score=0.99))
    assert raise_alarms() == 1 and not alarms()[0].confirmed
    decide(by=make.editor(), verdict="accepted", kind="link", entry=part, other=duty.entry)
    assert raise_alarms() == 0 and alarms()[0].confirmed


def test_later_reports_on_one_event_ring_once() -> None:
    duty = recurring.closed()
    entry, twin = recurring.again(duty), recurring.again(duty)
    make.suggested(make.link(twin, entry, relation="same_event", score=0.9))
    assert raise_alarms() == 1


def test_a_report_on_the_same_event_does_not_ring_and_takes_back_what_rang() -> None:
    duty = recurring.closed()
    texts = ["The alarm was not heard.", "The door was open."]
    asks, other = make.report(texts=texts, to=[duty.organisation], issued=recurring.AGAIN).entries.order_by(
        "pk"
    )
    decide(by=make.editor(), verdict="accepted", kind="link", entry=asks, other=duty.entry, value="same_ask")
    assert raise_alarms() == 1
    make.suggested(make.link(other, duty.entry, relation="same_event", score=0.9))
    raise_alarms()
    assert Alarm.objects.get().withdrawn_why == rule.ONE_EVENT


def test_a_death_before_the_work_rings_as_maybe_of_before() -> None:
    duty = recurring.closed()
    entry = on_a_death(
        "On 3 February 2023 I commenced an investigation.", to=[duty.organisation], issued=recurring.AGAIN
    )
    decide(by=make.editor(), verdict="accepted", kind="link", entry=entry, other=duty.entry, value="same_ask")
    raise_alarms()
    alarm = Alarm.objects.get()
    assert (alarm.event_by, alarm.event_basis, alarm.maybe_before) == (dt.date(2023, 2, 3), "opened", True)
    assert alarm.words.endswith("it may be from before then.") and not alarms()[0].sure


def test_warnings_count_from_the_first_report_to_the_death_and_not_after_it() -> None:
    trust = make.body("Northmere Wards Trust")
    first = make.entry(to=[trust], issued=dt.date(2019, 1, 1))
    second = make.entry(to=[trust], issued=dt.date(2020, 1, 1))
    begun = "On 3 February 2020 I commenced an investigation."
    warned = on_a_death(begun, to=[trust], issued=dt.date(2021, 6, 1))
    unwarned = on_a_death(
        "On 3 February 2018 I commenced an investigation.", to=[trust], issued=dt.date(2021, 7, 1)
    )
    make.suggested(
        make.link(warned, first, score=0.99),
        make.link(warned, second, score=0.99),
        make.link(unwarned, first, score=0.99),
        make.link(second, first, score=0.99),
    )
    rows = {one.entry: one for one in warnings_before()}
    assert set(rows) == {warned, second}
    found = rows[warned]
    assert (found.first, found.times, found.until, found.basis) == (first, 2, dt.date(2020, 2, 3), "opened")
    assert (found.days, found.confirmed, found.body) == (398, False, trust)
    assert warnings_before(on=dt.date(2018, 1, 1)) == []
    assert {one.entry for one in warnings_before([second.pk])} == {second, warned}
