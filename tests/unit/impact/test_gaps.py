"""Ratios and gaps of two rates, and their intervals, against figures worked out elsewhere."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.impact.gaps import Rate, byar, gap, wilson

bounded = (
    st.tuples(*[st.floats(0.5, 1000)] * 3).map(sorted).map(lambda three: Rate(three[1], three[0], three[2]))
)


def test_interval_of_a_share_is_wilsons() -> None:
    share = wilson(10, 40)
    # 10 of 40, from Newcombe's worked method: 0.1419 to 0.4019.
    assert (share.value, round(share.low or 0, 2), round(share.high or 0, 2)) == (25.0, 14.19, 40.19)
    assert wilson(0, 20).low == 0.0 and wilson(20, 20).high == 100.0


def test_interval_of_a_rate_is_byars() -> None:
    rate = byar(10, 1000, 1000)
    # Exact Poisson limits of 10 are 4.80 and 18.39; Byar's are a hair off.
    assert rate.value == 10 and rate.low == pytest.approx(4.79, abs=0.01)
    assert rate.high == pytest.approx(18.39, abs=0.01)
    assert byar(0, 100).low == 0.0 and byar(0, 100).high == pytest.approx(0.0369, abs=0.0015)


@pytest.mark.parametrize(("events", "base"), [(1, 0), (-1, 10)])
def test_what_gives_no_rate_is_refused(events: float, base: float) -> None:
    with pytest.raises(ValueError, match="no rate"):
        byar(events, base)
    with pytest.raises(ValueError, match="no share"):
        wilson(11, 10)


def test_ratio_and_gap_of_published_rates() -> None:
    found = gap(Rate(262.4, 255.0, 270.0), Rate(65.8, 65.0, 66.6))
    assert found.ratio is not None
    assert found.ratio.value == pytest.approx(3.988, abs=0.001)
    # By hand: exp(ln 3.988 -+ 1.96 hypot(0.01458, 0.0062)).
    assert found.ratio.low == pytest.approx(3.866, abs=0.005)
    assert found.ratio.high == pytest.approx(4.114, abs=0.005)
    assert found.difference.value == pytest.approx(196.6)
    assert found.difference.low == pytest.approx(196.6 - math.hypot(7.4, 0.8))
    assert found.difference.high == pytest.approx(196.6 + math.hypot(7.6, 0.8))


def test_gap_of_two_shares_is_newcombes() -> None:
    # Newcombe 1998, his tenth method: 56 of 70 against 48 of 80 gives 0.0524 to 0.3339.
    found = gap(wilson(56, 70, 1), wilson(48, 80, 1)).difference
    assert (round(found.low or 0, 4), round(found.high or 0, 4)) == (0.0524, 0.3339)


def test_there_is_no_ratio_to_nought_but_a_gap() -> None:
    found = gap(byar(12, 100), byar(0, 100))
    assert found.ratio is None and found.difference.bounded


def test_without_intervals_none_is_made_up() -> None:
    found = gap(Rate(20.0), Rate(10.0, 9.0, 11.0))
    assert found.ratio == Rate(2.0) and found.difference == Rate(10.0)


@given(bounded, bounded)
def test_turned_about_it_says_the_same(one: Rate, other: Rate) -> None:
    there, back = gap(one, other), gap(other, one)
    assert there.ratio and back.ratio and there.ratio.low and there.ratio.high and back.ratio.low
    assert there.ratio.value == pytest.approx(1 / back.ratio.value)
    assert there.ratio.high == pytest.approx(1 / back.ratio.low)
    assert there.difference.low == pytest.approx(-(back.difference.high or 0), abs=1e-9)
    assert there.ratio.low <= there.ratio.value <= there.ratio.high
