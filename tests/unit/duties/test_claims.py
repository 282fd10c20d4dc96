"""Claims: no further than their evidence, on the record, and shown for what they are when evidence goes."""

import datetime as dt

import pytest

from answerable.accounts.operations import grant_role
from answerable.assurance.models import Closure
from answerable.core.actors import PEOPLE, NotPermittedError
from answerable.core.calendar import now, today
from answerable.duties.ladder import NEEDED, STALLED_AFTER, is_backward, strongest, supported, what_is_missing
from answerable.duties.models import Claim, ClaimLevel, Grade
from answerable.duties.operations import DutyError, make_claim, report_progress, withdraw_evidence
from answerable.duties.queries.claims import backward_moves, standing_claims
from answerable.ledger.models import Event
from answerable.notices.models import Notice
from tests import make
from tests.made import delivering as made
from tests.made import overseeing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("level", [ClaimLevel.PLANNED, ClaimLevel.UNDER_WAY, ClaimLevel.DONE])
@pytest.mark.parametrize("grade", list(Grade))
def test_claim_goes_no_further_than_its_evidence(level: ClaimLevel, grade: Grade) -> None:
    trust = make.body("Northmere Wards Trust")
    duty, shown = made.duty(trust), [made.evidence(trust, grade)]
    needed = NEEDED[level]
    assert needed is not None
    order = list(Grade)
    if order.index(grade) >= order.index(needed):
        made.claim(duty, level, shown=shown)
        assert not standing_claims([duty])[duty.pk].unsupported
    else:
        with pytest.raises(
            DutyError, match=f"To claim “{level.label}”, evidence of the kind “{needed.label}”"
        ):
            made.claim(duty, level, shown=shown)
        assert not Claim.objects.exists()


def test_nothing_is_needed_to_say_that_nothing_was_begun() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    made.claim(duty, "not_started", shown=[])
    made.claim(duty, "stopped", shown=[])
    facts = standing_claims([duty])[duty.pk]
    assert (facts.level, facts.grade, facts.unsupported) == (ClaimLevel.STOPPED, None, False)


def test_the_message_says_what_is_missing() -> None:
    assert what_is_missing(None, ClaimLevel.DONE) == (
        "To claim “Done”, evidence of the kind “Audit” or “Observed practice”, or stronger is needed; none "
        "is named. With that you can claim “Not started”."
    )
    assert "With that you can claim “Under way”" in what_is_missing(Grade.TRAINING, ClaimLevel.DONE)
    assert what_is_missing(Grade.OUTCOME, ClaimLevel.DONE) == ""
    assert [supported(grade) for grade in (None, *Grade)] == [
        *("not_started", "planned", "under_way", "under_way", "done", "done", "done")
    ]
    assert strongest(["policy", "outcome", "audit"]) is Grade.OUTCOME
    assert is_backward("done", "planned") and not is_backward("done", "stopped")


def test_withdrawn_evidence_leaves_its_claim_unsupported_but_not_in_the_past() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    strong, weak = made.evidence(trust, "outcome"), made.evidence(trust, "policy")
    made.claim(duty, "done", shown=[strong, weak])
    withdraw_evidence(by=made.officer(trust), evidence=strong, why="The figures were wrong.")
    facts = standing_claims([duty])[duty.pk]
    assert (facts.level, facts.supported, facts.grade, facts.unsupported) == (
        ClaimLevel.DONE,
        ClaimLevel.UNDER_WAY,
        Grade.POLICY,
        True,
    )
    event = Event.objects.get(kind="evidence.withdrawn")
    assert event.payload["claims_on"] == [duty.reference]
    strong.withdrawn_at = now() + dt.timedelta(days=2)
    type(strong).objects.filter(pk=strong.pk).update(withdrawn_at=strong.withdrawn_at)
    assert not standing_claims([duty], on=today())[duty.pk].unsupported


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (today() + dt.timedelta(days=1), "in the future"),
        (dt.date(2023, 3, 13), "before the report"),
        (None, "as a day"),
    ],
)
def test_day_that_can_not_be_is_refused(on: dt.date | None, why: str) -> None:
    trust = make.body("Northmere Wards Trust")
    with pytest.raises(DutyError, match=why):
        made.claim(made.duty(trust), claimed_on=on)


def test_later_claim_is_not_of_an_earlier_day() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    made.claim(duty, "under_way", claimed_on=dt.date(2024, 5, 1))
    with pytest.raises(DutyError, match="earlier day"):
        made.claim(duty, "done", claimed_on=dt.date(2024, 4, 30))


