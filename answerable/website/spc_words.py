"""What an SPC chart says in words: its headline, its text alternative, its key and its table."""

from collections.abc import Iterator
from itertools import pairwise

from answerable.impact.series.model import Series
from answerable.impact.spc.captions import assurance_caption, caption, number, worked_out
from answerable.impact.spc.chart import Chart, Point
from answerable.impact.spc.judgement import Variation
from answerable.impact.spc.phases import Phase
from answerable.impact.spc.rules import Rule

WHY_NONE = {
    "suppressed": "hidden",
    "no value": "no value given",
    "files disagree": "files disagree",
}
TARGETS = {  # nosec B105: what an icon says
    "pass": "will be met",
    "fail": "will not be met",
    "either": "met or missed by chance",
}
_RULES = {
    Rule.OUTSIDE: {1: "above the upper limit", -1: "below the lower limit"},
    Rule.TREND: {1: "part of a rise of 7 or more", -1: "part of a fall of 7 or more"},
    Rule.TWO_OF_THREE: {
        1: "two of three near the upper limit",
        -1: "two of three near the lower limit",
    },
    Rule.RUN: {1: "part of a run of 7 or more above the mean", -1: "part of a run of 7 or more below it"},
}
SHAPES = {
    "common": "within what chance explains",
    "improvement": "improvement beyond chance",
    "concern-high": "concern beyond chance, high",
    "concern-low": "concern beyond chance, low",
    "neutral": "change beyond chance; which direction is better was not said",
    "apart-high": "higher than chance explains",
    "apart-low": "lower than chance explains",
    "few": "too few to judge",
}
HELD_IN_TABLE = "The table holds every figure."


def headline(chart: Chart) -> str:
    """The caption, without the sentence that explains it."""
    said = caption(chart)
    return said if len(said) < 160 else said.split(": ")[0] + "."


def described(series: Series, chart: Chart) -> str:
    """The text alternative: what a person sees who looks at the chart."""
    shown = chart.shown
    first, last = shown[0].reading, shown[-1].reading
    least = min(shown, key=lambda point: point.reading.value or 0.0).reading
    most = max(shown, key=lambda point: point.reading.value or 0.0).reading
    special = sum(bool(point.found) for point in shown)
    hidden = len(chart.points) - len(shown)
    values = f"{len(shown)} value{'' if len(shown) == 1 else 's'}"
    said = [
        f"{values}, {first.words} to {last.words}, in {series.unit}.",
        f"First {number(first.value)}, latest {number(last.value)}; lowest {number(least.value)} "
        f"({least.words}), highest {number(most.value)} ({most.words}).",
        *(phase_words(chart, phase) for phase in chart.phases),
        f"{special or 'No'} value{' is' if special == 1 else 's are'} beyond chance by the rules.",
        *([f"{hidden} period{'' if hidden == 1 else 's'} without a value."] if hidden else []),
        caption(chart),
        assurance_caption(chart),
        HELD_IN_TABLE,
    ]
    return " ".join(part for part in said if part)


def phase_words(chart: Chart, phase: Phase) -> str:
    """Mean and limits, from when and why where there are several."""
    where = ""
    if len(chart.phases) > 1:
        where = f"From {chart.shown[phase.start].reading.words}"
        where += f" ({phase.reason}): " if phase.reason else ": "
    if phase.limits is None:
        return f"{where}one value, without limits."
    low, high = worked_out(phase.limits.lower), worked_out(phase.limits.upper)
    said = f"{where}{'m' if where else 'M'}ean {worked_out(phase.mean)}, limits {low} to {high}"
    return f"{said}, on trial." if phase.trial else f"{said}."


def legend(chart: Chart) -> tuple[str, ...]:
    return tuple(phase_words(chart, phase) for phase in chart.phases)


def rules_words(point: Point) -> str:
    return "; ".join(_RULES[mark.rule][mark.direction] for mark in point.found)


def state_words(point: Point) -> str:
    if point.highlight is None or point.highlight is Variation.COMMON:
        return ""
    return point.highlight.value.split()[0]


def point_words(point: Point) -> str:
    return f"{point.reading.words}: {number(point.reading.value)}, {rules_words(point)}"


def why_none(why: str) -> str:
    return WHY_NONE.get(why, why)


def redrawn(chart: Chart) -> Iterator[str]:
    """Why limits were drawn anew, and by how much the mean stepped."""
    for before, phase in pairwise(chart.phases):
        first = chart.shown[phase.start].reading.words
        step = worked_out(abs(phase.step or 0.0))
        way = "above" if (phase.step or 0) > 0 else "below"
        moved = f" The mean lies {step} {way} that before ({worked_out(before.mean)})."
        yield f"Limits are drawn anew from {first}: {phase.reason}.{moved}"
