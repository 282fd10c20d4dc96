"""Successions in bulk: seen before, done once, accounted for, chosen where no rule decides, taken back."""

import datetime as dt
from unittest import mock

import pytest

from answerable.core.actors import ORGANISATIONS_LOADER, SUCCESSIONS, Actor
from answerable.core.calendar import today
from answerable.duties.models import Duty, Transfer
from answerable.duties.queries import transfers_of
from answerable.duties.succession import CIRCLE, SEVERAL, TAKEN_BACK, pass_on_duties
from answerable.organisations.facts import ListRead, SuccessionFact, cite_words
from answerable.organisations.models import Organisation
from answerable.organisations.operations import load_list
from answerable.oversight.models import Passing, SuccessionRun
from answerable.oversight.operations import succeeding
from answerable.oversight.operations.errors import SuccessionError
from answerable.oversight.operations.succeeding import choose_successor, take_back_run
from answerable.oversight.queries import closed_among
from answerable.oversight.succession.previewing import matching, preview
from answerable.oversight.succession.running import work_through
from tests import make
from tests.made import coordinating as made
from tests.made.answering import duty

pytestmark = pytest.mark.django_db
CLOSED = today() - dt.timedelta(days=20)


@pytest.fixture
def overseer() -> Actor:
    return made.overseer()


def closed_into(after: Organisation, name: str, *texts: str) -> tuple[Organisation, list[Duty]]:
    body = make.body(name, closed=CLOSED)
    make.succession(body, after, CLOSED)
    return body, [duty(body, text) for text in texts]


def test_run_passes_each_duty_once_and_its_account_balances(overseer: Actor) -> None:
    heir, stays = make.body("Heir Trust"), duty(make.body("Open Trust"))
    _, first = closed_into(heir, "Ash Trust", "A lamp.", "A bell.")
    _, second = closed_into(heir, "Birch Trust", "A door.")
    lone = duty(make.body("Lone Trust", closed=CLOSED))
    seen = preview(today())
    assert (seen.held, seen.passing, seen.waiting, seen.closed) == (4, 3, 1, 0)
    assert not Transfer.objects.exists()
    run = work_through(by=overseer, on=today())
    assert run.after is not None and run.after["balances"]
    assert {name: run.after[name] for name in ("duties", "passed", "waiting", "unexplained")} == {
        "duties": 5,
        "passed": 3,
        "waiting": 1,
        "unexplained": 0,
    }
    for held in (*first, *second):
        held.refresh_from_db()
        (step,) = transfers_of(held)
        assert held.holder == heir and "Heir Trust came after it" in step.note
    for held in (stays, lone):
        held.refresh_from_db()
        assert not transfers_of(held)
    again = work_through(by=overseer, on=today())
    assert again.pk != run.pk and again.after is not None and again.after["passed"] == 0
    assert Passing.objects.count() == Transfer.objects.count() == 3


def test_run_that_is_broken_off_is_gone_on_with(overseer: Actor) -> None:
    heir = make.body("Heir Trust")
    closed_into(heir, "Ash Trust", "A lamp.")
    closed_into(heir, "Birch Trust", "A door.")
    real, calls = succeeding.pass_body, []

    def killed(**details: object) -> int:
        calls.append(details)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**details)  # type: ignore[arg-type]

    with (
        mock.patch("answerable.oversight.succession.running.pass_body", killed),
        pytest.raises(KeyboardInterrupt),
    ):
        work_through(by=overseer, on=today())
    broken = SuccessionRun.objects.get()
    assert broken.finished_at is None and Passing.objects.count() == 1
    with pytest.raises(SuccessionError, match="broken off"):
        take_back_run(by=overseer, run=broken, why="No.")
    run = work_through(by=SUCCESSIONS, on=today())
    assert run.pk == broken.pk and run.after is not None
    assert run.after["passed"] == 2 and run.after["balances"] and Transfer.objects.count() == 2


