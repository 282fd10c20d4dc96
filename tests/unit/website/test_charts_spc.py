"""Process charts as SVG: where points and lines lie, what tells them apart, and what is said in words."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.impact.series.model import Series
from answerable.impact.series.steps import Step
from answerable.impact.spc.chart import xmr_chart
from answerable.impact.spc.judgement import Better
from answerable.impact.spc.phases import Rebase
from answerable.website.axes import Across, date_marks, upright
from answerable.website.charts_spc import Mark, SpcFigure, spc_figure
from tests.unit.impact.test_chart import STEADY, readings

NUMBERS = st.lists(st.integers(-1_000_000, 1_000_000).map(lambda value: value / 8), min_size=2, max_size=20)


def drawn(values: Sequence[float | None], marks: Sequence[Mark] = (), **how: object) -> SpcFigure:
    found = readings(list(values))
    series = Series("Falls", "falls", tuple(found), Step(months=1), ())
    return spc_figure(
        series,
        xmr_chart(found, **how),  # type: ignore[arg-type]
        identifier="c",
        subtitle="Falls, Tarn Care",
        marks=marks,
    )


def moves(path: str) -> int:
    return len(re.findall("M", path))


@given(NUMBERS)
def test_every_point_lies_within_the_drawing(values: list[float]) -> None:
    figure = drawn(values)
    assert len(figure.points) == len(values)
    for point in figure.points:
        assert 0 <= float(point.x.rstrip("%")) <= 100
        assert figure.top - 0.1 <= float(point.y) <= figure.base + 0.1


@given(st.lists(st.integers(-(10**12), 10**12).map(lambda value: value / 1e6), min_size=1, max_size=20))
def test_axis_holds_its_values_between_round_steps(values: list[float]) -> None:
    axis = upright(values, top=0, base=100)
    slack = 1e-6 * max(1.0, *map(abs, values))
    assert axis.low <= min(values) + slack and max(values) - slack <= axis.high
    assert 2 <= len(axis.steps) <= 8


def test_shape_tells_what_colour_repeats() -> None:
    high = [*STEADY, *STEADY, 45.0]
    shapes = {better: drawn(high, better=better).points[-1].shape for better in (Better.UP, Better.DOWN)} | {
        Better.NEUTRAL: drawn(high).points[-1].shape
    }
    assert shapes == {
        Better.UP: "improvement",
        Better.DOWN: "concern-high",
        Better.NEUTRAL: "neutral",
    }
    assert drawn([*STEADY, 1.0], better=Better.UP).points[-1].shape == "concern-low"
    assert drawn(STEADY).shapes == ("common",)
    assert "above the upper limit" in drawn(high).points[-1].words and not drawn(STEADY).points[0].words


def test_lines_break_where_limits_are_drawn_anew_and_where_a_month_is_hidden() -> None:
    values: list[float | None] = [*STEADY, *[value + 20 for value in STEADY]]
    start = readings(list(values))[12].date
    figure = drawn(values, rebases=[Rebase(start, "a new ward opened")])
    assert (moves(figure.line), moves(figure.mean), moves(figure.limits)) == (2, 2, 4)
    assert "a new ward opened" in figure.legend[1]
    hidden = drawn([*STEADY[:5], None, *STEADY[5:]])
    assert moves(hidden.line) == 2 and len(hidden.hidden) == 1
    assert "1 period without a value." in hidden.description


def test_limit_below_nought_is_not_drawn_where_no_value_can_reach_it() -> None:
    figure = drawn([1, 4, 0, 5, 1, 3, 0, 4, 2, 5, 0, 3, 1])
    assert moves(figure.limits) == 1 and figure.grid[0].label == "0" and not figure.cut


def test_scale_that_does_not_begin_at_nought_says_so() -> None:
    assert drawn([1000 + value for value in STEADY]).cut and not drawn(STEADY).cut


def test_marks_are_lettered_by_date_and_one_outside_is_listed_alone() -> None:
    first = readings(list(STEADY))[0].date
    figure = drawn(
        STEADY, [Mark(first.replace(year=2030), "look again"), Mark(first.replace(month=3), "new policy")]
    )
    assert [(mark.letter, mark.words, mark.inside) for mark in figure.marks] == [
        ("A", "new policy", True),
        ("B", "look again", False),
    ]


def test_target_is_drawn_and_judged_by_the_direction() -> None:
    missed = drawn([*STEADY, *STEADY], target=5, better=Better.DOWN)
    assert missed.assurance == "fail" and missed.target_words == "target 5"
    assert drawn([*STEADY, *STEADY], target=50, better=Better.DOWN).assurance == "pass"
    assert drawn([*STEADY, *STEADY], target=21, better=Better.DOWN).assurance == "either"
    assert drawn([*STEADY, *STEADY], target=21).assurance == ""


def test_constant_series_is_not_judged() -> None:
    figure = drawn([0.0] * 14)
    assert (figure.variation, figure.variation_words) == ("", "not judged")
    assert figure.headline.startswith("Every value is 0")


@pytest.mark.parametrize("months", [1, 5, 11, 24, 60, 130, 400])
def test_few_dates_are_written_whatever_the_span(months: int) -> None:
    found = readings([1.0] * (months + 1))
    marks = date_marks(Across(found[0].date, found[-1].date, 5))
    assert 1 <= len(marks) <= 9
    assert sum(not mark.minor for mark in marks) <= 5
