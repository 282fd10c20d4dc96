"""Who holds a duty: transfers, successions that are followed or left to a person, assignment, disputes."""

import datetime as dt

import pytest

from answerable.core.actors import SUCCESSIONS, NotPermittedError
from answerable.core.calendar import today
from answerable.duties.models import Dispute, Duty, Transfer
from answerable.duties.operations import (
    DutyError,
    assign_duty,
    dispute_duty,
    settle_dispute,
    transfer_duty,
)
from answerable.duties.queries import (
    ResponseAxis,
    duties_held,
    responses,
    standing_date,
    transfers_of,
)
from answerable.duties.succession import (
    CIRCLE,
    NO_SUCCESSOR,
    SEVERAL,
    pass_on_duties,
)
from answerable.ledger.models import Event
from tests import make
from tests.made.answering import OVERSEER, actor, all_closed, answer, duty

pytestmark = pytest.mark.django_db
CLOSED = today() - dt.timedelta(days=20)


def test_transfer_moves_the_duty_and_leaves_its_clock_and_its_answers_alone() -> None:
    old, new = make.body("Old Fen Trust"), make.body("New Fen Trust")
    held = duty(old)
    given = answer(old, [held])
    before = standing_date(held.due_dates.all())
    made = transfer_duty(
        by=OVERSEER, duty=held, to=new, on=today(), why="assigned", note="Ask Dr Jane Finch for the files."
    )
    held.refresh_from_db()
    assert (held.holder, held.organisation) == (new, old)
    assert "Finch" not in made.note and "name withheld" in made.note
    assert standing_date(held.due_dates.all()) == before
    given.refresh_from_db()
    assert given.organisation == old
    assert list(duties_held(new.pk)) == [held] and not duties_held(old.pk).exists()
    assert list(duties_held(old.pk, on=today() - dt.timedelta(days=1))) == [held]
    assert [step.after for step in transfers_of(held)] == [new]
    assert Event.objects.filter(kind="duty.transferred", subject=held.reference).count() == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"on": today() + dt.timedelta(days=1)}, "in the future"),
        ({"on": dt.date(2001, 1, 1)}, "no duty under it passed before"),
        ({"note": " "}, "Say in a note"),
        ({"why": "whim"}, "Say why"),
    ],
)
def test_transfer_without_sense_is_refused(change: dict[str, object], why: str) -> None:
    old, new = make.body("Old Fen Trust"), make.body("New Fen Trust")
    held = duty(old)
    details = {"on": today(), "why": "assigned", "note": "It acts there now.", **change}
    with pytest.raises(DutyError, match=why):
        transfer_duty(by=OVERSEER, duty=held, to=new, **details)  # type: ignore[arg-type]
    with pytest.raises(DutyError, match="holds this duty already"):
        transfer_duty(by=OVERSEER, duty=held, to=old, on=today(), why="assigned", note="x")
    with pytest.raises(NotPermittedError):
        transfer_duty(
            by=actor("accountable_officer", old), duty=held, to=new, on=today(), why="assigned", note="x"
        )
    assert not Transfer.objects.exists()


def test_duties_of_a_closed_body_follow_the_chain_of_sure_successors_once() -> None:
    first = make.body("First Trust", closed=CLOSED)
    second = make.body("Second Trust", closed=CLOSED + dt.timedelta(days=5))
    third = make.body("Third Trust")
    make.succession(first, second, CLOSED)
    make.succession(second, third, CLOSED + dt.timedelta(days=5))
    duties = [duty(first), duty(first, "Another ask."), duty(second)]
    done = pass_on_duties(by=SUCCESSIONS, on=today())
    assert (done.held, done.passed, done.closed, done.left, done.bodies) == (3, 3, 0, 0, 2)
    assert set(duties_held(third.pk)) == set(duties)
    assert [step.after for step in transfers_of(duties[0])] == [second, third]
    assert "Third Trust came after it" in transfers_of(duties[0])[0].note
    assert list(duties_held(second.pk, on=today() - dt.timedelta(days=1))) == [duties[2]], "not known then"
    rows, events = Transfer.objects.count(), Event.objects.count()
    again = pass_on_duties(by=SUCCESSIONS, on=today())
    assert (again.held, again.passed, Transfer.objects.count(), Event.objects.count()) == (0, 0, rows, events)


def test_what_is_not_sure_is_listed_and_not_guessed() -> None:
    split = make.body("Split Trust", closed=CLOSED)
    left, right = make.body("Left Trust"), make.body("Right Trust")
    make.succession(split, left, CLOSED, "split")
    make.succession(split, right, CLOSED, "split")
    lone = make.body("Lone Trust", closed=CLOSED)
    one, two = make.body("Circle One", closed=CLOSED), make.body("Circle Two", closed=CLOSED)
    make.succession(one, two, CLOSED)
    make.succession(two, one, CLOSED)
    open_body = make.body("Open Trust")
    for body in (split, lone, one, open_body):
        duty(body)
    done = pass_on_duties(by=SUCCESSIONS, on=today())
    assert (done.held, done.passed, done.left) == (3, 0, 3)
    assert {item.body.name: item.why for item in done.waiting} == {
        "Split Trust": SEVERAL,
        "Lone Trust": NO_SUCCESSOR,
        "Circle One": CIRCLE,
    }
    candidates = next(item.candidates for item in done.waiting if item.body == split)
    assert set(candidates) == {left.reference, right.reference}
    assert not Transfer.objects.exists()
    with pytest.raises(DutyError, match="in the future"):
        pass_on_duties(by=SUCCESSIONS, on=today() + dt.timedelta(days=1))


