"""A chart as a record for machines: every figure in full, every limit with it."""

from typing import Any

from answerable.impact.spc.captions import assurance_caption, caption, signal_words
from answerable.impact.spc.chart import Chart, Point
from answerable.impact.spc.limits import Limits
from answerable.impact.spc.remarks import remarks
from answerable.impact.spc.signals import possible_step, signals

METHOD = "XmR chart by the rules of NHS England's Making Data Count"


def as_record(chart: Chart) -> dict[str, Any]:
    """`mean`, `lower` and `upper` are those of the latest phase."""
    step = possible_step(chart)
    return {
        "method": METHOD,
        "better": chart.better.value,
        "target": chart.target,
        "outliers_screened": chart.screened,
        "limits_fixed_after": chart.fix_after,
        "mean": chart.now.mean,
        **_limits(chart.now.limits),
        "trial": chart.now.trial,
        "variation": chart.variation and chart.variation.value,
        "assurance": chart.assurance and chart.assurance.value,
        "caption": caption(chart),
        "assurance_caption": assurance_caption(chart),
        "points": [_point(chart, point) for point in chart.points],
        "phases": [
            {
                "from": chart.shown[phase.start].reading.label,
                "to": chart.shown[phase.end - 1].reading.label,
                "values": phase.size,
                "reason": phase.reason,
                "mean": phase.mean,
                **_limits(phase.limits),
                "mean_moving_range": phase.limits and phase.limits.mean_range,
                "moving_ranges_left_out": phase.limits.ranges_left_out if phase.limits else 0,
                "trial": phase.trial,
                "step": phase.step,
                "signalled_before": phase.signalled,
            }
            for phase in chart.phases
        ],
        "signals": [
            {
                "rule": signal.rule.value,
                "direction": _direction(signal.direction),
                "from": chart.shown[signal.first].reading.label,
                "to": chart.shown[signal.last].reading.label,
                "words": signal_words(chart, signal),
            }
            for signal in signals(chart)
        ],
        "possible_step": chart.shown[step.first].reading.label if step else None,
        "notes": remarks(chart),
    }


def _point(chart: Chart, point: Point) -> dict[str, Any]:
    reading = point.reading
    phase = None if point.phase is None else chart.phases[point.phase]
    return {
        "date": reading.label,
        "value": reading.value,
        "rules": [mark.rule.value for mark in point.found],
        "direction": _direction(point.found[0].direction) if point.found else None,
        "highlight": point.highlight and point.highlight.value,
        "phase": None if point.phase is None else point.phase + 1,
        "mean": phase and phase.mean,
        **_limits(phase.limits if phase else None),
        "why_no_value": reading.why,
        "row": reading.row,
    }


def _limits(limits: Limits | None) -> dict[str, float | None]:
    names = ("lower", "upper", "inner_lower", "inner_upper")
    return {name: getattr(limits, name) if limits else None for name in names}


def _direction(sign: int) -> str:
    return "up" if sign > 0 else "down"
