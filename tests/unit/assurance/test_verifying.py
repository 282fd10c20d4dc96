"""Verdicts: by somebody else, on the latest claim, no further than what was seen supports."""

import dataclasses

import pytest
from django.db import IntegrityError, transaction

from answerable.accounts.roles import Role
from answerable.assurance.models import Verification
from answerable.assurance.operations import (
    AssuranceError,
    OvertakenError,
    OwnWorkError,
    give_view,
    note_refusal,
    verify_claim,
)
from answerable.assurance.support import most_found, supports
from answerable.core.actors import NotPermittedError
from answerable.core.calendar import today
from answerable.duties.models import ClaimLevel, Grade
from answerable.duties.operations import transfer_duty
from answerable.duties.operations.evidencing import withdraw_evidence
from answerable.ledger.models import Event
from answerable.notices.models import Notice
from tests import make
from tests.made import answering, assuring

pytestmark = pytest.mark.django_db


def test_verdict_says_what_was_found_by_which_evidence_and_why() -> None:
    claim = assuring.claim(assuring.duty())
    made = assuring.verdict(claim)
    assert (made.result, made.found, made.seen) == ("acceptable", "done", "document")
    assert [piece.reference for piece in made.evidence.all()] == [
        use.evidence.reference for use in claim.evidence_used.all()
    ]
    event = Event.objects.get(kind="claim.verified")
    assert event.subject == claim.duty.reference
    assert event.payload["result"] == "acceptable" and event.payload["claimed"] == "done"


@pytest.mark.parametrize("which", ["asked", "holds", "claimed"])
def test_nobody_verifies_the_claim_of_a_body_they_belong_to(which: str) -> None:
    duty = assuring.duty()
    claim = assuring.claim(duty)
    bodies = {"asked": duty.organisation, "holds": duty.holder, "claimed": claim.organisation}
    with pytest.raises(OwnWorkError, match="You belong to the body"):
        assuring.verdict(claim, by=assuring.assurer(of=bodies[which]))
    assert not Verification.objects.exists()
    other = assuring.assurer(of=make.body("Farhill NHS Trust"))
    assert assuring.verdict(claim, by=other).from_body_id == next(iter(other.belongs_to))


def test_nobody_verifies_after_a_transfer_what_their_body_was_asked() -> None:
    duty = assuring.duty()
    claim = assuring.claim(duty)
    successor = make.body("Fens and Wolds NHS Trust")
    transfer_duty(
        by=answering.OVERSEER, duty=duty, to=successor, on=today(), why="assigned", note="They can act."
    )
    with pytest.raises(OwnWorkError):
        assuring.verdict(claim, by=assuring.assurer(of=successor))
    with pytest.raises(OwnWorkError):
        assuring.verdict(claim, by=assuring.assurer(of=duty.organisation))


def test_try_at_ones_own_work_is_put_in_the_log() -> None:
    duty = assuring.duty()
    by = assuring.assurer(of=duty.holder)
    note_refusal(by=by, duty=duty, tried="verify")
    event = Event.objects.get(kind="own-work.refused")
    assert (event.actor, event.subject, event.payload) == (by.identifier, duty.reference, {"tried": "verify"})


def test_verdict_needs_the_role_and_a_reason() -> None:
    claim = assuring.claim(assuring.duty())
    with pytest.raises(NotPermittedError):
        assuring.verdict(claim, by=assuring.holder_of(Role.OVERSEER))
    with pytest.raises(AssuranceError, match="needs a written reason"):
        verify_claim(
            by=assuring.assurer(),
            claim=claim,
            result="unacceptable",
            found="not_started",
            seen="nothing",
            reason="  ",
        )


@pytest.mark.parametrize(
    ("seen", "grades", "most"),
    [
        ("nothing", [], ClaimLevel.NOT_STARTED),
        ("nothing", ["outcome"], ClaimLevel.NOT_STARTED),
        ("document", ["statement"], ClaimLevel.PLANNED),
        ("document", ["statement", "policy"], ClaimLevel.UNDER_WAY),
        ("data", ["training"], ClaimLevel.UNDER_WAY),
        ("data", ["audit"], ClaimLevel.DONE),
        ("inspection", [], ClaimLevel.DONE),
        ("independent", [], ClaimLevel.DONE),
    ],
)
def test_what_was_seen_bounds_what_may_be_found(seen: str, grades: list[str], most: ClaimLevel) -> None:
    assert most_found(seen, grades) == most
    assert supports(seen, grades, "stopped")
    assert supports(seen, grades, "not_started")
    assert supports(seen, grades, "done") == (most == ClaimLevel.DONE)


def test_more_is_not_found_than_was_seen() -> None:
    claim = assuring.claim(assuring.duty(), "under_way", Grade.POLICY)
    with pytest.raises(AssuranceError, match="supports “Under way” at most"):
        assuring.verdict(claim)
    with pytest.raises(AssuranceError, match="Tick the evidence"):
        verify_claim(
            by=assuring.assurer(),
            claim=claim,
            result="not_yet",
            found="under_way",
            seen="document",
            reason="Read.",
        )
    assert assuring.verdict(claim, seen="inspection").found == "done"


