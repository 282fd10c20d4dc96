"""What holds of every chart, whatever the values."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.impact.series.model import readings_of
from answerable.impact.spc.captions import assurance_caption, caption
from answerable.impact.spc.chart import Chart, xmr_chart
from answerable.impact.spc.judgement import Better
from answerable.impact.spc.limits import xmr_limits
from answerable.impact.spc.phases import Rebase
from answerable.impact.spc.record import as_record
from answerable.impact.spc.rules import Rule, marks
from answerable.impact.spc.signals import signals

ANY = st.lists(st.floats(-1e12, 1e12, allow_nan=False), min_size=2, max_size=60)
QUARTERS = st.lists(st.integers(-4000, 4000).map(lambda n: n / 4), min_size=2, max_size=60)  # exact in binary
GAPPY = st.lists(st.none() | st.integers(-20, 20).map(float), min_size=2, max_size=40).filter(
    lambda values: sum(value is not None for value in values) >= 2
)
START = dt.date(2020, 1, 1)


def dates(count: int) -> list[dt.date]:
    return [START + dt.timedelta(days=7 * at) for at in range(count)]


def charted(values: list[float | None], **how: object) -> Chart:
    return xmr_chart(readings_of(dates(len(values)), values), **how)  # type: ignore[arg-type]


@settings(deadline=None)
@given(ANY, st.booleans())
def test_limits_are_in_order_and_even_about_the_mean(values: list[float], screen: bool) -> None:
    limits = xmr_limits(values, screen_outliers=screen)
    ordered = [limits.lower, limits.inner_lower, limits.mean, limits.inner_upper, limits.upper]
    assert ordered == sorted(ordered)
    assert limits.upper - limits.mean == pytest.approx(limits.mean - limits.lower, abs=limits.hair * 4)
    assert min(values) - limits.hair <= limits.mean <= max(values) + limits.hair


@settings(deadline=None)
@given(ANY)
def test_screening_never_widens_the_limits(values: list[float]) -> None:
    screened, plain = xmr_limits(values, screen_outliers=True), xmr_limits(values)
    assert screened.mean_range <= plain.mean_range * (1 + 1e-12)
    assert screened.mean == plain.mean


@settings(deadline=None)
@given(ANY)
def test_a_point_meets_each_rule_once_in_order_and_is_never_near_and_outside(values: list[float]) -> None:
    order = list(Rule)
    for found in marks(values, xmr_limits(values)):
        places = [order.index(mark.rule) for mark in found]
        assert places == sorted(set(places))
        assert not {Rule.OUTSIDE, Rule.TWO_OF_THREE} <= {mark.rule for mark in found}


@settings(deadline=None)
@given(QUARTERS, st.integers(-1000, 1000), st.sampled_from([0.25, 0.5, 2, 4, 64]), st.booleans())
def test_shifting_and_scaling_the_values_does_so_to_the_limits_and_leaves_the_rules(
    values: list[float], shift: int, scale: float, screen: bool
) -> None:
    moved = [value * scale + shift for value in values]
    before, after = (xmr_limits(one, screen_outliers=screen) for one in (values, moved))
    for name in ("mean", "lower", "upper", "inner_lower", "inner_upper"):
        assert getattr(after, name) == pytest.approx(getattr(before, name) * scale + shift, abs=1e-7)
    assert marks(moved, after) == marks(values, before)


@settings(deadline=None)
@given(QUARTERS)
def test_turning_the_values_upside_down_turns_every_direction(values: list[float]) -> None:
    turned = [-value for value in values]
    for one, other in zip(marks(values, xmr_limits(values)), marks(turned, xmr_limits(turned)), strict=True):
        assert [(mark.rule, -mark.direction) for mark in one] == [
            (mark.rule, mark.direction) for mark in other
        ]


@settings(deadline=None)
@given(QUARTERS)
def test_better_up_and_better_down_are_each_other_s_reverse(values: list[float]) -> None:
    up, down = charted(list(values), better=Better.UP), charted(list(values), better=Better.DOWN)
    swap = {"improvement": "concern", "concern": "improvement", "common": "common"}
    for one, other in zip(up.points, down.points, strict=True):
        assert one.highlight and other.highlight
        word, _, rest = one.highlight.value.partition(" ")
        assert other.highlight.value == f"{swap[word]} {rest}"


@settings(max_examples=300, deadline=None)
@given(
    GAPPY,
    st.sampled_from(list(Better)),
    st.none() | st.integers(-30, 30),
    st.booleans(),
    st.none() | st.integers(1, 39),
)
def test_every_chart_can_be_told_in_words_and_as_a_record(
    values: list[float | None], better: Better, target: int | None, screen: bool, redraw: int | None
) -> None:
    with_value = [at for at, value in enumerate(values) if value is not None]
    rebases = []
    if redraw is not None and with_value[0] < redraw <= with_value[-1]:
        rebases = [Rebase(START + dt.timedelta(days=7 * redraw), "A change that is known")]
    found = charted(values, better=better, target=target, screen_outliers=screen, rebases=rebases)
    record = as_record(found)
    assert caption(found).endswith(".") and (not assurance_caption(found) or found.assurance)
    assert len(record["points"]) == len(values)
    assert [point["value"] for point in record["points"]] == values
    assert sum(phase.size for phase in found.phases) == len(with_value)
    marked = sum(bool(point.found) for point in found.points)
    assert marked <= sum(signal.size for signal in signals(found))


@settings(deadline=None)
@given(QUARTERS)
def test_a_suppressed_value_changes_no_figure(values: list[float]) -> None:
    assert charted([*values, None]).now.limits == charted(list(values)).now.limits
