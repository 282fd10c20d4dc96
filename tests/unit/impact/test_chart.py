"""What a chart says: its state and its assurance in a word, its caption, and the limits of both."""

import datetime as dt
from collections.abc import Sequence

import pytest

from answerable.impact.series.model import Reading
from answerable.impact.spc.captions import assurance_caption, caption, number, worked_out
from answerable.impact.spc.chart import Chart, xmr_chart
from answerable.impact.spc.judgement import Assurance, Better, Variation
from answerable.impact.spc.limits import BadValuesError, TooFewError
from answerable.impact.spc.phases import Rebase
from answerable.impact.spc.record import as_record
from answerable.impact.spc.remarks import remarks
from answerable.impact.spc.signals import possible_step, signals

MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
STEADY = [20.0, 23.0, 19.0, 22.0, 21.0, 24.0, 20.0, 22.0, 19.0, 23.0, 21.0, 22.0]  # mean 21.3, 14.3 to 28.3


def readings(values: list[float | None]) -> list[Reading]:
    made = []
    for at, value in enumerate(values):
        date = dt.date(2022 + at // 12, at % 12 + 1, 1)
        words = f"{MONTHS[date.month - 1]} {date.year}"
        made.append(Reading(date, f"{date:%Y-%m}", words, value, "" if value is not None else "suppressed"))
    return made


def chart(values: Sequence[float | None], **how: object) -> Chart:
    return xmr_chart(readings(list(values)), **how)  # type: ignore[arg-type]


def high() -> list[float]:
    return [*STEADY, *STEADY, 45.0]


def low() -> list[float]:
    return [*STEADY, *STEADY, 1.0]


@pytest.mark.parametrize(
    ("values", "better", "expected"),
    [
        (STEADY, Better.UP, Variation.COMMON),
        (high(), Better.UP, Variation.IMPROVEMENT_HIGH),
        (high(), Better.DOWN, Variation.CONCERN_HIGH),
        (high(), Better.NEUTRAL, Variation.NEUTRAL_HIGH),
        (low(), Better.UP, Variation.CONCERN_LOW),
        (low(), Better.DOWN, Variation.IMPROVEMENT_LOW),
        (low(), Better.NEUTRAL, Variation.NEUTRAL_LOW),
    ],
)
def test_variation_is_the_state_of_the_latest_value(
    values: list[float], better: Better, expected: Variation
) -> None:
    assert chart(values, better=better).variation is expected


def test_earlier_signal_does_not_decide_the_state() -> None:
    found = chart([*STEADY, 45.0, *STEADY], better=Better.UP)
    assert found.variation is Variation.COMMON
    assert found.points[12].highlight is Variation.IMPROVEMENT_HIGH


def test_trend_is_judged_by_its_direction_not_by_the_side_of_the_mean() -> None:
    """A rise that begins below the mean is an improvement where up is better, from its first value on."""
    values = [12.0, 8.0] * 8 + [6.5, 7.5, 8.5, 9.0, 9.4, 9.6, 9.8]
    found = chart(values, better=Better.UP)
    assert [point.found[0].rule.value for point in found.points[-7:]] == ["trend"] * 7
    assert found.points[-7].reading.value < found.now.mean  # type: ignore[operator]
    assert {point.highlight for point in found.points[-7:]} == {Variation.IMPROVEMENT_HIGH}


def test_first_rule_in_priority_decides_where_rules_point_apart() -> None:
    """The first of seven falling values lies above the upper limit: high, not falling."""
    found = chart([*STEADY, *STEADY, 34.0, 30.0, 28.0, 26.0, 23.0, 21.0, 19.0], better=Better.UP)
    first = found.points[24]
    assert [mark.rule.value for mark in first.found] == ["outside limits", "trend"]
    assert [mark.direction for mark in first.found] == [1, -1]
    assert first.highlight is Variation.IMPROVEMENT_HIGH
    assert found.variation is Variation.CONCERN_LOW


@pytest.mark.parametrize(
    ("target", "better", "expected"),
    [
        (30, Better.UP, Assurance.FAIL),
        (30, Better.DOWN, Assurance.PASS),
        (10, Better.UP, Assurance.PASS),
        (10, Better.DOWN, Assurance.FAIL),
        (21, Better.UP, Assurance.INCONSISTENT),
        (21, Better.DOWN, Assurance.INCONSISTENT),
        (30, Better.NEUTRAL, None),
        (None, Better.UP, None),
    ],
)
def test_assurance_is_where_the_target_lies(
    target: float | None, better: Better, expected: Assurance | None
) -> None:
    assert chart(STEADY, target=target, better=better).assurance is expected


def test_target_on_a_limit_is_within_them() -> None:
    upper = chart(STEADY).now.limits.upper  # type: ignore[union-attr]
    assert chart(STEADY, target=upper, better=Better.UP).assurance is Assurance.INCONSISTENT
    assert chart(STEADY, target=upper + 1e-6, better=Better.UP).assurance is Assurance.FAIL


def test_assurance_goes_by_the_limits_of_the_latest_phase() -> None:
    values = [*STEADY, *[value + 40 for value in STEADY]]
    rebase = [Rebase(dt.date(2023, 1, 1), "Merged")]
    assert chart(values, target=30, better=Better.UP).assurance is Assurance.INCONSISTENT
    assert chart(values, target=30, better=Better.UP, rebases=rebase).assurance is Assurance.PASS


def test_caption_of_common_cause_says_since_when() -> None:
    assert caption(chart(STEADY)) == "No change beyond chance since January 2022, the first value."
    assert caption(chart([*STEADY, 45.0, *STEADY])) == "No change beyond chance since February 2023."
    redrawn = chart([*STEADY, *STEADY], rebases=[Rebase(dt.date(2023, 1, 1), "Moved house")])
    assert caption(redrawn) == (
        "No change beyond chance since January 2023, when the limits were redrawn (Moved house)."
    )


def test_caption_of_each_rule_says_what_was_seen_and_how_it_is_judged() -> None:
    assert caption(chart(high(), better=Better.DOWN)) == (
        "Higher than chance explains: January 2024 is above the upper limit. That is a concern."
    )
    run = [8.0, 12.0] * 8 + [9.0, 9.5, 9.2, 9.4, 9.1, 9.3, 9.0]
    assert caption(chart(run, better=Better.DOWN)) == (
        "Lower than chance explains: 7 values in a row lie below the mean, May 2023 to November 2023. "
        "That is an improvement."
    )
    trend = [12.0, 8.0] * 8 + [6.5, 7.5, 8.5, 9.0, 9.4, 9.6, 9.8]
    assert caption(chart(trend)) == (
        "Rising beyond chance: 7 values in a row rise, May 2023 to November 2023. "
        "Which direction is better was not said."
    )
    twice = [*STEADY, *STEADY, 45.0, 46.0]
    assert caption(chart(twice, better=Better.UP)) == (
        "Higher than chance explains: 2 values in a row, January 2024 to February 2024, are above the upper "
        "limit. That is an improvement."
    )
    near = [*STEADY, *STEADY, 27.5, 23.0, 27.5]
    assert caption(chart(near, better=Better.UP)) == (
        "Higher than chance explains: two of three values in a row lie near the upper limit, "
        "January 2024 to March 2024. That is an improvement."
    )


def test_caption_from_trial_limits_claims_nothing() -> None:
    assert caption(chart(STEADY[:11])) == (
        "No change beyond chance can be told yet: 11 values give trial limits only."
    )
    assert any("Trial limits: they rest on 11 values" in one for one in remarks(chart(STEADY[:11])))
    assert not any("Trial" in one for one in remarks(chart(STEADY)))


def test_assurance_caption_in_words() -> None:
    said = [assurance_caption(chart(STEADY, target=target, better=Better.UP)) for target in (30, 10, 21)]
    assert said == [
        "The target of 30 will not be met unless something changes: the limits lie wholly below it.",
        "The target of 10 will be met unless something changes: the limits lie wholly above it.",
        "The target of 21 may be met or missed by chance: it lies within the limits.",
    ]
    assert assurance_caption(chart(STEADY)) == ""


def test_large_figures_are_written_out() -> None:
    found = chart([1_234_567.0] * 12)
    assert caption(found) == "Every value is 1,234,567: nothing varies, so there is no change to judge."


def test_target_without_direction_is_said() -> None:
    found = chart(STEADY, target=21)
    assert found.assurance is None
    assert any("nobody said which direction is better" in one for one in remarks(found))


def test_all_zeros_say_that_nothing_varies() -> None:
    found = chart([0.0] * 14, target=0, better=Better.DOWN)
    assert (found.variation, found.assurance) == (Variation.COMMON, None)
    assert caption(found) == "Every value is 0: nothing varies, so there is no change to judge."
    said = remarks(found)
    assert "Every value is 0, so the limits have no width." in said
    assert any("can't be told from these values" in one for one in said)
    assert chart([0.0] * 14, target=1, better=Better.DOWN).assurance is Assurance.PASS


def test_suppressed_values_stay_on_the_chart_and_out_of_the_figures() -> None:
    values: list[float | None] = [*STEADY[:5], None, *STEADY[5:], None]
    found = chart(values)
    assert found.now.limits == chart(STEADY).now.limits
    assert [point.reading.why for point in found.points if point.phase is None] == ["suppressed"] * 2
    assert found.latest.reading.words == "January 2023"
    assert any("The state is that of January 2023" in one for one in remarks(found))


def test_run_at_the_end_hints_at_a_step_and_redraws_nothing() -> None:
    values = [*STEADY, *[value - 15 for value in STEADY]]
    found = chart(values)
    step = possible_step(found)
    assert step is not None and found.shown[step.first].reading.words == "January 2023"
    assert len(found.phases) == 1
    assert any("a lasting step may have begun with January 2023" in one for one in remarks(found))
    assert possible_step(chart(STEADY)) is None


def test_limits_redrawn_without_a_sign_of_change_are_said() -> None:
    found = chart([*STEADY, *STEADY], rebases=[Rebase(dt.date(2023, 1, 1), "A policy")])
    assert any("by the old ones nothing is beyond chance" in one for one in remarks(found))


def test_small_counts_and_a_lower_limit_below_nought_are_said() -> None:
    said = remarks(chart([0.0, 1.0, 0.0, 2.0, 0.0, 0.0, 1.0, 0.0, 3.0, 0.0, 0.0, 1.0]))
    assert any("poor for rare events" in one for one in said)
    assert any("lower limit is below nought" in one for one in said)
    assert not any("poor for rare events" in one for one in remarks(chart(STEADY)))


def test_screened_ranges_are_counted_in_words() -> None:
    found = chart([1.0, 2.0] * 3 + [40.0] + [1.0, 2.0] * 4, screen_outliers=True)
    assert any(one.startswith("2 moving ranges were screened") for one in remarks(found))


def test_signals_are_told_once_each_in_order() -> None:
    values = [*STEADY, 45.0, *STEADY, *[value - 15 for value in STEADY]]
    told = [(one.rule.value, one.size) for one in signals(chart(values))]
    assert ("outside limits", 1) in told and ("run", 12) in told
    assert [one.first for one in signals(chart(values))] == sorted(
        one.first for one in signals(chart(values))
    )


def test_record_carries_each_phase_with_its_limits_and_reason() -> None:
    values = [*STEADY, *[value + 40 for value in STEADY]]
    record = as_record(chart(values, rebases=[Rebase(dt.date(2023, 1, 1), "Merged")], better=Better.UP))
    assert [(one["from"], one["to"], one["reason"]) for one in record["phases"]] == [
        ("2022-01", "2022-12", ""),
        ("2023-01", "2023-12", "Merged"),
    ]
    assert record["phases"][1]["step"] == pytest.approx(40)
    assert record["mean"] == record["points"][-1]["mean"] == record["phases"][1]["mean"]
    assert record["points"][0]["upper"] == record["phases"][0]["upper"] != record["upper"]


def test_readings_out_of_order_are_refused() -> None:
    with pytest.raises(BadValuesError, match="order of date"):
        xmr_chart(readings(list(STEADY))[::-1])


def test_readings_without_any_value_are_refused() -> None:
    with pytest.raises(TooFewError, match="no value at all"):
        chart([None] * 12)


def test_figures_in_words_have_a_minus_sign_and_no_powers_of_ten() -> None:
    assert number(-3.25) == "\u22123.25" and number(-1_250_000.0) == "\u22121,250,000"
    assert worked_out(12_345.678) == "12,350" and worked_out(-0.0123456) == "\u22120.01235"
