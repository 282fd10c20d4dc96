"""What tests of one series find where the truth is known, and what they say and do not say."""

import datetime as dt
import json

import pytest

from answerable.impact.effects.digest import digest_of
from answerable.impact.effects.finding import EffectRefusedError, Outcome, judged
from answerable.impact.effects.interrupted import interrupted
from answerable.impact.effects.naive import naive
from answerable.impact.effects.record import as_record
from answerable.impact.effects.spc import before_after_spc
from answerable.impact.series.model import Series, readings_of
from answerable.impact.series.steps import Step
from answerable.impact.spc.judgement import Better
from tests.unit.impact.effect_series import month, monthly, noisy

DOWN = Better.DOWN
STEPPED = monthly(noisy([100] * 30 + [60] * 20))
FLAT = monthly(noisy([100] * 50))
EVEN = monthly(noisy([1000] * 30 + [1010] * 24, spread=0.01))


@pytest.mark.parametrize("test", [interrupted, before_after_spc])
def test_step_down_is_better_or_worse_by_direction(test: object) -> None:
    for better, outcome in ((DOWN, Outcome.BETTER), (Better.UP, Outcome.WORSE)):
        found = test(STEPPED, at=month(30), better=better)  # type: ignore[operator]
        assert found.outcome is outcome
        assert found.low is not None and found.high is not None and found.low < -0.4 < found.high < 0
        assert found.p is not None and found.p < 0.05
        assert "lower than the level" in found.words and "It does not say why" in found.words


def test_step_is_told_as_a_part_of_the_level_without_it() -> None:
    found = interrupted(STEPPED, at=month(30), better=DOWN)
    assert found.estimate == pytest.approx(-0.4, abs=0.08)
    assert (found.before, found.after, found.until) == (27, 20, dt.date(2022, 2, 28))
    assert "20 values lie" in found.words and "(interval of 95%)" in found.words


def test_nobody_said_which_way_is_better() -> None:
    found = interrupted(STEPPED, at=month(30), better=Better.NEUTRAL)
    assert found.outcome is Outcome.CANNOT_TELL and "Nobody said which direction is better" in found.words


def test_slope_is_found_as_well() -> None:
    falling = noisy([100] * 30 + [100 - 2.5 * at for at in range(1, 25)], spread=0.04)
    found = interrupted(monthly(falling), at=month(30), better=DOWN)
    assert found.outcome is Outcome.BETTER
    turned = next(term for term in found.details["terms"] if term["term"] == "change of drift a year")
    assert turned["high"] < 0


def test_drift_that_goes_on_is_no_effect() -> None:
    drifting = monthly(noisy([100 * 0.985**at for at in range(50)]))
    assert naive(drifting, at=month(30)) < 0.001
    assert interrupted(drifting, at=month(30), better=DOWN).outcome is Outcome.CANNOT_TELL
    assert before_after_spc(drifting, at=month(30), better=DOWN).outcome is Outcome.CANNOT_TELL


def test_season_is_no_effect() -> None:
    waves = monthly(noisy([100 + 25 * ((at % 12) < 6) for at in range(42)]))  # ends on the lower half
    found = interrupted(waves, at=month(36), better=DOWN)
    assert found.outcome is Outcome.CANNOT_TELL and found.details["checks"]["season_waves"] == 1


def test_nothing_found_does_not_say_that_nothing_changed() -> None:
    found = interrupted(FLAT, at=month(30), better=DOWN)
    assert found.outcome is Outcome.CANNOT_TELL
    assert "That does not say that nothing changed. A change of less than" in found.words


def test_no_change_of_importance_is_told_only_where_the_interval_is_narrow() -> None:
    found = interrupted(EVEN, at=month(30), better=DOWN, importance=0.1)
    assert found.outcome is Outcome.NO_CHANGE and "smaller than 10%" in found.words
    assert interrupted(EVEN, at=month(30), better=DOWN, importance=0.001).outcome is not Outcome.NO_CHANGE


@pytest.mark.parametrize(
    ("low", "high", "outcome"),
    [
        (-0.3, -0.01, Outcome.BETTER),
        (0.01, 0.3, Outcome.WORSE),
        (-0.3, 0.0, Outcome.CANNOT_TELL),
        (-0.09, 0.09, Outcome.NO_CHANGE),
        (-0.09, -0.01, Outcome.NO_CHANGE),  # beyond chance, but too small to matter
        (-0.1, 0.05, Outcome.CANNOT_TELL),
    ],
)
def test_rule_from_interval_to_outcome(low: float, high: float, outcome: Outcome) -> None:
    assert judged(low, high, DOWN, 0.1) is outcome


def test_too_few_values_after_are_not_measurable_yet() -> None:
    found = interrupted(STEPPED, at=month(45), better=DOWN)
    assert found.outcome is Outcome.TOO_EARLY and found.estimate is None
    assert "5 values lie after 1 October 2021" in found.words
    waiting = before_after_spc(STEPPED, at=month(40), lag=12, better=DOWN)
    assert waiting.outcome is Outcome.TOO_EARLY and "no value lies after 1 May 2022" in waiting.words


