"""The issuer's judgement of the latest reply."""

import pytest

from answerable.assurance.models import Adequacy
from answerable.assurance.operations import AssuranceError, OvertakenError, OwnWorkError, judge_adequacy
from answerable.assurance.queries.axes import statuses
from answerable.assurance.queries.history import axis_history
from answerable.core.actors import Actor, NotPermittedError
from answerable.duties.models import Answer, Duty
from answerable.duties.operations import withdraw_answer
from answerable.ledger.models import Event
from tests import make
from tests.made import answering, assuring

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty() -> Duty:
    return assuring.duty(make.body("Northmere Wards Trust"))


def issuer(duty: Duty, number: int = 51) -> Actor:
    return assuring.issuer(duty.entry.report.publisher.code, number)


def answered(duty: Duty, stance: str = "in_full", words: str = "We have changed the rule.") -> Answer:
    return answering.answer(duty.holder, [duty], answering.said([duty], stance, words))


def judge(duty: Duty, answer: Answer, verdict: str = "partly", **details: object) -> Adequacy:
    details.setdefault("by", issuer(duty))
    reason = "It does not say by when."
    return judge_adequacy(duty=duty, answer=answer, verdict=verdict, reason=reason, **details)  # type: ignore[arg-type]


def test_issuer_judges_the_reply_and_says_why(duty: Duty) -> None:
    answer = answered(duty)
    judge(duty, answer)
    status = statuses([duty])[duty.pk]
    assert (status.stance.value, status.adequacy.value) == ("in_full", "partly")
    assert status.adequacy.words == "It does not say by when."
    event = Event.objects.get(kind="reply.judged")
    assert event.payload["answer"] == answer.reference


def test_only_the_issuer_of_what_was_asked_judges(duty: Duty) -> None:
    answer = answered(duty)
    with pytest.raises(NotPermittedError):
        judge(duty, answer, by=assuring.issuer("coroner-for-elsewhere"))
    with pytest.raises(NotPermittedError):
        judge(duty, answer, by=assuring.officer(duty.holder))
    mixed = issuer(duty)
    mixed = Actor(
        mixed.identifier,
        mixed.permissions,
        publishers=mixed.publishers,
        belongs_to=frozenset({duty.holder_id}),
    )
    with pytest.raises(OwnWorkError):
        judge(duty, answer, by=mixed)


def test_only_the_latest_reply_is_judged(duty: Duty) -> None:
    first = answered(duty)
    second = answered(duty, "in_part", "We have changed one rule of two.")
    with pytest.raises(OvertakenError, match=second.reference):
        judge(duty, first)
    made = judge(duty, second)
    with pytest.raises(OvertakenError, match="Read it first"):
        judge(duty, second, "adequate", by=issuer(duty, 52))
    judge(duty, second, "adequate", by=issuer(duty, 52), instead_of=made)
    assert statuses([duty])[duty.pk].adequacy.value == "adequate"
    third = answered(duty, "not_accepted", "We will not change it, since it would not help.")
    status = statuses([duty])[duty.pk]
    assert status.adequacy.value == "not_judged" and "An earlier answer was judged" in status.adequacy.words
    history = [(one.axis, one.value) for one in axis_history(duty)]
    assert ("adequacy", "partly") in history and ("stance", "not_accepted") in history
    assert third.pk != second.pk


@pytest.mark.parametrize(("verdict", "reason"), [("fine", "So."), ("partly", " ")])
def test_judgement_needs_verdict_and_reason(duty: Duty, verdict: str, reason: str) -> None:
    answer = answered(duty)
    with pytest.raises(AssuranceError):
        judge_adequacy(by=issuer(duty), duty=duty, answer=answer, verdict=verdict, reason=reason)


def test_nothing_is_judged_where_no_answer_is_held(duty: Duty) -> None:
    answer = answered(duty)
    by = answering.actor("accountable_officer", duty.holder)
    withdraw_answer(by=by, answer=answer, reason="It was sent by mistake.")
    with pytest.raises(AssuranceError, match="nothing to judge"):
        judge(duty, answer)
