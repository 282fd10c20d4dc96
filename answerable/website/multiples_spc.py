"""Small multiples of process charts: one little chart for each body, each on its own scale.

In order of names, never of figures. Every panel leads to the whole chart, where its limits are stated.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.impact.series.model import Series
from answerable.impact.spc.captions import number, worked_out
from answerable.impact.spc.chart import Chart
from answerable.impact.spc.judgement import Variation
from answerable.website.axes import UNITS, Across, upright
from answerable.website.charts import percent, pixels
from answerable.website.charts_spc import SHAPES, DrawnPoint, data_line, level_lines, values_of
from answerable.website.spc_words import headline, why_none

HEIGHT, TOP, BOTTOM, LEFT = 96, 10, 20, 2.0


@dataclass(frozen=True, slots=True)
class Drawing:
    line: str
    mean: str
    limits: str
    points: tuple[DrawnPoint, ...]  # those beyond chance, and the latest
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One body. Without `drawing`, `said` tells why there is no chart."""

    identifier: str
    label: str
    href: str
    said: str
    shape: str  # of the latest value
    latest: str
    period: str
    mean: str
    limits: str
    notes: str
    drawing: Drawing | None
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM
    units: int = UNITS
    unit: str = ""

    @property
    def latest_said(self) -> str:
        """The latest value with its unit, as in "34.7%" and "140 people"."""
        return f"{self.latest}{'' if self.unit == '%' else ' '}{self.unit}".rstrip()


def panel(
    identifier: str, label: str, href: str, series: Series, chart: Chart | None, refused: str, notes: str
) -> Panel:
    if chart is None:
        known = [one for one in series.readings if one.value is not None]
        latest = known[-1] if known else None
        return Panel(
            identifier, label, href, refused, "", number(latest.value) if latest else "",
            latest.words if latest else "", "", "", notes, None, unit=series.unit,
        )  # fmt: skip
    reading = chart.latest.reading
    limits = chart.now.limits
    return Panel(
        identifier=identifier,
        label=label,
        href=href,
        said=headline(chart),
        shape=SHAPES[chart.variation or Variation.COMMON],
        latest=number(reading.value),
        period=reading.words,
        mean=worked_out(chart.now.mean),
        limits=f"{worked_out(limits.lower)} to {worked_out(limits.upper)}" if limits else "",
        notes=notes,
        drawing=_drawing(series, chart),
        unit=series.unit,
    )


def _drawing(series: Series, chart: Chart) -> Drawing:
    up = upright(values_of(chart), top=TOP, base=HEIGHT - BOTTOM)
    across = Across(chart.points[0].reading.date, chart.points[-1].reading.date, LEFT)
    shown = chart.shown
    return Drawing(
        line=data_line(chart, series.step, across, up),
        mean=level_lines(chart, across, up, lambda phase: [phase.mean]),
        limits=level_lines(
            chart, across, up, lambda phase: [phase.limits.upper, phase.limits.lower] if phase.limits else []
        ),
        points=tuple(
            DrawnPoint(
                percent(across.at(point.reading.date)),
                pixels(up.at(point.reading.value or 0.0)),
                SHAPES[point.highlight or Variation.COMMON],
                "",
            )
            for place, point in enumerate(shown)
            if point.found or place == len(shown) - 1
        ),
        first=chart.points[0].reading.words,
        last=chart.points[-1].reading.words,
    )


def notes_of(series: Series, moved: Sequence[str], shown: Chart | None) -> str:
    """What limits a little chart, in a few words; its own page says it in full."""
    hidden = sum(one.value is None for one in series.readings)
    reasons = sorted({why_none(one.why) for one in series.readings if one.value is None})
    said = [f"{hidden} without a value ({', '.join(reasons)})"] if hidden else []
    if any(note.startswith("There is no row for") for note in series.notes):
        said.append("periods missing")
    if shown is not None and shown.now.trial:
        said.append("limits on trial")
    told = "; ".join([*said, *moved])
    return told[:1].upper() + told[1:]
