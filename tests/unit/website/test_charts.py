"""A chart is drawn to scale, says in words what it shows, and never relies on colour."""

from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from answerable.website.charts import BOTTOM, HEIGHT, TOP, Count, bar_chart


def chart(*counts: Count):  # type: ignore[no-untyped-def]
    return bar_chart("reports", "Reports by year", "Year", "Reports", counts, "/x.csv")


def test_bars_stand_in_proportion_on_one_base() -> None:
    drawn = chart(Count("2020", 50), Count("2021", 100))
    half, whole = (float(bar.height) for bar in drawn.bars)
    assert abs(whole - 2 * half) < 0.2
    for bar in drawn.bars:
        assert abs(float(bar.top) + float(bar.height) - drawn.base) < 0.11


def test_chart_without_figures_has_words_and_no_bars_of_height() -> None:
    assert chart().description == "Reports: none."
    assert chart(Count("2020", 0)).bars[0].height == "0"


def test_chart_of_noughts_is_said_in_a_sentence_and_not_drawn() -> None:
    pages = engines["jinja2"].env  # type: ignore[attr-defined]  # django-stubs name no backend's own
    macro = pages.get_template("website/parts/chart.html").module.bar_chart
    none, some = (
        macro(chart(Count("2020", 0), Count("2021", 0))),
        macro(chart(Count("2020", 0), Count("2021", 1))),
    )
    assert "Reports by year: none, so no chart is drawn." in none
    assert "<svg" not in none and "/x.csv" in none
    assert "<svg" in some and "no chart" not in some


def test_incomplete_years_are_said_in_words() -> None:
    drawn = chart(Count("2023", 4), Count("2024", 2, partial=True))
    assert "Known to be incomplete: 2024" in drawn.description
    assert drawn.has_partial


def test_last_label_always_shows_on_a_small_screen() -> None:
    drawn = chart(*(Count(str(year), year - 2000) for year in range(2009, 2027)))
    assert not drawn.bars[-1].minor
    assert sum(not bar.minor for bar in drawn.bars) <= 7


def test_labels_of_words_are_broken_so_that_they_do_not_touch_on_a_small_screen() -> None:
    ages = (
        "under 6 months",
        "6 to 12 months",
        "1 to 2 years",
        "2 to 5 years",
        "5 to 9 years",
        "9 years and more",
    )
    drawn = chart(*(Count(age, 3) for age in ages))
    assert [" ".join(bar.lines) for bar in drawn.bars] == list(ages)
    assert all(len(line) <= 7 for bar in drawn.bars for line in bar.lines)
    assert drawn.height > HEIGHT and drawn.base == HEIGHT - BOTTOM


def test_twelve_months_are_told_in_two_lines_each() -> None:
    months = [Count(f"{name} 2026", 1, short=f"{name[:3]} 2026") for name in ("January", "September") * 6]
    bars = chart(*months).bars
    assert {bar.lines for bar in bars} == {("Jan", "2026"), ("Sep", "2026")}
    assert [bar.label for bar in bars[:2]] == ["January 2026", "September 2026"]
    assert chart(*(Count(str(year), 1) for year in range(1997, 2027))).bars[0].lines == ("1997",)


def test_no_bar_goes_without_its_figure_where_there_is_room() -> None:
    years = [Count(str(year), 4 if year == 2020 else 1) for year in range(2015, 2026)]
    drawn = chart(*years)
    assert any(bar.minor for bar in drawn.bars) and not any(bar.figure_minor for bar in drawn.bars)
    assert any(
        bar.figure_minor for bar in chart(*(Count(str(year), 1200) for year in range(2000, 2020))).bars
    )


@given(st.lists(st.integers(min_value=0, max_value=10**7), max_size=40))
def test_any_series_stays_inside_the_drawing(values: list[int]) -> None:
    drawn = chart(*(Count(str(place), value) for place, value in enumerate(values)))
    for bar in drawn.bars:
        assert TOP - 0.1 <= float(bar.top) <= HEIGHT - BOTTOM
        assert float(bar.left.rstrip("%")) + float(bar.width.rstrip("%")) <= 100.01
    assert len(drawn.grid) <= 6