def test_closed_duties_stay_with_the_body_that_closed_them() -> None:
    old, new = make.body("Old Trust", closed=CLOSED), make.body("New Trust")
    make.succession(old, new, CLOSED)
    duty(old)
    done = pass_on_duties(by=SUCCESSIONS, on=today(), is_closed=all_closed)
    assert (done.held, done.passed, done.closed, done.left) == (1, 0, 1, 0)


def test_overseer_assigns_a_duty_that_the_report_named_nobody_for() -> None:
    entry, body = make.entry(to=[None]), make.body("Named Later Trust")
    due = today() + dt.timedelta(days=40)
    with pytest.raises(DutyError, match="in the past"):
        assign_duty(by=OVERSEER, entry=entry, to=body, reason="It runs the ward.", due_on=CLOSED)
    made = assign_duty(by=OVERSEER, entry=entry, to=body, reason="It runs the ward.", due_on=due)
    assert (made.kind, made.holder) == ("convention", body)
    assert responses([made])[made.pk].due_on == due
    with pytest.raises(DutyError, match="already"):
        assign_duty(by=OVERSEER, entry=entry, to=body, reason="It runs the ward.")
    with pytest.raises(NotPermittedError):
        assign_duty(by=actor("responder", body), entry=entry, to=body, reason="x")


def test_dispute_is_settled_by_passing_the_duty_on() -> None:
    ours, theirs = make.body("Our Trust"), make.body("Their Trust")
    held = duty(ours)
    by = actor("responder", ours)
    for kind, words in (("not_ours", "x"), ("whim", "x"), ("no_power", "")):
        with pytest.raises(DutyError):
            dispute_duty(by=by, duty=held, kind=kind, words=words)
    made = dispute_duty(
        by=by, duty=held, kind="not_ours", words="The ward is theirs. Ring 07700 900123.", elevated_to=theirs
    )
    assert "07700" not in made.words
    with pytest.raises(DutyError, match="open already"):
        dispute_duty(by=by, duty=held, kind="no_power", words="Again.")
    assert responses([held])[held.pk].axis == ResponseAxis.NOT_YET_DUE, "the clock runs on"
    settled = settle_dispute(by=OVERSEER, dispute=made, outcome="transferred", why="The ward is theirs.")
    held.refresh_from_db()
    assert (held.holder, settled.outcome) == (theirs, "transferred")
    assert transfers_of(held)[0].why == "dispute"
    with pytest.raises(DutyError, match="settled already"):
        settle_dispute(by=OVERSEER, dispute=made, outcome="released", why="x")


def test_dispute_releases_or_leaves_the_duty_and_nobody_judges_their_own() -> None:
    ours = make.body("Our Trust")
    first, second = duty(ours), duty(ours, "Another ask.")
    by = actor("responder", ours)
    released = dispute_duty(by=by, duty=first, kind="no_power", words="The law gives us no say.")
    stands = dispute_duty(by=by, duty=second, kind="wrong_body", words="Another trust has that name.")
    own = type(OVERSEER)(OVERSEER.identifier, OVERSEER.permissions, belongs_to=frozenset({ours.pk}))
    with pytest.raises(DutyError, match="somebody else has to settle"):
        settle_dispute(by=own, dispute=released, outcome="released", why="x")
    settle_dispute(by=OVERSEER, dispute=released, outcome="released", why="So it is.")
    settle_dispute(by=OVERSEER, dispute=stands, outcome="not_upheld", why="The letter names you.")
    found = responses([first, second])
    assert found[first.pk].axis == ResponseAxis.NOT_REQUIRED
    assert found[second.pk].axis == ResponseAxis.NOT_YET_DUE
    assert responses([first], on=today() - dt.timedelta(days=1))[first.pk].axis == ResponseAxis.NOT_YET_DUE
    assert Dispute.objects.filter(settled_at__isnull=True).count() == 0
    assert Duty.objects.get(pk=second.pk).holder == ours


def test_dispute_ends_when_the_duty_passes_to_another() -> None:
    ours, theirs = make.body("Our Trust"), make.body("Their Trust")
    held = duty(ours)
    made = dispute_duty(by=actor("responder", ours), duty=held, kind="no_power", words="No say.")
    transfer_duty(by=OVERSEER, duty=held, to=theirs, on=today(), why="assigned", note="They act.")
    made.refresh_from_db()
    assert made.outcome == "transferred" and made.settled_at is not None


def test_stranger_disputes_nothing() -> None:
    held = duty(make.body("Our Trust"))
    with pytest.raises(NotPermittedError):
        dispute_duty(by=actor("responder", make.body("Other Trust")), duty=held, kind="no_power", words="x")
