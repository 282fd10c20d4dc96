"""Limits drawn anew: where, why, and what it changes."""

import datetime as dt

import pytest

from answerable.impact.spc.limits import TooFewError, xmr_limits
from answerable.impact.spc.phases import BadRebaseError, Rebase, phases

FIRST = dt.date(2022, 1, 1)
BEFORE = [20.0, 23.0, 19.0, 22.0, 21.0, 24.0, 20.0, 22.0, 19.0, 23.0, 21.0, 22.0]
AFTER = [10.0, 12.0, 9.0, 11.0, 13.0, 10.0, 12.0, 11.0, 9.0, 12.0, 10.0, 11.0]


def months(count: int) -> list[dt.date]:
    return [dt.date(2022 + at // 12, at % 12 + 1, 1) for at in range(count)]


def test_each_phase_has_its_own_mean_ranges_and_rules() -> None:
    made = phases(months(24), BEFORE + AFTER, [Rebase(dt.date(2023, 1, 1), "New wards")])
    assert [(one.start, one.end, one.reason) for one in made] == [(0, 12, ""), (12, 24, "New wards")]
    assert [one.limits for one in made] == [xmr_limits(BEFORE), xmr_limits(AFTER)]
    assert made[1].step == pytest.approx(sum(AFTER) / 12 - sum(BEFORE) / 12)
    assert not any(made[0].found) and not any(made[1].found)


def test_without_redrawing_the_same_values_are_full_of_signals() -> None:
    (only,) = phases(months(24), BEFORE + AFTER)
    assert all(only.found)


def test_redrawing_takes_hold_at_the_first_value_on_or_after_its_date() -> None:
    made = phases(months(24), BEFORE + AFTER, [Rebase(dt.date(2022, 12, 2), "Moved")])
    assert made[1].start == 12


def test_redrawing_that_the_old_limits_ask_for_is_told_from_one_they_do_not() -> None:
    rebase = [Rebase(dt.date(2023, 1, 1), "Said to be new")]
    assert phases(months(24), BEFORE + AFTER, rebase)[1].signalled is True
    assert phases(months(24), BEFORE + BEFORE, rebase)[1].signalled is False


def test_rules_do_not_reach_over_a_redrawing() -> None:
    rising = [float(at) for at in range(12)]
    made = phases(months(12), rising, [Rebase(dt.date(2022, 7, 1), "Halved")])
    assert [mark for phase in made for found in phase.found for mark in found] == []


def test_single_value_after_a_redrawing_has_no_limits_and_no_rules() -> None:
    made = phases(months(13), [*BEFORE, 90.0], [Rebase(dt.date(2023, 1, 1), "New")])
    assert (made[1].limits, made[1].mean, made[1].found, made[1].trial) == (None, 90.0, ((),), True)


def test_fixed_limits_hold_for_values_that_follow() -> None:
    (only,) = phases(months(24), BEFORE + AFTER, fix_after=12)
    assert only.limits is not None and only.limits.mean == xmr_limits(BEFORE).mean
    assert not any(only.found[:12]) and all(only.found[12:])


def test_redrawings_may_be_given_in_any_order() -> None:
    rebases = [Rebase(dt.date(2022, 9, 1), "B"), Rebase(dt.date(2022, 5, 1), "A")]
    assert [one.reason for one in phases(months(12), BEFORE, rebases)] == ["", "A", "B"]


@pytest.mark.parametrize(
    ("rebases", "message"),
    [
        ([Rebase(dt.date(2022, 6, 1), " ")], "without a reason"),
        ([Rebase(dt.date(2022, 1, 1), "x")], "no value lies before it"),
        ([Rebase(dt.date(2019, 1, 1), "x")], "no value lies before it"),
        ([Rebase(dt.date(2024, 1, 1), "x")], "no value lies on or after it"),
        ([Rebase(dt.date(2022, 6, 1), "x"), Rebase(dt.date(2022, 5, 20), "y")], "begin at the same value"),
    ],
)
def test_redrawing_that_cannot_be_done_is_refused(rebases: list[Rebase], message: str) -> None:
    with pytest.raises(BadRebaseError, match=message):
        phases(months(12), BEFORE, rebases)


def test_series_of_one_value_is_refused_as_a_whole() -> None:
    with pytest.raises(TooFewError):
        phases(months(1), [3.0])
