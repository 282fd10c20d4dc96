"""Which points a test uses, what it says of the others, and what it refuses."""

import datetime as dt

import pytest

from answerable.impact.effects.finding import EffectRefusedError
from answerable.impact.effects.points import MOST_BEFORE, Points, add_months, points_of
from answerable.impact.series.model import Series
from answerable.impact.series.steps import Step
from tests.unit.impact.effect_series import month, monthly, noisy

VALUES = noisy([50] * 40)


def points(series: Series, at: int = 24, lag: int = 0, **more: object) -> Points:
    return points_of(series, month(at), lag, **more)  # type: ignore[arg-type]


def test_three_months_before_are_left_out_and_the_lag_is_not_counted() -> None:
    found = points(monthly(VALUES), lag=4)
    assert found.steps == (*range(21), *range(28, 40))
    assert (found.before, found.after, [step for step, _ in found.spike]) == (21, 12, [21, 22, 23])
    assert (found.counted_from, found.until) == (dt.date(2020, 5, 1), dt.date(2021, 4, 30))


def test_day_within_a_month_leaves_that_month_out() -> None:
    found = points_of(monthly(VALUES), dt.date(2020, 1, 15), 0)
    assert found.steps == (*range(22), *range(25, 40))
    assert [step for step, _ in found.spike] == [22, 23]  # of the three months before, December and November


def test_what_is_compared_is_no_longer_than_what_came_before() -> None:
    found = points(monthly(noisy([50] * 60)), at=17)
    assert (found.before, found.after) == (14, 14)
    assert "The last 29 values are not compared" in found.limits[0]


def test_past_that_counts_is_bounded() -> None:
    assert points(monthly(noisy([50] * 100)), at=90).before == MOST_BEFORE


def test_missing_months_are_said_and_not_filled_in() -> None:
    found = points(monthly(VALUES, missing=[3, 30]))
    assert 3 not in found.steps and 30 not in found.steps
    assert found.limits == ("2 periods have no value: they are left out, not filled in.",)


def test_suppressed_values_stay_hidden_and_are_said() -> None:
    found = points(monthly([None if at == 5 else value for at, value in enumerate(VALUES)]))
    assert found.hidden == 1 and "1 value is suppressed" in found.limits[0]


def test_small_numbers_are_said() -> None:
    assert "numbers are small" in points(monthly([1, 2, 3, 4] * 10)).limits[0]


@pytest.mark.parametrize(
    ("series", "at", "said"),
    [
        (monthly(VALUES, "rolling 12 months"), 24, "reads as a rolling figure"),
        (monthly(VALUES[:11]), 9, "Only 6 values lie before 1 October 2018"),
        (monthly(VALUES), 14, "Only 11 values lie before"),
        (monthly([0] * 40), 24, "Every value is nought"),
        (monthly([7] * 40), 24, "Every value is the same"),
        (monthly([None, 8, 9, 7] * 10), 24, "10 of 37 values are suppressed"),
        (Series("x", "", monthly(VALUES).readings, Step(), ()), 24, "unevenly spaced"),
        (Series("x", "", monthly(VALUES).readings[::-1], Step(months=1), ()), 24, "not in order"),
    ],
)
def test_series_that_cannot_be_tested_is_refused(series: Series, at: int, said: str) -> None:
    with pytest.raises(EffectRefusedError, match=said):
        points(series, at)


def test_merger_after_the_action_forbids_a_test() -> None:
    with pytest.raises(EffectRefusedError, match="On 1 July 2020 it took over from Tarn"):
        points(monthly(VALUES), changes=[(month(30), "it took over from Tarn")])


def test_what_lies_before_a_merger_is_left_out() -> None:
    found = points(
        monthly(VALUES), changes=[(month(4), "it took over from Tarn"), (dt.date(2009, 4, 1), "old")]
    )
    assert len(found.dates) == len(found.values) and found.dates[0] == month(4)
    assert found.limits == ("On 1 May 2018 it took over from Tarn. Earlier figures are left out.",)


def test_lag_below_nought_is_refused() -> None:
    with pytest.raises(EffectRefusedError, match="fewer than none"):
        points(monthly(VALUES), lag=-1)


def test_month_later_keeps_the_day_where_there_is_one() -> None:
    assert add_months(dt.date(2023, 12, 31), 2) == dt.date(2024, 2, 29)
    assert add_months(dt.date(2024, 2, 29), -12) == dt.date(2023, 2, 28)
