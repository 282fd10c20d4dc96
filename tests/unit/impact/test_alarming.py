"""Alarms: raised once, taken back with a reason, told to those who may judge, and looked at again."""

import datetime as dt

import pytest

from answerable.accounts.models import Person
from answerable.assurance.operations import OwnWorkError, reopen
from answerable.core.actors import RECURRENCE, Actor, NotPermittedError
from answerable.impact.models import Alarm, Reassessment
from answerable.impact.operations.alarming import alarms_to_settle, raise_alarms, reassess
from answerable.impact.operations.errors import AlarmError
from answerable.impact.queries.recurrence import again_after, alarms, open_alarms
from answerable.impact.recurrence import rule
from answerable.ledger.models import Event
from answerable.lineage.models import Decision
from answerable.lineage.operations import decide, make_expectation, undo
from answerable.notices.models import Notice
from answerable.register.operations import withdraw_entry
from tests import make
from tests.made import answering, assuring, recurring
from tests.made.recurring import AGAIN, CLOSED

pytestmark = pytest.mark.django_db


def test_a_later_report_that_a_person_linked_rings_once() -> None:
    duty = recurring.closed()
    entry = recurring.again(duty)
    assert alarms_to_settle() == 1
    assert raise_alarms() == 1 and raise_alarms() == 0 and alarms_to_settle() == 0
    alarm = Alarm.objects.get()
    assert (alarm.duty, alarm.entry) == (duty, entry)
    assert (alarm.basis, alarm.done_on, alarm.again_on) == ("closed", CLOSED, AGAIN)
    assert (alarm.days, alarm.reach, alarm.score) == ((AGAIN - CLOSED).days, "same_body", None)
    assert alarm.closure_id and alarm.claim_id and alarm.verification_id is None  # found done only today
    assert Event.objects.filter(kind="alarm.raised", subject=alarm.reference).count() == 1


def test_a_claim_alone_is_enough_and_says_so() -> None:
    duty = assuring.duty(issued=recurring.ISSUED)
    assuring.claim(duty, on=CLOSED)
    alarm = recurring.rung(duty)
    assert (alarm.basis, alarm.closure, alarm.verification) == ("claimed", None, None)
    assert alarm.words.startswith("The body said on 1 March 2023 that this was done.")


def test_a_suggestion_rings_from_the_stated_probability_as_a_programs() -> None:
    duty = recurring.closed()
    recurring.again(duty, sure=False, score=rule.LEAST - 0.01)
    assert raise_alarms() == 0
    alarm = recurring.rung(recurring.closed(), sure=False, score=rule.LEAST)
    assert alarm.score == rule.LEAST and "no person has confirmed it" in alarm.words
    assert not alarms()[0].confirmed
    other = alarm.duty.entry
    decide(by=make.editor(), verdict="accepted", kind="link", entry=alarm.entry, other=other)
    assert raise_alarms() == 0 and alarms()[0].confirmed  # the same alarm, surer


def test_one_expectation_rings_and_what_is_a_draft_does_not() -> None:
    duty = recurring.closed()
    entry = make.entry(issued=AGAIN, to=[duty.organisation])
    made = make_expectation(by=make.editor(), text="Alarms are heard.", entries=[duty.entry, entry])
    assert raise_alarms() == 1
    assert Alarm.objects.get().expectation == made
    assert [one.alarm.entry for one in alarms(expectation=made)] == [entry]
    assert alarms(expectation=make_expectation(by=make.editor(), text="Other.", entries=[entry])) == []


@pytest.mark.parametrize("relation", ["same_event", "overlaps"])
def test_what_a_person_calls_something_else_takes_it_back(relation: str) -> None:
    alarm = recurring.rung(sure=False)
    decide(
        by=make.editor(),
        verdict="changed",
        kind="link",
        entry=alarm.entry,
        other=alarm.duty.entry,
        value=relation,
        reason="They differ.",
    )
    assert raise_alarms() == 0
    alarm.refresh_from_db()
    assert alarm.withdrawn_at and alarm.withdrawn_why == rule.REFUSED
    assert alarms() == [] and Event.objects.filter(kind="alarm.withdrawn").count() == 1


def test_a_link_taken_back_a_claim_lowered_and_an_entry_withdrawn_take_it_back() -> None:
    linked = recurring.rung()
    undo(by=make.editor(), decision=Decision.objects.get(superseded_at=None))
    claimed = assuring.duty(issued=recurring.ISSUED)
    assuring.claim(claimed, on=CLOSED)
    lowered = recurring.rung(claimed)
    assuring.claim(claimed, "under_way")
    gone = recurring.rung()
    withdraw_entry(by=make.editor(), entry=gone.entry, why="Read twice.")
    raise_alarms()
    whys = {row.pk: row.withdrawn_why for row in Alarm.objects.all()}
    assert whys == {linked.pk: rule.NO_TIE, lowered.pk: rule.NOT_DONE, gone.pk: rule.WITHDRAWN}


def test_raised_again_after_it_was_taken_back_it_is_another() -> None:
    alarm = recurring.rung()
    undo(by=make.editor(), decision=Decision.objects.get(superseded_at=None))
    raise_alarms()
    decide(
        by=make.editor(),
        verdict="accepted",
        kind="link",
        entry=alarm.entry,
        other=alarm.duty.entry,
        value="same_ask",
    )
    assert raise_alarms() == 1
    assert Alarm.objects.filter(duty=alarm.duty).values("reference").distinct().count() == 2


