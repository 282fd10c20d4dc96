"""Mean and limits, beside figures that others have published."""

import math

import pytest

from answerable.impact.spc.limits import BadValuesError, TooFewError, xmr_limits

# NHSRplotthedots 0.2.2, vignette "Deviations from Excel defaults": its series and the figures of its captions
VIGNETTE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
# Its snapshot tests of `ptd_spc_standard`: rnorm(20) after set.seed(123), as printed, to three figures.
SNAPSHOT = [
    -0.560, -0.230, 1.56, 0.0705, 0.129, 1.72, 0.461, -1.27, -0.687, -0.446,
    1.22, 0.360, 0.401, 0.111, -0.556, 1.79, 0.498, -1.97, 0.701, -0.473,
]  # fmt: skip


def test_screened_limits_are_those_of_the_vignette() -> None:
    limits = xmr_limits(VIGNETTE, screen_outliers=True)
    assert (round(limits.upper, 2), round(limits.mean, 2), round(limits.lower, 2)) == (4.6, 1.94, -0.72)
    assert limits.ranges_left_out == 2


def test_limits_of_the_excel_tool_are_those_of_the_vignette() -> None:
    limits = xmr_limits(VIGNETTE)
    assert (round(limits.upper, 2), round(limits.mean, 2), round(limits.lower, 2)) == (6.95, 1.94, -3.06)
    assert limits.ranges_left_out == 0


@pytest.mark.parametrize(
    ("values", "mean", "lower", "upper"),
    [
        (SNAPSHOT, 0.142, -3.01, 3.29),
        (SNAPSHOT[:10], 0.0746, -2.60, 2.75),
        (SNAPSHOT[10:], 0.209, -3.28, 3.70),
    ],
)
def test_limits_are_those_of_the_package_snapshots(
    values: list[float], mean: float, lower: float, upper: float
) -> None:
    limits = xmr_limits(values, screen_outliers=True)
    assert limits.mean == pytest.approx(mean, abs=0.001)
    assert limits.lower == pytest.approx(lower, abs=0.01)
    assert limits.upper == pytest.approx(upper, abs=0.01)


def test_limits_of_the_nhs_england_example() -> None:
    """The example of NHS England's own tool, as nhspy-plotthedots gives it: mean 76.67, limits 57 and 96."""
    values = [89, 86, 75, 77, 81, 74, 72, 78, 76, 82, 77, 54, 66, 77, 86]
    limits = xmr_limits(values)
    assert (round(limits.mean, 2), round(limits.lower), round(limits.upper)) == (76.67, 57, 96)
    assert [limits.outside(value) for value in values] == [0] * 11 + [-1] + [0] * 3
    assert not any(limits.near(value) for value in values)


@pytest.mark.parametrize(
    ("values", "expected"),  # nhspy-plotthedots, test_limits_calculations.py: mean, limits, inner lines
    [
        (list(range(1, 11)), (5.5, 2.84, 8.16, 3.7266666666666666, 7.273333333333333)),
        ([1, 2, 3], (2.0, -0.66, 4.66, 0.22666666666666657, 3.7733333333333334)),
        (
            [3, 1, 4, 1, 5, 9, 2],
            (
                3.5714285714285716,
                -6.625238095238096,
                13.768095238095238,
                -3.2263492063492065,
                10.36920634920635,
            ),
        ),
        (
            [-1, -2, -3, -2, -1, -2, -3, -4, -5, -6, -7, -4, -3, -2, -1, -2],
            (-3.0, -6.014666666666667, 0.014666666666666828, -5.009777777777778, -0.9902222222222221),
        ),
    ],
)
def test_limits_are_those_of_the_python_port(values: list[float], expected: tuple[float, ...]) -> None:
    limits = xmr_limits(values)
    found = (limits.mean, limits.lower, limits.upper, limits.inner_lower, limits.inner_upper)
    assert found == pytest.approx(expected, abs=1e-12)


def test_screen_keeps_a_range_just_narrower_and_drops_one_just_as_wide() -> None:
    """Beside n ranges of 1, one of 3.267 n / (n + 1 - 3.267) is 3.267 times the mean of all."""
    others = 12
    as_wide = 3.267 * others / (others + 1 - 3.267)
    steady = [float(at % 2) for at in range(others + 1)]
    assert xmr_limits([*steady, steady[-1] + as_wide * (1 + 1e-9)], screen_outliers=True).ranges_left_out == 1
    assert xmr_limits([*steady, steady[-1] + as_wide * (1 - 1e-9)], screen_outliers=True).ranges_left_out == 0


def test_screen_works_once_and_keeps_every_value_in_the_mean() -> None:
    values = [0.0, 1.0] * 8 + [60.0, 0.0, 9.0, 0.0]
    limits = xmr_limits(values, screen_outliers=True)
    assert limits.mean == pytest.approx(sum(values) / len(values))
    assert limits.ranges_left_out == 2  # the leap of 9 would fall to a second screening
    assert limits.mean_range == pytest.approx((15 + 9 + 9) / 17)


def test_series_without_variation_has_limits_without_width() -> None:
    limits = xmr_limits([0.1] * 12, screen_outliers=True)
    assert limits.lower == pytest.approx(0.1) and limits.upper == pytest.approx(0.1)
    assert (limits.side(0.1), limits.outside(0.1), limits.near(0.1)) == (0, 0, False)


def test_fixed_limits_rest_on_the_first_values_alone() -> None:
    first = [3.0, 5.0, 4.0, 6.0] * 3
    assert xmr_limits([*first, 90.0, 0.0], fix_after=12).upper == xmr_limits(first).upper
    assert xmr_limits([*first, 90.0, 0.0]).upper > xmr_limits(first).upper


@pytest.mark.parametrize(("count", "trial"), [(2, True), (11, True), (12, False), (13, False)])
def test_limits_are_on_trial_below_twelve_values(count: int, trial: bool) -> None:
    assert xmr_limits([float(at % 3) for at in range(count)]).trial is trial


def test_value_on_a_limit_is_inside_and_on_the_mean_on_no_side() -> None:
    limits = xmr_limits([1.0, 2.0, 3.0])
    assert limits.outside(4.66) == 0 and limits.near(4.66)
    assert limits.outside(4.66 + 1e-9) == 1 and limits.outside(-0.66 - 1e-9) == -1
    assert limits.side(2.0) == 0 and limits.side(2.0 + 1e-9) == 1


@pytest.mark.parametrize("values", [[], [3.0]])
def test_too_few_values_are_refused(values: list[float]) -> None:
    with pytest.raises(TooFewError, match="at least 2 values"):
        xmr_limits(values)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1e16])
def test_values_that_are_no_measure_are_refused(bad: float) -> None:
    with pytest.raises(BadValuesError, match="Value 2"):
        xmr_limits([1.0, bad, 2.0])


def test_fixing_after_fewer_than_twelve_is_refused() -> None:
    with pytest.raises(BadValuesError, match="12 values or more"):
        xmr_limits([1.0, 2.0] * 10, fix_after=11)
