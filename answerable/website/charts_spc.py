"""An SPC chart as SVG, laid out on the server.

Points and words lie in percentages, so that they keep their size on a small screen; lines are drawn in a
nested picture that is stretched to the width, with strokes that are not. Shape tells what colour repeats: a
disc is chance, a diamond improvement, a triangle concern (it points the way the figure went), a square a
change of no known direction. Never without the table and the CSV.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.impact.series.model import Series
from answerable.impact.series.steps import Step
from answerable.impact.spc.captions import number
from answerable.impact.spc.chart import Chart, Point
from answerable.impact.spc.judgement import Assurance, Variation
from answerable.impact.spc.phases import Phase
from answerable.website.axes import UNITS, Across, DateMark, Upright, date_marks, gutter, upright
from answerable.website.charts import percent, pixels
from answerable.website.spc_words import described, headline, legend, point_words

HEIGHT, TOP, BOTTOM = 320, 30, 36
SHAPES = {
    Variation.COMMON: "common",
    Variation.IMPROVEMENT_HIGH: "improvement",
    Variation.IMPROVEMENT_LOW: "improvement",
    Variation.CONCERN_HIGH: "concern-high",
    Variation.CONCERN_LOW: "concern-low",
    Variation.NEUTRAL_HIGH: "neutral",
    Variation.NEUTRAL_LOW: "neutral",
}
ASSURANCES = {Assurance.PASS: "pass", Assurance.FAIL: "fail", Assurance.INCONSISTENT: "either"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A date worth knowing: when something was done, when it should show, when two bodies merged."""

    on: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class DrawnMark:
    letter: str
    on: dt.date
    words: str
    at: str
    inside: bool  # False: its date lies outside the chart, so that it stands in the list alone


@dataclass(frozen=True, slots=True)
class DrawnPoint:
    x: str
    y: str
    shape: str
    words: str  # of a special one; "" for chance


@dataclass(frozen=True, slots=True)
class GridLine:
    label: str
    at: str


@dataclass(frozen=True, slots=True)
class SpcFigure:
    """What parts/spc_chart.html draws. Paths are in units of UNITS across, and pixels down."""

    identifier: str
    headline: str
    subtitle: str
    description: str
    grid: tuple[GridLine, ...]
    dates: tuple[DateMark, ...]
    line: str
    mean: str
    limits: str
    target: str
    target_words: str
    points: tuple[DrawnPoint, ...]
    hidden: tuple[str, ...]  # where a period without a value lies
    marks: tuple[DrawnMark, ...]
    shapes: tuple[str, ...]  # those drawn, for the key
    legend: tuple[str, ...]
    variation: str  # its shape; "" where it is not judged
    way: str  # high, low or ""
    variation_words: str
    assurance: str
    cut: bool  # the axis of values does not start at nought
    height: int = HEIGHT
    top: int = TOP
    base: int = HEIGHT - BOTTOM
    units: int = UNITS


def spc_figure(
    series: Series,
    chart: Chart,
    *,
    identifier: str,
    subtitle: str,
    marks: Sequence[Mark] = (),
) -> SpcFigure:
    """The chart of a series, with dated marks in order of date."""
    up = upright(values_of(chart), top=TOP, base=HEIGHT - BOTTOM)
    labels = [number(round(value, 9)) for value in up.steps]
    dates = [point.reading.date for point in chart.points]
    across = Across(dates[0], dates[-1], gutter(labels))
    shapes = [SHAPES[point.highlight or Variation.COMMON] for point in chart.shown]
    target = chart.target
    state = chart.variation
    return SpcFigure(
        identifier=identifier,
        headline=headline(chart),
        subtitle=subtitle,
        description=described(series, chart),
        grid=tuple(
            GridLine(label, pixels(up.at(value))) for label, value in zip(labels, up.steps, strict=True)
        ),
        dates=date_marks(across),
        line=data_line(chart, series.step, across, up),
        mean=level_lines(chart, across, up, lambda phase: [phase.mean]),
        limits=level_lines(chart, across, up, _drawn_limits),
        target="" if target is None else f"M{_x(across.left)} {pixels(up.at(target))}H{UNITS}",
        target_words="" if target is None else f"target {number(target)}",
        points=tuple(
            DrawnPoint(
                percent(across.at(point.reading.date)),
                pixels(up.at(point.reading.value or 0.0)),
                shape,
                point_words(point) if point.found else "",
            )
            for point, shape in zip(chart.shown, shapes, strict=True)
        ),
        hidden=tuple(percent(across.at(p.reading.date)) for p in chart.points if p.phase is None),
        marks=_marks(marks, across),
        shapes=tuple(shape for shape in dict.fromkeys(SHAPES.values()) if shape in shapes),
        legend=legend(chart),
        variation=SHAPES[state] if state and not chart.constant else "",
        way="" if state in (None, Variation.COMMON) else state.value.split()[-1],
        variation_words=_state_words(chart),
        assurance=ASSURANCES[chart.assurance] if chart.assurance else "",
        cut=up.low > 0,
    )