def test_new_entries_alone_are_looked_at_where_they_are_named() -> None:
    first, second = recurring.closed(), recurring.closed()
    entry, _ = recurring.again(first), recurring.again(second)
    assert raise_alarms(entries=[entry.pk]) == 1
    assert Alarm.objects.get().duty == first
    assert raise_alarms(entries=[]) == 0
    assert raise_alarms(on=AGAIN - dt.timedelta(days=1)) == 0 and raise_alarms(on=AGAIN) == 1


def test_killed_half_way_it_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    duties = [recurring.closed() for _ in range(3)]
    for duty in duties:
        recurring.again(duty)
    monkeypatch.setattr("answerable.impact.operations.alarming.BATCH", 1)

    def killed(_: str, done: int, __: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        raise_alarms(progress=killed)
    assert Alarm.objects.count() == 2
    assert raise_alarms() == 1 and Alarm.objects.count() == 3


def test_assurers_and_overseers_are_told_once_but_not_of_their_own_body() -> None:
    duty = recurring.closed()
    for role, of in (("assurer", None), ("overseer", None), ("assurer", duty.holder), ("editor", None)):
        answering.member(role, of, email=f"{role}-{'in' if of else 'out'}@example.org", name="Ada Quill")
    recurring.rung(duty)
    raise_alarms()
    told = Notice.objects.filter(kind="alarm.raised")
    people = Person.objects.filter(pk__in=told.values("person")).values_list("email", flat=True)
    assert sorted(people) == ["assurer-out@example.org", "overseer-out@example.org"]
    assert told.count() == 2 and all("/workspace/alarms/N-" in one.address for one in told)


def test_an_independent_person_looks_and_a_later_look_replaces() -> None:
    alarm = recurring.rung()
    assert [one.pk for one in open_alarms()] == [alarm.pk]
    look = reassess(by=assuring.assurer(5), alarm=alarm, outcome="not_held", words="The audit had stopped.")
    assert not list(open_alarms()) and alarms(open_only=True) == []
    with pytest.raises(AlarmError, match="Read it first"):
        reassess(by=assuring.assurer(6), alarm=alarm, outcome="before", words="The death was in 2021.")
    later = reassess(
        by=assuring.assurer(6), alarm=alarm, outcome="before", words="The death was in 2021.", instead_of=look
    )
    look.refresh_from_db()
    assert look.superseded_at == later.recorded_at and alarms()[0].looked == later


def test_who_may_not_look_and_what_is_no_look() -> None:
    alarm = recurring.rung()
    with pytest.raises(OwnWorkError):
        reassess(
            by=assuring.assurer(of=alarm.duty.holder), alarm=alarm, outcome="before", words="It was before."
        )
    with pytest.raises(AlarmError, match="for somebody else to say"):
        reassess(by=recurring.FINDER, alarm=alarm, outcome="before", words="It was before.")
    with pytest.raises(NotPermittedError):
        reassess(by=make.editor(), alarm=alarm, outcome="before", words="It was before.")
    with pytest.raises(NotPermittedError):
        raise_alarms(by=Actor("job:other"))
    for outcome, words, why in (
        ("", "It was before.", "Say what you found"),
        ("solved", "It was before.", "Say what you found"),
        ("before", "  \n", "and how"),
        ("before", "x" * 4001, "too long"),
    ):
        with pytest.raises(AlarmError, match=why):
            reassess(by=assuring.assurer(), alarm=alarm, outcome=outcome, words=words)
    undo(by=make.editor(), decision=Decision.objects.get(superseded_at=None))
    raise_alarms(by=RECURRENCE)
    with pytest.raises(AlarmError, match="was withdrawn"):
        reassess(by=assuring.assurer(), alarm=alarm, outcome="before", words="It was before.")
    assert not Reassessment.objects.exists()


def test_what_a_person_looked_at_stays_when_the_machine_changes_its_mind() -> None:
    alarm = recurring.rung(sure=False)
    reassess(by=assuring.assurer(), alarm=alarm, outcome="not_done", words="The ward had no alarm.")
    assert alarm.closure is not None
    reopen(by=assuring.assurer(), closure=alarm.closure, reason="It was not done.")
    assuring.claim(alarm.duty, "under_way")
    raise_alarms()
    alarm.refresh_from_db()
    assert alarm.withdrawn_at is None
    decide(
        by=make.editor(),
        verdict="refused",
        kind="link",
        entry=alarm.entry,
        other=alarm.duty.entry,
        reason="They differ.",
    )
    raise_alarms()
    alarm.refresh_from_db()
    assert alarm.withdrawn_why == rule.REFUSED


def test_the_time_until_it_was_asked_again_and_what_is_still_open() -> None:
    alarm = recurring.rung()
    quiet = recurring.closed(on=CLOSED + dt.timedelta(days=10))
    first, second = again_after()
    assert (first.duty, first.days, first.censored) == (alarm.duty, (AGAIN - CLOSED).days, False)
    assert second.duty == quiet and second.censored and second.again is None
    reassess(by=assuring.assurer(), alarm=alarm, outcome="before", words="The death was in 2021.")
    assert all(gap.censored for gap in again_after())