def test_spike_before_the_action_is_left_out_and_said() -> None:
    values = noisy([100] * 50)
    values[27:30] = [170, 180, 175]
    found = interrupted(monthly(values), at=month(30), better=DOWN)
    assert found.outcome is Outcome.CANNOT_TELL
    assert found.details["checks"]["stood_out_just_before"] > 2
    assert "stood out from those before them" in found.details["limits"][0]


def test_hidden_values_widen_the_answer() -> None:
    hidden = [None if at in (4, 33) else one.value for at, one in enumerate(STEPPED.readings)]
    whole = interrupted(STEPPED, at=month(30), better=DOWN)
    found = interrupted(monthly(hidden), at=month(30), better=DOWN)
    assert (
        found.low is not None and found.high is not None and whole.low is not None and whole.high is not None
    )
    assert found.high - found.low > whole.high - whole.low
    assert "suppressed" in found.details["limits"][0]


def test_nought_is_a_value() -> None:
    values = noisy([20] * 30 + [4] * 20, spread=0.3)
    values[40] = 0
    found = interrupted(monthly(values), at=month(30), better=DOWN)
    assert found.details["checks"]["scale"] == "part of the mean"
    assert found.outcome is Outcome.BETTER and found.low is not None and found.low < -0.6


def test_level_that_may_be_nought_has_no_part() -> None:
    found = interrupted(monthly([at % 2 * 2.0 - 1 for at in range(40)]), at=month(24), better=DOWN)
    assert found.outcome is Outcome.CANNOT_TELL and found.estimate is None
    assert "may be nought" in found.words


def test_values_that_the_model_gives_exactly_are_tested_all_the_same() -> None:
    for test in (interrupted, before_after_spc):
        found = test(monthly([100.0] * 30 + [60.0] * 20), at=month(30), better=DOWN)
        assert found.outcome is Outcome.BETTER and found.estimate == pytest.approx(-0.4)
        never = test(monthly([0.0] * 30 + [5.0] * 20), at=month(30), better=DOWN)
        assert never.outcome is Outcome.CANNOT_TELL and never.estimate is None


def test_chart_must_show_it_too() -> None:
    found = before_after_spc(STEPPED, at=month(30), better=DOWN)
    assert found.details["chart"]["rules_met"] == ["outside limits", "run"]
    slight = monthly(noisy([100, 120] * 15 + [92, 110] * 12, spread=0.001))
    assert before_after_spc(slight, at=month(30), better=DOWN, importance=0.01).outcome is Outcome.CANNOT_TELL


def test_known_fall_of_the_nile_lies_within_the_interval() -> None:
    """A step of a fifth in 1898: from a mean of 1,098 to one of 850 (Cobb, Biometrika 65, 1978).

    On yearly values with a drift allowed for, that is not told from chance by level and slope together.
    """
    from statsmodels.datasets import nile

    volumes = nile.load_pandas().data["volume"].tolist()
    dates = [dt.date(1871 + at, 1, 1) for at in range(len(volumes))]
    series = Series("flow", "", tuple(readings_of(dates, volumes)), Step(months=12), ())
    for test, outcome in ((interrupted, Outcome.CANNOT_TELL), (before_after_spc, Outcome.BETTER)):
        found = test(series, at=dt.date(1899, 1, 1), better=DOWN)
        assert found.outcome is outcome
        assert found.low is not None and found.high is not None and found.low < 850 / 1098 - 1 < found.high
        assert found.estimate == pytest.approx(850 / 1098 - 1, abs=0.06)


def test_checks_and_terms_are_shown_as_json_takes_them() -> None:
    record = as_record(interrupted(STEPPED, at=month(30), better=DOWN))
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    checks = record["details"]["checks"]
    assert 1 < checks["durbin_watson"] < 3 and 0 <= checks["ljung_box_p"] <= 1
    assert [term["term"] for term in record["details"]["terms"]][:2] == ["level before", "drift a year"]


def test_smaller_share_widens_the_interval() -> None:
    found = [interrupted(STEPPED, at=month(30), better=DOWN, alpha=alpha) for alpha in (0.05, 0.002)]
    assert found[0].low is not None and found[1].low is not None and found[1].low < found[0].low
    assert found[0].p == found[1].p


def test_naive_test_is_welchs() -> None:
    from scipy.stats import ttest_ind  # type: ignore[import-untyped]

    values = [one.value for one in FLAT.readings]
    expected = ttest_ind(values[:30], values[30:], equal_var=False).pvalue
    assert naive(FLAT, at=month(30)) == pytest.approx(expected)
    with pytest.raises(EffectRefusedError, match="Two values"):
        naive(FLAT, at=month(1))


def test_same_figures_have_the_same_digest() -> None:
    one, other = (digest_of("its", month(30), 0, series, []) for series in (FLAT, monthly(noisy([100] * 50))))
    assert one == other != digest_of("spc", month(30), 0, FLAT, [])