@pytest.mark.parametrize(
    ("result", "found"), [("acceptable", "under_way"), ("alternative", "stopped"), ("not_yet", "done")]
)
def test_result_and_level_found_fit(result: str, found: str) -> None:
    claim = assuring.claim(assuring.duty())
    with pytest.raises(AssuranceError, match="do not fit"):
        assuring.verdict(claim, result, found)


@pytest.mark.parametrize("field", ["result", "found", "seen"])
def test_unknown_choice_is_refused(field: str) -> None:
    claim = assuring.claim(assuring.duty())
    with pytest.raises(AssuranceError):
        assuring.verdict(claim, **{"result": "acceptable", "found": "done", "seen": "data", field: "fine"})  # type: ignore[arg-type]


def test_evidence_of_another_claim_or_withdrawn_is_not_looked_at() -> None:
    duty = assuring.duty()
    claim, other = assuring.claim(duty), assuring.claim(assuring.duty())
    piece = other.evidence_used.get().evidence

    def look(pieces: list[object]) -> Verification:
        return verify_claim(
            by=assuring.assurer(),
            claim=claim,
            result="acceptable",
            found="done",
            seen="data",
            reason="Seen.",
            evidence=pieces,  # type: ignore[arg-type]
        )

    with pytest.raises(AssuranceError, match="is not evidence of this claim"):
        look([piece])
    own = claim.evidence_used.get().evidence
    withdraw_evidence(by=assuring.officer(duty.holder), evidence=own, why="It was of another ward.")
    with pytest.raises(AssuranceError, match="was withdrawn"):
        look([own])


def test_claim_that_was_superseded_shows_the_newer() -> None:
    duty = assuring.duty()
    first = assuring.claim(duty, "under_way", "policy")
    assuring.claim(duty)
    with pytest.raises(OvertakenError, match=r"“Done”. Look at that claim instead"):
        assuring.verdict(first, "not_yet", "under_way")


def test_second_verdict_says_which_it_replaces() -> None:
    claim = assuring.claim(assuring.duty())
    first = assuring.verdict(claim, "not_yet", "under_way", by=assuring.assurer(1))
    with pytest.raises(OvertakenError, match=r"“Not done yet”. Read it first"):
        assuring.verdict(claim, by=assuring.assurer(2))
    second = assuring.verdict(claim, by=assuring.assurer(2), instead_of=first)
    with pytest.raises(OvertakenError):
        assuring.verdict(claim, by=assuring.assurer(3), instead_of=first)
    assert [row.superseded_at is None for row in Verification.objects.order_by("pk")] == [False, True]
    assert second.given_by == "person:2"


def test_database_keeps_one_verdict_a_claim() -> None:
    made = assuring.verdict(assuring.claim(assuring.duty()))
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_closed_duty_takes_no_verdict() -> None:
    duty = assuring.duty()
    closure = assuring.closed_as_done(duty)
    assert closure.verification is not None
    with pytest.raises(AssuranceError, match="reopen it first"):
        assuring.verdict(closure.verification.claim, instead_of=closure.verification)


def test_names_in_a_reason_are_withheld() -> None:
    claim = assuring.claim(assuring.duty())
    made = verify_claim(
        by=assuring.assurer(),
        claim=claim,
        result="unacceptable",
        found="not_started",
        seen="nothing",
        reason="Dr Margaret Plimsoll told me on 07700 900123 that nothing was done.",
    )
    assert "Plimsoll" not in made.reason and "07700" not in made.reason and "nothing was done" in made.reason


def test_panel_view_stands_beside_the_verdict() -> None:
    duty = assuring.duty()
    assuring.verdict(assuring.claim(duty))
    panel = assuring.holder_of(Role.LIVED_EXPERIENCE, 31)
    first = give_view(by=panel, duty=duty, view="same", words="Nobody tells us what changed.")
    with pytest.raises(OvertakenError, match="“Nothing has changed for us”"):
        give_view(by=panel, duty=duty, view="worse", words="Now it is worse.")
    give_view(by=panel, duty=duty, view="partly", words="One ward is better.", instead_of=first)
    assert list(duty.panel_views.filter(superseded_at__isnull=True).values_list("view", flat=True)) == [
        "partly"
    ]
    for wrong in ({"view": "good", "words": "x"}, {"view": "same", "words": " "}):
        with pytest.raises(AssuranceError):
            give_view(by=panel, duty=duty, **wrong)  # type: ignore[arg-type]
    nobody = dataclasses.replace(panel, permissions=frozenset())
    with pytest.raises(NotPermittedError):
        give_view(by=nobody, duty=duty, view="same", words="x")


def test_body_is_told_once_what_was_found() -> None:
    duty = assuring.duty()
    officer = answering.member("accountable_officer", duty.holder)
    answering.member("accountable_officer", make.body("Farhill NHS Trust"))
    assuring.verdict(assuring.claim(duty), "not_yet", "under_way")
    notice = Notice.objects.get()
    assert notice.person == officer
    assert notice.words == f"An assurer looked at your claim: not done yet. Duty {duty.reference}."
    assert notice.address == f"/workspace/bodies/{duty.holder.reference}/duties/{duty.reference}"