def test_announced_change_passes_nothing_before_it_is_in_force(overseer: Actor) -> None:
    body, after = make.body("Fen Council of Wards"), make.body("Department of Lamps")
    held = duty(body)
    cited = cite_words("A speech")
    fact = SuccessionFact(body.key, after.key, "absorption", cited, None, "announced", "Not in force.")
    load_list(by=ORGANISATIONS_LOADER, read=ListRead("x", successions=[fact]))
    later = today() + dt.timedelta(days=400)
    seen = preview(later)
    assert seen.passing == 0
    (said,) = seen.announced
    assert (said.body, said.after, said.duties) == (body, (after,), 1)
    with pytest.raises(SuccessionError, match="has come"):
        work_through(by=overseer, on=later)
    work_through(by=overseer, on=today())
    held.refresh_from_db()
    assert held.holder == body


def test_circle_is_refused_by_name_and_a_person_may_choose(overseer: Actor) -> None:
    one, two = make.body("Ash Trust", closed=CLOSED), make.body("Birch Trust", closed=CLOSED)
    make.succession(one, two, CLOSED)
    make.succession(two, one, CLOSED)
    held = duty(one)
    (waits,) = preview(today()).waits
    assert waits.why == CIRCLE and waits.words.endswith("Ash Trust → Birch Trust → Ash Trust")
    with pytest.raises(SuccessionError, match="closed as well"):
        choose_successor(by=overseer, body=one, to=two, duties=[held.pk], why="It took over.")
    run = choose_successor(
        by=overseer, body=one, to=make.body("Cedar Trust"), duties=[held.pk], why="It runs the wards."
    )
    assert run.after is not None and run.after["balances"] and run.passings.get().chosen


def test_split_is_chosen_by_rule_and_the_rest_waits(overseer: Actor) -> None:
    body = make.body("Split Trust", closed=CLOSED)
    left, right = make.body("Left Trust"), make.body("Right Trust")
    make.succession(body, left, CLOSED, "split")
    make.succession(body, right, CLOSED, "split")
    dental, other = duty(body, "Dental lamps were out."), duty(body, "The bell was out.")
    (waits,) = preview(today()).waits
    assert waits.why == SEVERAL and set(waits.candidates) == {left, right}
    chosen = matching(body, ["dental"])
    assert chosen == [dental.pk] and matching(body, []) == []
    choose_successor(by=overseer, body=body, to=left, duties=chosen, why="Dental services moved there.")
    for held, holder in ((dental, left), (other, body)):
        held.refresh_from_db()
        assert held.holder == holder
    assert "Dental services moved there" in transfers_of(dental)[0].note
    with pytest.raises(SuccessionError, match="waits any longer"):
        choose_successor(by=overseer, body=body, to=right, duties=chosen, why="No.")
    with pytest.raises(SuccessionError, match="Say why"):
        choose_successor(by=overseer, body=body, to=right, duties=[other.pk], why=" ")


def test_what_is_taken_back_waits_for_a_person_and_does_not_pass_by_itself(overseer: Actor) -> None:
    heir = make.body("Heir Trust")
    body, (held,) = closed_into(heir, "Ash Trust", "A lamp.")
    run = work_through(by=overseer, on=today())
    with pytest.raises(SuccessionError, match="Say why"):
        take_back_run(by=overseer, run=run, why="")
    assert take_back_run(by=overseer, run=run, why="It was another trust.") == 1
    held.refresh_from_db()
    assert held.holder == body and [step.why for step in transfers_of(held)] == ["succession", "taken_back"]
    done = pass_on_duties(by=SUCCESSIONS, on=today(), is_closed=closed_among)
    assert (done.held, done.passed, [one.why for one in done.waiting]) == (1, 0, [TAKEN_BACK])
    with pytest.raises(SuccessionError, match="taken back already"):
        take_back_run(by=overseer, run=run, why="Again.")
    again = choose_successor(by=overseer, body=body, to=heir, duties=[held.pk], why="It was right after all.")
    held.refresh_from_db()
    assert held.holder == heir and again.after is not None and again.after["balances"]
