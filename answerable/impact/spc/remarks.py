"""Limits of what a chart can say, stated beside it."""

from answerable.impact.spc.captions import number, worked_out
from answerable.impact.spc.chart import Chart
from answerable.impact.spc.judgement import Better
from answerable.impact.spc.limits import SETTLED
from answerable.impact.spc.signals import possible_step

SMALL = 5  # a mean count below it makes an XmR chart unreliable: our own line, see docs/decisions/0010-spc.md


def remarks(chart: Chart) -> list[str]:
    parts = (_of_phases, _of_figures, _of_target, _of_step, _of_latest)
    return [remark for part in parts for remark in part(chart)]


def _of_phases(chart: Chart) -> list[str]:
    said = []
    for phase in chart.phases:
        first = chart.shown[phase.start].reading.words
        where = f" from {first}" if len(chart.phases) > 1 else ""
        if phase.limits is None:
            said.append(f"One value alone{where}: it has no limits, and no rule is applied.")
        elif phase.limits.trial:
            said.append(
                f"Trial limits{where}: they rest on {phase.limits.based_on} values and move with each new "
                f"one; they are settled from {SETTLED}."
            )
        if phase.limits and phase.limits.ranges_left_out:
            many = phase.limits.ranges_left_out
            ranges = f"{many} moving range{' was' if many == 1 else 's were'}"
            said.append(f"{ranges} screened as outliers{where}, which narrows the limits.")
        if phase.signalled is False:
            said.append(
                f"The limits were redrawn from {first}, though by the old ones nothing is beyond chance."
            )
    if chart.fix_after and any(phase.size > chart.fix_after for phase in chart.phases):
        said.append(f"Limits are fixed: they rest on the first {chart.fix_after} values.")
    elif chart.fix_after:
        said.append(f"The limits rest on all values: there are no more than {chart.fix_after} of them.")
    return said


def _of_figures(chart: Chart) -> list[str]:
    values = [point.reading.value for point in chart.shown if point.reading.value is not None]
    if chart.constant:
        return [f"Every value is {number(values[0])}, so the limits have no width."]
    said = []
    limits = chart.now.limits
    if limits and limits.lower < -limits.hair and min(values) >= 0:
        said.append("The lower limit is below nought and no value is: a low value can't fall outside it.")
    if min(values) >= 0 and all(value == int(value) for value in values) and chart.now.mean < SMALL:
        said.append(
            f"The numbers are small (mean {worked_out(chart.now.mean)}): an XmR chart is poor for rare "
            "events, and the time or the number of cases between events (a t or g chart) tells more."
        )
    return said


def _of_target(chart: Chart) -> list[str]:
    if chart.target is None:
        return []
    if chart.better is Better.NEUTRAL:
        return [
            f"The target of {number(chart.target)} is not judged: nobody said which direction is better "
            "(up or down)."
        ]
    if chart.assurance is None:
        return [f"Whether the target of {number(chart.target)} will be met can't be told from these values."]
    return []


def _of_step(chart: Chart) -> list[str]:
    run = possible_step(chart)
    if run is None:
        return []
    side = "above" if run.direction > 0 else "below"
    return [
        f"The last {run.size} values lie {side} the mean: a lasting step may have begun with "
        f"{chart.shown[run.first].reading.words}. Redraw the limits there only if its cause is known."
    ]


def _of_latest(chart: Chart) -> list[str]:
    if chart.points[-1].phase is not None:
        return []
    latest = chart.latest.reading.words
    return [f"The state is that of {latest}, the latest value: later ones are suppressed or absent."]
