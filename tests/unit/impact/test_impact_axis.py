"""The sixth axis, dated and with its history; and how long it stays quiet after closures."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.impact.operations.alarming import raise_alarms, reassess
from answerable.impact.queries.axis import impact_history, impact_values, statuses_with_impact
from answerable.impact.recurrence.waiting import still_quiet
from answerable.lineage.models import Decision
from answerable.lineage.operations import undo
from tests import make
from tests.made import assuring, recurring

pytestmark = pytest.mark.django_db


def value(duty: Duty, on: dt.date | None = None) -> str:
    return impact_values([duty], on=on)[duty.pk].value


def test_nothing_measured_is_not_measurable_yet_in_two_queries(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    duties = [assuring.duty() for _ in range(3)]
    with django_assert_num_queries(2):
        found = impact_values(duties)
    assert {one.value for one in found.values()} == {"not_measurable"}
    assert statuses_with_impact(duties)[duties[0].pk].impact == found[duties[0].pk]


def test_a_confirmed_repeat_after_closure_moves_it_and_a_look_moves_it_back() -> None:
    alarm = recurring.rung()
    (first, repeated) = impact_history(alarm.duty)
    assert (first.value, repeated.value, repeated.since) == (
        "not_measurable",
        "repeat_concern",
        recurring.AGAIN,
    )
    assert alarm.entry.report.title in repeated.words
    assert value(alarm.duty, today() - dt.timedelta(days=1)) == "not_measurable"  # nobody knew
    look = reassess(by=assuring.assurer(), alarm=alarm, outcome="before", words="The death was in 2021.")
    assert value(alarm.duty) == "not_measurable"
    reassess(by=assuring.assurer(), alarm=alarm, outcome="not_held", words="It stopped.", instead_of=look)
    assert impact_values([alarm.duty])[alarm.duty.pk].since == today()


def test_claims_alone_programs_alone_and_alarms_taken_back_do_not() -> None:
    claimed = assuring.duty(issued=recurring.ISSUED)
    assuring.claim(claimed, on=recurring.CLOSED)
    recurring.rung(claimed)
    machine = recurring.rung(sure=False)
    assert value(claimed) == value(machine.duty) == "not_measurable"
    gone = recurring.rung()
    undo(by=make.editor(), decision=Decision.objects.latest("pk"))
    raise_alarms()
    assert value(gone.duty) == "not_measurable"


@pytest.mark.parametrize(
    ("days", "share", "watched"),
    [([], None, 0), ([(10, False), (400, True)], 0.5, 1), ([(10, True)], None, 0), ([(10, False)], 0.0, 0)],
)
def test_share_that_stays_quiet_counts_what_was_watched(
    days: list[tuple[int, bool]], share: float | None, watched: int
) -> None:
    (at_a_year,) = still_quiet(days, [12])
    assert (at_a_year.share, at_a_year.watched) == (share, watched)


def test_share_as_kaplan_and_meier_by_hand() -> None:
    """6 closures: ended after 30 and 100 days, open since 50 and 80, and two since 700."""
    times = [(30, False), (50, True), (80, True), (100, False), (700, True), (700, True)]
    half, two_years = still_quiet(times, [6, 24])
    assert half.share == pytest.approx(5 / 6 * 2 / 3) and half.watched == 2 and half.few
    assert half.low is not None and half.high is not None
    assert half.low < 5 / 9 < half.high
    assert two_years.share is None  # none is known for so long
    with pytest.raises(ValueError, match="before"):
        still_quiet([(-1, False)])
