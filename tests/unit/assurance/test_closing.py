"""Closure with its reason, the looks afterwards, and reopening."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from answerable.accounts.roles import Role
from answerable.assurance.models import Closure, Recheck
from answerable.assurance.operations import AssuranceError, OwnWorkError, close, record_recheck, reopen
from answerable.core.actors import NotPermittedError
from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.duties.operations.evidencing import withdraw_evidence
from answerable.ledger.models import Event
from answerable.register.operations import withdraw_entry
from tests import make
from tests.made import assuring

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(2024, 2, 29)


def closing(duty: Duty, reason: str, **details: object) -> Closure:
    details.setdefault("by", assuring.assurer())
    return close(duty=duty, reason=reason, words="As agreed with its author.", **details)  # type: ignore[arg-type]


def test_closed_as_done_rests_on_the_verdict_and_is_looked_at_again() -> None:
    duty = assuring.duty()
    made = assuring.closed_as_done(duty, on=LONG_AGO)
    assert made.verification is not None and made.verification.result == "acceptable"
    looks = list(made.rechecks.values_list("months", "due_on"))
    assert looks == [(12, dt.date(2025, 2, 28)), (24, dt.date(2026, 2, 28))], "leap days end their month"
    event = Event.objects.get(kind="duty.closed")
    assert event.payload["rechecks"] == ["2025-02-28", "2026-02-28"]


def test_closed_as_done_needs_a_verdict_that_says_so() -> None:
    duty = assuring.duty()
    with pytest.raises(AssuranceError, match="nobody has looked yet"):
        closing(duty, "done")
    claim = assuring.claim(duty)
    down = assuring.verdict(claim, "not_yet", "under_way")
    with pytest.raises(AssuranceError, match="the standing verdict is “Not done yet”"):
        closing(duty, "done")
    up = assuring.verdict(claim, "alternative", instead_of=down)
    with pytest.raises(AssuranceError, match="choose the reason that says so"):
        closing(duty, "done")
    made = closing(duty, "alternative")
    assert made.verification_id == up.pk and made.rechecks.count() == 2


def test_newer_claim_or_withdrawn_evidence_needs_a_new_look_before_closure() -> None:
    duty = assuring.duty()
    first = assuring.claim(duty)
    assuring.verdict(first)
    piece = first.evidence_used.get().evidence
    withdraw_evidence(by=assuring.officer(duty.holder), evidence=piece, why="Of another ward.")
    with pytest.raises(AssuranceError, match=f"rests on {piece.reference}"):
        closing(duty, "done")
    assuring.claim(duty)
    with pytest.raises(AssuranceError, match="that nobody has looked at"):
        closing(duty, "done")


@pytest.mark.parametrize("reason", ["superseded", "merged"])
def test_superseded_names_what_took_its_place(reason: str) -> None:
    duty, other = assuring.duty(), make.entry("Another ask.")
    with pytest.raises(AssuranceError, match="Say which entry"):
        closing(duty, reason)
    with pytest.raises(AssuranceError, match="its own place"):
        closing(duty, reason, into=duty.entry)
    withdraw_entry(by=make.editor(), entry=other, why="Recorded twice.")
    other.refresh_from_db()
    with pytest.raises(AssuranceError, match="was withdrawn"):
        closing(duty, reason, into=other)
    with pytest.raises(AssuranceError, match="only where one has taken the place"):
        closing(duty, "no_longer", into=make.entry("A third ask."))
    made = closing(duty, reason, into=make.entry("A fourth ask."))
    assert not made.rechecks.exists()


def test_only_its_author_reconsiders() -> None:
    duty = assuring.duty()
    code = duty.entry.report.publisher.code
    with pytest.raises(AssuranceError, match="Only its author"):
        closing(duty, "reconsidered")
    with pytest.raises(NotPermittedError):
        closing(duty, "reconsidered", by=assuring.issuer("coroner-for-elsewhere"))
    assert closing(duty, "reconsidered", by=assuring.issuer(code)).reason == "reconsidered"


def test_body_does_not_close_its_own_duty() -> None:
    duty = assuring.duty()
    for by in (assuring.assurer(of=duty.holder),):
        with pytest.raises(OwnWorkError):
            closing(duty, "no_longer", by=by)
    with pytest.raises(NotPermittedError):
        closing(duty, "no_longer", by=assuring.officer(duty.holder))


def test_closed_once() -> None:
    duty = assuring.duty()
    made = closing(duty, "no_longer")
    with pytest.raises(AssuranceError, match=r"was closed on .*“No longer applicable”"):
        closing(duty, "no_longer")
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


@pytest.mark.parametrize(
    ("on", "why"),
    [(today() + dt.timedelta(days=1), "still to come"), (dt.date(2023, 3, 13), "before the report")],
)
def test_closed_on_a_day_that_can_be(on: dt.date, why: str) -> None:
    with pytest.raises(AssuranceError, match=why):
        closing(assuring.duty(), "no_longer", closed_on=on)


@pytest.mark.parametrize("details", [{"reason": "tired"}, {"reason": "no_longer", "words": " "}])
def test_closure_needs_reason_and_words(details: dict[str, str]) -> None:
    with pytest.raises(AssuranceError):
        close(by=assuring.assurer(), duty=assuring.duty(), **{"words": "So.", **details})  # type: ignore[arg-type]


def look(recheck: Recheck, outcome: str = "lasted", **details: object) -> Recheck:
    details.setdefault("by", assuring.assurer(2))
    return record_recheck(recheck=recheck, outcome=outcome, words="Asked two wards.", **details)  # type: ignore[arg-type]


def test_look_afterwards_is_recorded_once_and_on_its_day() -> None:
    closure = assuring.closed_as_done(assuring.duty(), on=LONG_AGO)
    first, second = closure.rechecks.all()
    with pytest.raises(AssuranceError, match="It is due on 28 February 2025"):
        look(first, on=dt.date(2025, 2, 27))
    with pytest.raises(AssuranceError, match="still to come"):
        look(first, on=today() + dt.timedelta(days=1))
    with pytest.raises(OwnWorkError):
        look(first, by=assuring.assurer(of=closure.duty.holder))
    made = look(first, on=dt.date(2025, 3, 3))
    assert (made.outcome, made.done_by) == ("lasted", "person:2")
    with pytest.raises(AssuranceError, match="was recorded on 3 March 2025"):
        look(first)
    look(second, "partly")
    closure.refresh_from_db()
    assert closure.reopened_at is None


def test_work_that_did_not_last_is_open_again() -> None:
    closure = assuring.closed_as_done(assuring.duty(), on=LONG_AGO)
    first, second = closure.rechecks.all()
    look(first, "not_lasted")
    closure.refresh_from_db()
    assert closure.reopened_at is not None
    assert closure.reopened_why == "A look after 12 months: Asked two wards."
    assert Event.objects.get(kind="duty.reopened").payload["was"] == "done"
    with pytest.raises(AssuranceError, match="was reopened"):
        look(second)
    with pytest.raises(AssuranceError, match="it needs a new verdict first"):
        closing(closure.duty, "done")
    assuring.verdict(assuring.claim(closure.duty))
    assert closing(closure.duty, "no_longer").pk != closure.pk


def test_closed_duty_is_reopened_with_a_reason() -> None:
    duty = assuring.duty()
    closure = closing(duty, "no_longer")
    with pytest.raises(AssuranceError, match="Say why"):
        reopen(by=assuring.assurer(), closure=closure, reason="")
    with pytest.raises(OwnWorkError):
        reopen(by=assuring.assurer(of=duty.holder), closure=closure, reason="It applies again.")
    reopen(by=assuring.holder_of(Role.OVERSEER), closure=closure, reason="It applies again.")
    with pytest.raises(AssuranceError, match="already"):
        reopen(by=assuring.assurer(), closure=closure, reason="It applies again.")
    assert closing(duty, "no_longer").pk != closure.pk
