"""Two at one moment who look at the same work, or say that the register is wrong."""

import pytest

from answerable.assurance.importing import read_statuses
from answerable.assurance.models import Challenge, ImportedStatus, Verification
from answerable.assurance.operations import (
    AssuranceError,
    OwnWorkError,
    TooManyError,
    challenge,
    import_statuses,
    judge_adequacy,
)
from answerable.core.actors import PUBLIC, STATUSES
from answerable.core.calendar import today
from answerable.duties.operations import transfer_duty, withdraw_answer, withdraw_evidence
from answerable.ledger.models import Event
from tests import make
from tests.interleaved import interleaved
from tests.made import answering, assuring

pytestmark = pytest.mark.usefixtures("own_database")


def test_table_that_is_sent_twice_is_imported_once() -> None:
    entry = make.entry()
    table = f"entry,vocabulary,term\n{entry.reference},csb,Closed–Reconsidered/Superseded\n".encode()
    for end in interleaved(*(lambda: import_statuses(by=STATUSES, rows=read_statuses(table)),) * 2):
        end.get()
    assert ImportedStatus.objects.count() == Event.objects.filter(kind="status.imported").count() == 1


def test_one_place_sends_no_more_at_once_than_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answerable.assurance.operations.challenging.CLIENT_MOST", 1)
    entries = [make.entry(), make.entry()]
    _, second = interleaved(
        *(
            lambda entry=entry: challenge(
                by=PUBLIC, entry=entry, about="fact", words="The date is wrong.", client="a digest"
            )
            for entry in entries
        )
    )
    with pytest.raises(TooManyError):
        second.get()
    assert Challenge.objects.count() == 1


def test_nobody_verifies_what_has_just_passed_to_a_body_of_their_own() -> None:
    duty, other = assuring.duty(), make.body("Other Trust")
    claim = assuring.claim(duty)
    _, second = interleaved(
        lambda: transfer_duty(
            by=answering.OVERSEER, duty=duty, to=other, on=today(), why="assigned", note="They can act."
        ),
        lambda: assuring.verdict(claim, by=assuring.assurer(of=other)),
    )
    with pytest.raises(OwnWorkError):
        second.get()
    assert not Verification.objects.exists()


def test_answer_that_was_withdrawn_a_moment_ago_is_not_judged() -> None:
    duty = assuring.duty()
    answer = answering.answer(duty.holder, [duty])
    officer = answering.actor("accountable_officer", duty.holder)
    _, second = interleaved(
        lambda: withdraw_answer(by=officer, answer=answer, reason="It was another's."),
        lambda: judge_adequacy(
            by=assuring.issuer(duty.entry.report.publisher.code),
            duty=duty,
            answer=answer,
            verdict="adequate",
            reason="It says what is done.",
        ),
    )
    with pytest.raises(AssuranceError, match="No answer to this duty is held"):
        second.get()


def test_no_verdict_rests_on_evidence_that_was_withdrawn_a_moment_ago() -> None:
    duty = assuring.duty()
    claim = assuring.claim(duty)
    (use,) = claim.evidence_used.all()
    _, second = interleaved(
        lambda: withdraw_evidence(by=assuring.officer(duty.holder), evidence=use.evidence, why="It is old."),
        lambda: assuring.verdict(claim),
    )
    with pytest.raises(AssuranceError, match="was withdrawn on"):
        second.get()
    assert not Verification.objects.exists()
