"""When an alarm rings, and when not: the rule, without a database."""

import datetime as dt

import pytest

from answerable.impact.recurrence import rule
from answerable.impact.recurrence.dating import Basis as By
from answerable.impact.recurrence.dating import Dated
from answerable.impact.recurrence.rule import Asked, Basis, Done, Method, Reach, Step, Tie
from answerable.impact.recurrence.words import BY_PROGRAM, alarm_words

CLOSED = Done(closure=Step(dt.date(2024, 5, 1), 7))
OWN = Asked(1, report=10, event=10, issued_on=dt.date(2023, 1, 1), bodies=frozenset({100}))
LATER = Asked(2, report=20, event=20, issued_on=dt.date(2025, 2, 1), bodies=frozenset({100, 101}))
BY_PERSON = Tie(2, Method.PERSON)


def one(
    done: Done | None = CLOSED, own: Asked = OWN, other: Asked = LATER, tie: Tie = BY_PERSON
) -> list[rule.Found]:
    return rule.alarms_of(done, own, [tie], {other.entry: other})


def changed(asked: Asked, **parts: object) -> Asked:
    held = {name: getattr(asked, name) for name in Asked.__slots__}
    return Asked(**held | parts)


def test_a_later_report_that_asks_the_same_rings() -> None:
    (found,) = one()
    assert (found.done.basis, found.done.on, found.again_on) == (Basis.CLOSED, CLOSED.on, LATER.issued_on)
    assert (found.days, found.reach, found.maybe_before) == (276, Reach.SAME_BODY, False)


def test_of_another_body_it_rings_as_elsewhere() -> None:
    (found,) = one(other=changed(LATER, bodies=frozenset({500})))
    assert found.reach == Reach.ELSEWHERE


@pytest.mark.parametrize(
    ("done", "own", "other", "tie", "refused", "why"),
    [
        (CLOSED, OWN, changed(LATER, withdrawn=True), BY_PERSON, False, rule.WITHDRAWN),
        (CLOSED, changed(OWN, withdrawn=True), LATER, BY_PERSON, False, rule.WITHDRAWN),
        (CLOSED, OWN, None, BY_PERSON, False, rule.WITHDRAWN),
        (CLOSED, OWN, LATER, BY_PERSON, True, rule.REFUSED),
        (CLOSED, OWN, changed(LATER, event=10), BY_PERSON, False, rule.ONE_EVENT),
        (CLOSED, OWN, changed(LATER, report=10), BY_PERSON, False, rule.ONE_EVENT),
        (CLOSED, OWN, changed(LATER, fictional=True), BY_PERSON, False, rule.ONE_EVENT),
        (CLOSED, OWN, LATER, None, False, rule.NO_TIE),
        (CLOSED, OWN, LATER, Tie(2, Method.MACHINE, "3", rule.LEAST - 0.001), False, rule.NO_TIE),
        (None, OWN, LATER, BY_PERSON, False, rule.NOT_DONE),
        (CLOSED, OWN, changed(LATER, issued_on=None), BY_PERSON, False, rule.NO_DATE),
        (CLOSED, OWN, changed(LATER, issued_on=CLOSED.on), BY_PERSON, False, rule.EARLIER),
        (CLOSED, OWN, changed(LATER, issued_on=dt.date(2024, 4, 30)), BY_PERSON, False, rule.EARLIER),
        (CLOSED, OWN, LATER, Tie(2, Method.MACHINE, "3", rule.LEAST), False, ""),
    ],
)
def test_why_it_does_not_ring(
    done: Done | None, own: Asked, other: Asked | None, tie: Tie | None, refused: bool, why: str
) -> None:
    assert rule.against(done, own, other, tie, refused=refused) == why
    if other and tie:
        rung = rule.alarms_of(done, own, [tie], {other.entry: other}, refused={2} if refused else ())
        assert bool(rung) == (not why)


def test_what_counts_is_what_stood_when_the_report_was_issued() -> None:
    """Closed after the report, on a claim from before it: the report came after the claim alone."""
    done = Done(
        claim=Step(dt.date(2024, 1, 10), 1),
        verification=Step(dt.date(2024, 6, 1), 2),
        closure=Step(dt.date(2025, 6, 1), 3),
    )
    (found,) = one(done)
    assert found.done == Done(done.claim, done.verification)
    assert (found.done.basis, found.done.on) == (Basis.VERIFIED, dt.date(2024, 1, 10))


def test_reports_on_one_event_ring_once_by_the_surest_entry() -> None:
    others = {key: changed(LATER, entry=key, report=key * 10, event=77) for key in (2, 3, 4)}
    ties = [
        Tie(2, Method.MACHINE, "3", 0.99),
        Tie(3, Method.PERSON),
        Tie(4, Method.EXPECTATION, expectation=5),
    ]
    assert [one.other.entry for one in rule.alarms_of(CLOSED, OWN, ties, others)] == [3]
    assert [one.other.entry for one in rule.alarms_of(CLOSED, OWN, ties, others, held={2})] == [2]
    assert [one.other.entry for one in rule.alarms_of(CLOSED, OWN, ties, others, refused={3})] == [4]


def test_a_death_before_the_work_is_said_to_be_maybe_of_before() -> None:
    (found,) = one(other=changed(LATER, dated=Dated(dt.date(2024, 4, 30), By.OPENED)))
    assert found.maybe_before
    (same_day,) = one(other=changed(LATER, dated=Dated(CLOSED.on, By.DEATH)))
    assert not same_day.maybe_before


def test_words_are_dated_and_say_whose_finding_it_is() -> None:
    other = changed(LATER, dated=Dated(dt.date(2024, 4, 30), By.OPENED))
    (found,) = one(other=other, tie=Tie(2, Method.MACHINE, "3", 0.98))
    words = alarm_words(found, "Report 2025-0001, 1 February 2025")
    assert words.startswith("This was said to be done on 1 May 2024, and was closed as done.")
    assert "again, of the same body, or of what came after it, in Report 2025-0001, 1 February 2025." in words
    assert BY_PROGRAM in words and words.endswith("it may be from before then.")
    (sure,) = one()
    assert BY_PROGRAM not in alarm_words(sure, "Report") and "before" not in alarm_words(sure, "Report")
