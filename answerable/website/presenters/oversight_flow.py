"""What came, was answered, closed and opened again, period by period: as process charts, tables and CSV."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.duties.rules import add_months
from answerable.impact.series.model import Reading, Series
from answerable.impact.series.steps import Step
from answerable.impact.spc.chart import xmr_chart
from answerable.impact.spc.limits import BadValuesError
from answerable.impact.spc.remarks import remarks
from answerable.oversight.figures import Flow, Period, Scope, World, flow
from answerable.oversight.figures.flow import STEPS
from answerable.website.charts import BarChart, Count, bar_chart
from answerable.website.charts_spc import SpcFigure, spc_figure
from answerable.website.presenters.chart_pictures import Picture, picture_of

DEFAULT_STEP = "month"
PERIODS = {"month": 36, "quarter": 40, "year": 35}  # shown, where no first day is asked for
MOST_PERIODS = 400
BARS = 12  # more would run into each other; the table has every one
FLOW_COLUMNS = (
    "period_start",
    "period_end",
    "whole_period",
    "arrived",
    "answered",
    "closed",
    "reopened",
    "open_at_end",
    "unanswered_at_end",
)


@dataclass(frozen=True, slots=True)
class Measure:
    key: str
    name: str
    how: str


MEASURES = (
    Measure("arrived", "Asked", "By the day of the report."),
    Measure("answered", "Answered", "By the day of the first answer that stands, where that is known."),
    Measure("closed", "Closed", "By the day of closure, also where it was opened again since."),
    Measure("reopened", "Opened again", "By the day on which a closure was ended."),
)
BY_KEY = {one.key: one for one in MEASURES}


@dataclass(frozen=True, slots=True)
class FlowChart:
    """A chart of one measure, or why there is none."""

    measure: Measure
    figure: SpcFigure | None
    refused: str
    remarks: tuple[str, ...]
    svg_href: str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    label: str
    partial: bool
    period: Period


@dataclass(frozen=True, slots=True)
class FlowShown:
    step: str
    steps: tuple[tuple[str, str, bool], ...]  # (name, address, whether it is shown)
    charts: tuple[FlowChart, ...]
    backlog: BarChart
    rows: tuple[PeriodRow, ...]
    undated: int
    answered_undated: int
    csv_href: str


def flow_shown(
    scope: Scope, href: str, on: dt.date | None, step: str, start: dt.date | None, world: World
) -> FlowShown:
    found = flow_asked(scope, on, step, start, world)
    query = query_of(step, start, on)
    csv_href = f"{href}/flow.csv{query}"
    rows = tuple(period_rows(found))
    return FlowShown(
        step=step,
        steps=tuple((name, f"{href}{query_of(name, None, on)}#flow", name == step) for name in STEPS),
        charts=tuple(flow_chart(found, one, f"{href}/flow/{one.key}.svg{query}") for one in MEASURES),
        backlog=bar_chart(
            "backlog",
            f"Open at the end of each of the last {min(BARS, len(rows))} {step}s",
            step.capitalize(),
            "Duties open",
            [
                Count(row.label, row.period.open_at_end, row.partial, short_label(row.period, step))
                for row in rows[-BARS:]
            ],
            csv_href,
        ),
        rows=rows,
        undated=found.undated,
        answered_undated=found.answered_undated,
        csv_href=csv_href,
    )


def flow_asked(
    scope: Scope, on: dt.date | None, step: str, start: dt.date | None, world: World | None = None
) -> Flow:
    """From the first day asked for, or as many periods back as are shown; at most MOST_PERIODS."""
    end = on or today()
    earliest = add_months(end, -(MOST_PERIODS - 1) * STEPS[step])
    shown = add_months(end, -(PERIODS[step] - 1) * STEPS[step])
    return flow(scope, max(earliest, min(start or shown, end)), end, step, on, world=world)


def flow_chart(found: Flow, measure: Measure, svg_href: str) -> FlowChart:
    """Process limits of whole periods only: the last is left out while it lasts."""
    readings = tuple(_readings(found, measure.key))
    if not any(one.value for one in readings):
        return FlowChart(measure, None, "None in these periods.", (), svg_href)
    series = Series(measure.name, "duties", readings, Step(months=STEPS[found.step]), ())
    try:
        chart = xmr_chart(readings)
    except BadValuesError as error:
        return FlowChart(measure, None, str(error), (), svg_href)
    figure = spc_figure(
        series, chart, identifier=f"flow-{measure.key}", subtitle=f"{measure.name}, by {found.step}: duties"
    )
    return FlowChart(measure, figure, "", tuple(remarks(chart)), svg_href)


def picture_of_flow(scope: Scope, found: Flow, measure: Measure, href: str) -> Picture | None:
    chart = flow_chart(found, measure, "")
    if chart.figure is None:
        return None
    said = [f"{measure.how} As at {found.on:%-d %B %Y}.", *chart.remarks, f"Figures: {href}/flow.csv"]
    return picture_of(f"{measure.name}: {scope.name}", chart.figure, said)


def _readings(found: Flow, key: str) -> Iterator[Reading]:
    for one in found.periods:
        if one.end <= found.on:
            label = period_label(one, found.step)
            yield Reading(one.start, label, label, float(getattr(one, key)))


def period_rows(found: Flow) -> Iterator[PeriodRow]:
    for one in found.periods:
        yield PeriodRow(period_label(one, found.step), one.end > found.on, one)


def period_label(period: Period, step: str) -> str:
    if step == "year":
        return str(period.start.year)
    if step == "quarter":
        return f"{period.start.year} Q{(period.start.month + 2) // 3}"
    return f"{period.start:%B %Y}"


def short_label(period: Period, step: str) -> str:
    """For the axis alone, where twelve whole months would touch."""
    return f"{period.start:%b %Y}" if step == "month" else period_label(period, step)


def flow_csv(found: Flow) -> Iterator[Sequence[object]]:
    for one in found.periods:
        yield (
            one.start,
            one.end,
            one.end <= found.on,
            one.arrived,
            one.answered,
            one.closed,
            one.reopened,
            one.open_at_end,
            one.unanswered_at_end,
        )


def query_of(step: str, start: dt.date | None, on: dt.date | None) -> str:
    given = {
        "step": step if step != DEFAULT_STEP else "",
        "from": start.isoformat() if start else "",
        "as-at": on.isoformat() if on else "",
    }
    pairs = [f"{name}={value}" for name, value in given.items() if value]
    return f"?{'&'.join(pairs)}" if pairs else ""
