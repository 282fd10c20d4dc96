"""Charts for rare events: the time, or the number of cases, between them."""

import datetime as dt
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.impact.spc.judgement import Better, Variation
from answerable.impact.spc.limits import BadValuesError, TooFewError
from answerable.impact.spc.rare import g_chart, t_chart
from answerable.impact.spc.rules import Rule

FIRST = dt.date(2015, 1, 1)
DAYS = [30, 25, 41, 18, 33, 27, 38, 22, 35, 29, 31, 24]


def events(days: list[int]) -> list[dt.date]:
    made = [FIRST]
    for gap in days:
        made.append(made[-1] + dt.timedelta(days=gap))
    return made


def test_t_chart_by_hand() -> None:
    """Three gaps: their roots, the mean of those and of their moving ranges, turned back."""
    roots = [gap ** (1 / 3.6) for gap in (16, 81, 49)]
    middle = sum(roots) / 3
    spread = 2.66 * (abs(roots[1] - roots[0]) + abs(roots[2] - roots[1])) / 2
    found = t_chart(events([16, 81, 49]))
    assert found.centre == pytest.approx(middle**3.6)
    assert found.upper == pytest.approx((middle + spread) ** 3.6)
    assert found.lower == pytest.approx(max(0, middle - spread) ** 3.6)
    assert [gap.size for gap in found.gaps] == [16, 81, 49]


def test_first_transformed_time_is_that_of_the_published_example() -> None:
    """Unaettie, "t-chart": 60 days become 3.118."""
    assert round(60 ** (1 / 3.6), 3) == 3.118


def test_long_gap_is_an_improvement_and_a_short_one_a_concern() -> None:
    steady = [*DAYS, *DAYS]
    assert t_chart(events([*steady, 400])).variation is Variation.IMPROVEMENT_HIGH
    assert t_chart(events([*steady, 1])).variation is Variation.CONCERN_LOW
    assert t_chart(events([*steady, 400]), better=Better.DOWN).variation is Variation.CONCERN_HIGH
    assert t_chart(events(steady)).variation is Variation.COMMON


def test_seven_shorter_gaps_in_a_row_are_a_run() -> None:
    found = t_chart(events([*DAYS, 14, 12, 15, 13, 12, 14, 13]))
    assert {mark.rule for gap in found.gaps[-7:] for mark in gap.found} >= {Rule.RUN}
    assert found.variation is Variation.CONCERN_LOW


def test_gap_still_open_moves_no_figure_but_may_be_long_beyond_chance() -> None:
    closed = t_chart(events(DAYS))
    last = events(DAYS)[-1]
    waiting = t_chart(events(DAYS), until=last + dt.timedelta(days=20))
    long = t_chart(events(DAYS), until=last + dt.timedelta(days=500))
    assert (waiting.since_last, waiting.beyond) == (20, False)
    assert (long.since_last, long.beyond) == (500, True)
    assert (closed.centre, closed.upper) == (long.centre, long.upper)


def test_events_may_come_in_any_order_and_share_a_day_which_is_said() -> None:
    order = events([10, 0, 20, 12])
    assert t_chart(order[::-1]) == t_chart(order)
    assert any("1 gap is of 0 days" in note for note in t_chart(order).notes)


def test_gaps_of_events_at_random_seldom_signal_outside_the_limits() -> None:
    """Of exponential gaps fewer than 1 in 1,000 lie outside; of the same days as they are, 1 in 40."""
    generator = random.Random(5)
    outside = total = 0
    for _ in range(40):
        days = [max(1, round(generator.expovariate(1 / 200))) for _ in range(100)]
        found = t_chart(events(days))
        outside += sum(any(mark.rule is Rule.OUTSIDE for mark in gap.found) for gap in found.gaps)
        total += len(found.gaps)
    assert outside / total < 0.01


def test_g_chart_by_hand() -> None:
    cases = [10, 20, 30, 40]
    found = g_chart(cases)
    assert found.upper == pytest.approx(25 + 3 * math.sqrt(25 * 26))
    assert (found.lower, found.centre) == (0, 25)


def test_g_chart_counts_runs_about_the_median() -> None:
    cases = [50, 60, 55, 70, 65, 58, 200, 3, 4, 5, 2, 6, 3, 4]
    found = g_chart(cases)
    assert found.variation is Variation.CONCERN_LOW
    assert found.gaps[-1].found[0].rule is Rule.RUN
    assert not any(mark.rule is Rule.TWO_OF_THREE for gap in found.gaps for mark in gap.found)


def test_g_chart_sees_a_gap_longer_than_chance_even_while_open() -> None:
    assert g_chart([10, 12, 8, 11] * 4 + [90]).variation is Variation.IMPROVEMENT_HIGH
    assert g_chart([10, 12, 8, 11] * 4, since_last=90).beyond
    assert not g_chart([10, 12, 8, 11] * 4, since_last=20).beyond


def test_few_gaps_give_trial_limits() -> None:
    assert g_chart([3, 4, 5]).trial and any("Trial limits" in note for note in g_chart([3, 4, 5]).notes)
    assert not t_chart(events(DAYS)).trial


def test_too_few_events_are_refused() -> None:
    with pytest.raises(TooFewError, match="at least 3 events"):
        t_chart(events([5]))
    with pytest.raises(TooFewError, match="at least 2 gaps"):
        g_chart([5])


def test_impossible_figures_are_refused() -> None:
    with pytest.raises(BadValuesError, match="can't be -1"):
        g_chart([3, -1, 4])
    with pytest.raises(BadValuesError, match="can't be -2"):
        g_chart([3, 1, 4], since_last=-2)
    with pytest.raises(BadValuesError, match="but the last is of"):
        t_chart(events([5, 6]), until=FIRST)


@settings(deadline=None)
@given(st.lists(st.integers(0, 5000), min_size=2, max_size=60))
def test_lines_are_in_order_whatever_the_gaps(gaps: list[int]) -> None:
    for found in (t_chart(events(gaps)), g_chart(gaps)):
        assert 0 <= found.lower <= found.centre <= found.upper + 1e-9
        assert len(found.gaps) == len(gaps)
