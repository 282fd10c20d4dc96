"""Two at one moment who oversee the same: what the second does, it does to what stands."""

import datetime as dt

import pytest

from answerable.core.actors import ESCALATION, PUBLIC
from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.duties.operations import transfer_duty
from answerable.oversight.models import Reported, Step, SuccessionRun, Supply, WorkExpectation
from answerable.oversight.operations import climb, stop_escalation, take_step
from answerable.oversight.operations.errors import SuccessionError
from answerable.oversight.operations.reporting import TooManyReportedError, report_error
from answerable.oversight.operations.succeeding import choose_successor, take_back_run
from answerable.oversight.operations.supplying import supply
from answerable.oversight.operations.working import change_work, join_work
from answerable.oversight.queries import due_steps
from answerable.oversight.succession.running import work_through
from tests import make
from tests.interleaved import interleaved
from tests.made import answering, coordinating, overseeing
from tests.made.clock import clock

pytestmark = pytest.mark.usefixtures("own_database")
CLOSED = dt.timedelta(days=20)


def test_work_that_is_changed_at_that_moment_is_joined() -> None:
    by, one, other = coordinating.overseer(), make.body("One Trust"), make.body("Other Trust")
    held = coordinating.work(by, one, coordinating.expectation(), open_to_others=True)
    changed = coordinating.described(title="Newer lamps", open_to_others=True)
    for end in interleaved(
        lambda: change_work(by=by, work=held, described=changed, why="Better ones came."),
        lambda: join_work(by=by, work=held, organisation=other),
    ):
        end.get()
    assert WorkExpectation.objects.get(organisation=other).reference == held.reference


def test_step_goes_to_the_body_that_the_duty_passed_to() -> None:
    by, one, other = coordinating.overseer(), make.body("One Trust"), make.body("Other Trust")
    overseeing.officer(one)
    duty = overseeing.duty(one)
    with clock(overseeing.DUE + dt.timedelta(days=5)):
        _, step = interleaved(
            lambda: transfer_duty(
                by=answering.OVERSEER, duty=duty, to=other, on=today(), why="assigned", note="They can act."
            ),
            lambda: take_step(by=by, duty=duty, rung="pfd-reminder", reason="Soon."),
        )
    assert step.get().duty.holder == other
    assert Step.objects.count() == 1


def test_no_step_is_taken_once_escalation_is_held() -> None:
    by, one = coordinating.overseer(), make.body("One Trust")
    overseeing.officer(one)
    duty = overseeing.duty(one)
    day = overseeing.DUE + dt.timedelta(days=1)
    with clock(day):
        assert due_steps(day), "there would be one to take"
        for end in interleaved(
            lambda: stop_escalation(by=by, duty=duty, reason="They asked us to wait."),
            lambda: climb(by=ESCALATION, about=one, on=day, duties={duty.pk}),
        ):
            end.get()
    assert not Step.objects.exists()


def test_successor_is_chosen_once() -> None:
    by, body = coordinating.overseer(), make.body("Ash Trust", closed=today() - CLOSED)
    held = answering.duty(body)
    bodies = [make.body("One Trust"), make.body("Other Trust")]
    _, second = interleaved(
        *(
            lambda to=to: choose_successor(by=by, body=body, to=to, duties=[held.pk], why="It has the wards.")
            for to in bodies
        )
    )
    with pytest.raises(SuccessionError, match="waits any longer"):
        second.get()
    assert SuccessionRun.objects.count() == 1
    assert Duty.objects.get().holder == bodies[0]


def test_what_passed_on_since_is_not_given_back() -> None:
    by, heir, third = coordinating.overseer(), make.body("Heir Trust"), make.body("Third Trust")
    body = make.body("Ash Trust", closed=today() - CLOSED)
    make.succession(body, heir, today() - CLOSED)
    held = answering.duty(body)
    run = work_through(by=by, on=today())
    passed = Duty.objects.get(pk=held.pk)
    back, on = interleaved(
        lambda: take_back_run(by=by, run=run, why="It was another."),
        lambda: transfer_duty(
            by=answering.OVERSEER, duty=passed, to=third, on=today(), why="assigned", note="They can act."
        ),
        after=2,  # the first knows which duties the run passed, and holds none of them yet
    )
    assert back.get() == (1 if on.error else 0)
    assert Duty.objects.get().holder == (body if on.error else third)


def test_error_that_is_reported_twice_is_kept_once() -> None:
    first, second = interleaved(
        *(lambda: report_error(by=PUBLIC, page="/entries", words="The date is wrong."),) * 2
    )
    assert first.get() == second.get()


def test_one_place_reports_no_more_at_once_than_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answerable.oversight.operations.reporting.CLIENT_MOST", 1)
    _, second = interleaved(
        *(
            lambda page=page: report_error(by=PUBLIC, page=page, words="It is wrong.", client="a digest")
            for page in ("/entries", "/reports")
        )
    )
    with pytest.raises(TooManyReportedError):
        second.get()
    assert Reported.objects.count() == 1


def test_report_that_is_offered_twice_is_kept_once() -> None:
    for end in interleaved(
        *(
            lambda: supply(
                by=PUBLIC, source="judiciary-pfd", number="2024-0123", url="https://example.org/123"
            ),
        )
        * 2
    ):
        end.get()
    assert Supply.objects.count() == 1