def _state_words(chart: Chart) -> str:
    state = chart.variation
    if state is None or chart.constant:
        return "not judged"
    return state.value.replace(" high", ", high").replace(" low", ", low")


def drawn_lower(chart: Chart, phase: Phase) -> float | None:
    """The lower limit; None where it lies below nought and no value does: nothing can fall outside it."""
    if phase.limits is None or (
        phase.limits.lower < 0 <= min(point.reading.value or 0.0 for point in chart.shown)
    ):
        return None
    return phase.limits.lower


def _drawn_limits(phase: Phase) -> list[float]:
    return [] if phase.limits is None else [phase.limits.upper, phase.limits.lower]


def values_of(chart: Chart) -> list[float]:
    """Everything that the axis has to hold."""
    found = [point.reading.value for point in chart.shown if point.reading.value is not None]
    for phase in chart.phases:
        lower = drawn_lower(chart, phase)
        found += [] if phase.limits is None else [phase.limits.upper]
        found += [] if lower is None else [lower]
    return found if chart.target is None else [*found, chart.target]


def data_line(chart: Chart, step: Step, across: Across, up: Upright) -> str:
    """Broken where a period is missing or hidden, and where limits are drawn anew."""
    pieces = []
    before: Point | None = None
    for point in chart.points:
        if point.reading.value is None:
            before = None
            continue
        joined = (
            before is not None
            and before.phase == point.phase
            and (step == Step() or (step.apart(before.reading.date, point.reading.date) or 1) == 1)
        )
        x, y = _x(across.at(point.reading.date)), pixels(up.at(point.reading.value))
        pieces.append(f"{'L' if joined else 'M'}{x} {y}")
        before = point
    return "".join(pieces)


def level_lines(chart: Chart, across: Across, up: Upright, of: Callable[[Phase], list[float]]) -> str:
    """Level lines of each phase; between two phases they break in the middle of the gap."""
    shown = chart.shown
    edges = [across.left]
    for one, other in pairwise(chart.phases):
        before, after = (shown[place].reading.date for place in (one.end - 1, other.start))
        edges.append((across.at(before) + across.at(after)) / 2)
    edges.append(100.0)
    pieces = []
    for phase, start, end in zip(chart.phases, edges, edges[1:], strict=False):
        for level in of(phase):
            if up.low - 1e-9 <= level <= up.high + 1e-9:
                pieces.append(f"M{_x(start + 0.4)} {pixels(up.at(level))}H{_x(end - 0.4)}")
    return "".join(pieces)


def _marks(marks: Sequence[Mark], across: Across) -> tuple[DrawnMark, ...]:
    return tuple(
        DrawnMark(
            chr(ord("A") + place % 26),
            mark.on,
            mark.words,
            percent(across.at(mark.on)),
            across.first <= mark.on <= across.last,
        )
        for place, mark in enumerate(sorted(marks, key=lambda one: one.on))
    )


def _x(part: float) -> str:
    return pixels(part * UNITS / 100)
