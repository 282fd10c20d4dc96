"""Times as bars that lie down: what still runs is told apart, and words are right at the edges."""

import pytest

from answerable.website.charts_times import Level, Time, TimesChart, span, times_chart


def chart(*times: Time, levels: tuple[Level, ...] = ()) -> TimesChart:
    return times_chart(
        "gaps", "Days", times, "/x.csv", column="Closed", open_words="Still runs", levels=levels
    )


def test_bars_keep_their_order_and_the_longest_fits() -> None:
    drawn = chart(Time("A", 730, open=True), Time("B", 365, short="b"), Time("C", 0))
    assert [row.label for row in drawn.rows] == ["A", "B", "C"]
    assert [row.short for row in drawn.rows] == ["A", "b", "C"]
    widths = [float(row.width.rstrip("%")) for row in drawn.rows]
    assert widths[0] == pytest.approx(2 * widths[1], rel=0.01) and widths[0] < 100 and widths[2] > 0
    assert (
        drawn.has_open and drawn.description == "3 intervals. 2 ended, after 0 days to 1 year. 1 still runs."
    )
    assert [line.label for line in drawn.grid] == ["0 days", "183 days", "1 year", "1.5 years"]


def test_nothing_ended_and_nothing_runs() -> None:
    assert chart(Time("A", 5, open=True)).description == "1 interval. None has ended. 1 still runs."
    assert not chart(Time("A", 5)).has_open


def test_levels_beyond_the_bars_stay_in_the_picture() -> None:
    drawn = chart(Time("A", 10), levels=(Level("centre 20 days", 20.0), Level("limit 400 days", 400.0)))
    assert [float(line.at.rstrip("%")) for line in drawn.levels] == pytest.approx([4.9, 98.04], abs=0.01)
    assert [line.anchor for line in drawn.levels] == ["start", "end"]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 days"), (1, "1 day"), (364, "364 days"), (365, "1 year"), (731, "2 years"), (913, "2.5 years")],
)
def test_spans_in_words(days: int, words: str) -> None:
    assert span(days) == words
