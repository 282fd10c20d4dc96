"""Each rule met by a series made for it, and by one that just misses it."""

import pytest

from answerable.impact.spc.limits import Limits, xmr_limits
from answerable.impact.spc.rules import Mark, Rule, marks


def lines(mean: float = 0.0, reach: float = 3.0) -> Limits:
    """Lines of our choice, so that a series can be laid exactly beside them."""
    return Limits(
        mean, mean - reach, mean + reach, mean - reach * 2 / 3, mean + reach * 2 / 3, 1, 0, 12, 1e-12
    )


def met(values: list[float], limits: Limits | None = None) -> dict[int, list[str]]:
    """By place, the rules that a value meets, where it meets any."""
    found = marks(values, limits or lines())
    return {at: [mark.rule.value for mark in one] for at, one in enumerate(found) if one}


def test_value_above_or_below_the_limits() -> None:
    assert met([0, 3.01, -1, -3.01]) == {1: ["outside limits"], 3: ["outside limits"]}
    assert met([0, 3.0, -1, -3.0]) == {}


@pytest.mark.parametrize("sign", [1, -1])
def test_seven_rising_or_falling_values_are_all_marked(sign: int) -> None:
    rising = [-1.2, -0.8, -0.4, 0.1, 0.3, 0.5, 0.9]
    values = [0.0, *(sign * one for one in rising), sign * -0.5]
    assert met(values) == {at: ["trend"] for at in range(1, 8)}
    assert marks(values, lines())[7] == (Mark(Rule.TREND, sign),)


def test_six_rising_values_are_no_trend_and_a_standstill_breaks_one() -> None:
    assert met([-1.2, -0.8, -0.4, 0.1, 0.3, 0.5]) == {}
    assert met([-1.2, -0.8, -0.4, 0.1, 0.1, 0.3, 0.5, 0.9]) == {}
    assert met([-1.2, -0.8, -0.4, 0.1, 0.0, 0.3, 0.5, 0.9]) == {}


def test_longer_trend_is_marked_whole() -> None:
    values = [-1.9 + 0.4 * at for at in range(10)]
    assert met(values) == {at: ["trend"] for at in range(10)}


def test_point_at_which_a_trend_turns_belongs_to_the_later_one() -> None:
    values = [-1.2, -0.9, -0.6, -0.3, 0.2, 0.5, 0.8, 0.4, 0.1, -0.2, -0.5, -0.8, -1.1]
    directions = [one[0].direction for one in marks(values, lines())]
    assert directions == [1] * 6 + [-1] * 7


def test_last_point_of_a_trend_keeps_its_direction_beside_another_trend() -> None:
    values = [-1.2, -0.9, -0.6, -0.3, 0.2, 0.5, 0.8, -1.3, -1.0, -0.7, -0.4, 0.1, 0.3, 0.6]
    assert [one[0].direction for one in marks(values, lines())] == [1] * 14


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 2.5, 2.5, 0.5, 0], [1, 2]),
        ([0, 2.5, 0.5, 2.5, 0], [1, 3]),
        ([0, 0.5, 2.5, 2.5, 0], [2, 3]),
        ([0, -2.5, -0.5, -2.5, 0], [1, 3]),
        ([2.5, 2.5, 2.5], [0, 1, 2]),
        ([1.0, 0.5, 2.5, 2.1, 2.5, 0.5], [2, 3, 4]),
    ],
)
def test_two_of_three_near_a_limit_are_marked_alone(values: list[float], expected: list[int]) -> None:
    assert met(values) == {at: ["two of three"] for at in expected}


@pytest.mark.parametrize(
    "values",
    [
        [0, 2.5, 0.5, 0.5, 2.5, 0],  # too far apart
        [0, 2.5, -0.5, 2.5, 0],  # the third on the other side
        [0, 2.5, 0.0, 2.5, 0],  # the third on the mean
        [0, 2.5, -2.5, 0.5, 0],  # opposite limits
        [0, 2.0, 2.0, 0.5, 0],  # on the inner line, not beyond it
        [2.5, 2.5],  # no third value
    ],
)
def test_two_of_three_just_not_met(values: list[float]) -> None:
    assert met(values) == {}


def test_value_outside_does_not_count_as_near_but_may_be_the_third() -> None:
    assert met([0, 3.5, 2.5, 0.5, 0]) == {1: ["outside limits"]}
    assert met([0, 2.5, 3.5, 2.5, 0]) == {1: ["two of three"], 2: ["outside limits"], 3: ["two of three"]}


def test_package_example_of_opposite_sides_is_common_cause() -> None:
    """NHSRplotthedots, issue 143: two successive values near opposite limits."""
    values = [1.0, -1.0] * 7 + [5.5, -5.5]
    limits = xmr_limits(values, screen_outliers=True)
    assert limits.near(5.5) and limits.near(-5.5)
    assert marks(values, limits)[-2:] == [(), ()]


@pytest.mark.parametrize("sign", [1, -1])
def test_seven_on_one_side_are_all_marked(sign: int) -> None:
    values = [sign * one for one in (-0.5, 0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.5, -0.1)]
    assert met(values) == {at: ["run"] for at in range(1, 8)}


def test_six_on_one_side_are_no_run_and_a_value_on_the_mean_breaks_one() -> None:
    assert met([-0.5, 0.5, 0.4, 0.6, 0.3, 0.7, 0.2, -0.5]) == {}
    assert met([0.5, 0.4, 0.6, 0.0, 0.3, 0.7, 0.2, 0.5]) == {}


def test_rules_come_in_order_of_priority() -> None:
    values = [0.2, 0.6, 1.0, 2.2, 2.4, 2.9, 3.4]
    assert met(values)[6] == ["outside limits", "trend", "run"]
    assert met(values)[5] == ["trend", "two of three", "run"]
    assert met([0.5, 0.4, 2.2, 2.4, 0.3, 0.7, 0.2])[2] == ["two of three", "run"]


def test_series_without_variation_meets_no_rule() -> None:
    for value in (0.0, 0.1, 1 / 3, 1e9 + 0.1):
        values = [value] * 20
        assert met(values, xmr_limits(values)) == {}
