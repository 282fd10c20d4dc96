"""Small multiples: little charts that can be compared, and never without their figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.website.multiples import BOTTOM, HEIGHT, TOP, Series, multiples

LABELS = [("2021", False), ("2022", True), ("2023", False)]
ROOM = HEIGHT - TOP - BOTTOM


def drawn(*series: Series, one_scale: bool = True) -> list[list[float]]:
    """The heights of the bars of each panel."""
    chart = multiples("m", "Themes", "Year", "Reports", LABELS, series, "/x.csv", one_scale=one_scale)
    return [[float(bar.height) for bar in panel.bars] for panel in chart.panels]


def test_tallest_bar_of_all_fills_its_panel_on_one_scale() -> None:
    heights = drawn(Series("A", {"2021": 10, "2023": 5}), Series("B", {"2022": 2}))
    assert max(heights[0]) == ROOM and max(heights[1]) == pytest.approx(ROOM / 5, abs=0.1)


def test_tallest_bar_of_each_fills_its_panel_on_its_own_scale() -> None:
    heights = drawn(Series("A", {"2021": 10}), Series("B", {"2022": 2}), one_scale=False)
    assert [max(one) for one in heights] == [ROOM, ROOM]


def test_every_year_has_its_figure_and_incomplete_ones_are_marked() -> None:
    chart = multiples("m", "Themes", "Year", "Reports", LABELS, [Series("A", {"2022": 3})], "/x.csv")
    [panel] = chart.panels
    assert panel.figures == (0, 3, 0)
    assert [bar.partial for bar in panel.bars] == [False, True, False] and chart.has_partial
    assert panel.description == "Reports, 2021 to 2023: 3 in all, most in 2022 (3)."


def test_nothing_at_all_is_said_and_drawn_flat() -> None:
    chart = multiples("m", "Themes", "Year", "Reports", LABELS, [Series("A", {})], "/x.csv")
    assert chart.panels[0].description == "Reports: none." and drawn(Series("A", {})) == [[0, 0, 0]]
    assert multiples("m", "Themes", "Year", "Reports", [], [Series("A", {})], "/x.csv").panels[0].bars == ()


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["2021", "2022", "2023"]), st.integers(0, 10**6)),
        min_size=1,
        max_size=6,
    ),
    st.booleans(),
)
def test_bars_stay_within_their_panel(values: list[dict[str, int]], one_scale: bool) -> None:
    for heights in drawn(*(Series(str(n), one) for n, one in enumerate(values)), one_scale=one_scale):
        assert all(0 <= height <= ROOM for height in heights)