def test_claim_after_closure_is_refused_until_it_is_reopened() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    closure = Closure.objects.create(
        duty=duty, reason="no_longer", words="The ward closed.", closed_on=today(), closed_by="person:9",
        recorded_at=now(),
    )  # fmt: skip
    with pytest.raises(DutyError, match="was closed"):
        made.claim(duty)
    with pytest.raises(DutyError, match="was closed"):
        made.action([duty])
    closure.reopened_at, closure.reopened_by, closure.reopened_why = now(), "person:9", "It opened again."
    closure.save()
    assert made.claim(duty).level == "done"


def test_nobody_claims_for_another_body() -> None:
    trust, other = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    with pytest.raises(NotPermittedError):
        made.claim(made.duty(trust), by=made.officer(other))
    with pytest.raises(DutyError, match="another body"):
        made.claim(made.duty(trust), shown=[made.evidence(other)])


def test_the_same_claim_sent_twice_is_one_and_a_strangers_meanwhile_is_told() -> None:
    trust = make.body("Northmere Wards Trust")
    duty, shown = made.duty(trust), [made.evidence(trust)]
    first = made.claim(duty, "under_way", shown=shown, words="Half are trained.", seen=0)
    again = made.claim(duty, "under_way", shown=shown, words="Half are trained.", seen=0)
    assert first == again and Event.objects.filter(kind="claim.made").count() == 1
    with pytest.raises(DutyError, match="while you wrote"):
        made.claim(duty, shown=shown, by=made.officer(trust, 42), seen=0)
    made.claim(duty, shown=shown, by=made.officer(trust, 42), seen=first.pk)
    assert Claim.objects.count() == 2


def test_claim_on_withdrawn_evidence_is_refused() -> None:
    trust = make.body("Northmere Wards Trust")
    gone = made.evidence(trust)
    withdraw_evidence(by=made.officer(trust), evidence=gone, why="It was another ward's.")
    with pytest.raises(DutyError, match="was withdrawn"):
        made.claim(made.duty(trust), shown=[gone])
    with pytest.raises(DutyError, match="already"):
        withdraw_evidence(by=made.officer(trust), evidence=gone, why="Again.")


def test_backward_moves_are_flagged() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    action = made.action([duty])
    made.claim(duty, "done")
    made.claim(duty, "planned")
    by = made.officer(trust)
    for level in ("under_way", "not_started"):
        report_progress(by=by, action=action, level=level, words=f"Now {level}.", on=today())
    moves = backward_moves([duty])[duty.pk]
    assert [(move.of, str(move.before), str(move.after)) for move in moves] == [
        ("claim", "done", "planned"),
        (action.reference, "under_way", "not_started"),
    ]
    assert [e.payload["backward"] for e in Event.objects.filter(kind="claim.made")] == [False, True]


def test_silence_makes_a_claim_stall_and_any_word_wakes_it() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    made.claim(duty, "under_way")
    later = today() + dt.timedelta(days=STALLED_AFTER)
    assert standing_claims([duty], on=later)[duty.pk].stalled_since is None
    late = later + dt.timedelta(days=1)
    assert standing_claims([duty], on=late)[duty.pk].stalled_since == today()
    made.claim(duty, "done")
    assert standing_claims([duty], on=late)[duty.pk].stalled_since is None


def test_assurers_of_other_bodies_hear_of_a_claim_of_done_at_once() -> None:
    trust = make.body("Northmere Wards Trust")
    assurer, own = overseeing.person("assurer"), overseeing.person("assurer")
    grant_role(by=PEOPLE, person=own, role="responder", organisation=trust, reason="A test needs it.")
    duty = made.duty(trust)
    made.claim(duty, "planned")
    assert not Notice.objects.exists()
    made.claim(duty, "done")
    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (assurer, "to_verify")
    assert duty.reference in notice.words and notice.address == f"/workspace/verify/{duty.reference}"
    overseeing.daily(today())
    assert not Notice.objects.exclude(pk=notice.pk).filter(kind="to_verify").exists()


def test_claims_of_many_duties_take_few_queries(django_assert_max_num_queries: object) -> None:
    trust = make.body("Northmere Wards Trust")
    duties = [made.duty(trust) for _ in range(6)]
    for duty in duties:
        made.claim(duty, "under_way")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert len(standing_claims(duties)) == 6


def test_words_of_a_claim_are_needed_and_names_in_them_withheld() -> None:
    trust = make.body("Northmere Wards Trust")
    duty = made.duty(trust)
    with pytest.raises(DutyError, match="what was done"):
        made.claim(duty, words="  ")
    claim = made.claim(duty, words="Dr Thornbury trained all staff.")
    assert "Thornbury" not in claim.words and "Thornbury" in claim.words_original
    with pytest.raises(DutyError, match="Choose what"):
        make_claim(
            by=made.officer(trust), duty=duty, level="perfect", words="x", claimed_on=today(), evidence=[]
        )
