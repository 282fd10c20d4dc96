"""The chart of a priority list: for each expectation its place, and the places that nine of ten draws gave.

Laid out in percentages like the other charts. A mark that is filled is sure, one that is not may move: no
colour is needed to tell them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.website.charts import percent

ROW = 40  # pixels: the name above, the line below it
TOP = 26
BOTTOM = 34
MOST = 30  # rows drawn: the table beside the chart has all
_LEFT, _WIDTH = 2.0, 96.0  # percent of the drawing


@dataclass(frozen=True, slots=True)
class Interval:
    """One line to draw: a place, the best and the worst one of nine in ten draws."""

    name: str
    place: int
    best: int
    worst: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    name_at: int
    at: int
    left: str
    right: str
    mark: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Tick:
    place: int
    at: str


@dataclass(frozen=True, slots=True)
class RankChart:
    """What parts/ranks.html draws."""

    title: str
    description: str
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    first: str  # where the last of the places that go first ends
    height: int
    left_out: int


def rank_chart(title: str, rows: Sequence[Interval], of: int, places: int) -> RankChart:
    """`of`: how many are on the list; `places`: how many can go first. The first `MOST` rows are drawn,
    up to the last place that any of them may come to.
    """
    shown = rows[:MOST]
    last = max([2, places, *(row.worst for row in shown)])
    lines = tuple(
        Line(
            name=row.name,
            name_at=TOP + at * ROW + 14,
            at=TOP + at * ROW + 27,
            left=_at(row.best, last),
            right=_at(row.worst, last),
            mark=_at(row.place, last),
            sure=row.sure,
        )
        for at, row in enumerate(shown)
    )
    step = next(one for one in (1, 2, 5, 10, 20, 50) if last / one <= 8)
    ticks = [1, *(place for place in range(step, last + 1, step) if place > 1)]
    sure = sum(row.sure for row in rows)
    kept = "the first place" if places == 1 else f"a place among the first {places}"
    return RankChart(
        title=title,
        description=(
            f"{of} expectations by place, the first at the top; {sure} "
            f"{'keeps' if sure == 1 else 'keep'} {kept} in nearly all "
            "draws. The table holds every figure."
        ),
        lines=lines,
        ticks=tuple(Tick(place, _at(place, last)) for place in ticks),
        first=percent(_LEFT + _WIDTH * min(1.0, (places - 0.5) / (last - 1))),
        height=TOP + len(lines) * ROW + BOTTOM,
        left_out=len(rows) - len(shown),
    )


def _at(place: int, last: int) -> str:
    return percent(_LEFT + _WIDTH * (place - 1) / (last - 1))
