"""What a chart shows, in words. Colour and shape repeat it; they never say it alone."""

from answerable.impact.spc.chart import Chart
from answerable.impact.spc.judgement import Assurance, Better
from answerable.impact.spc.rules import Rule
from answerable.impact.spc.signals import Signal, latest_signal


def caption(chart: Chart) -> str:
    """Whether the latest value differs from those before by more than chance, and why that is said."""
    if chart.now.limits is None:
        return "One value stands alone since the limits were redrawn: nothing can be told of change yet."
    if chart.constant:
        value = number(chart.latest.reading.value)
        return f"Every value is {value}: nothing varies, so there is no change to judge."
    signal = latest_signal(chart)
    if signal is None:
        return _no_change(chart)
    return f"{_beginning(signal)}: {signal_words(chart, signal)}. {_judged(chart, signal)}"


def assurance_caption(chart: Chart) -> str:
    """Whether the target will be met; "" where that is not judged."""
    judged, limits, target = chart.assurance, chart.now.limits, chart.target
    if judged is None or limits is None or target is None:
        return ""
    if judged is Assurance.INCONSISTENT:
        return f"The target of {number(target)} may be met or missed by chance: it lies within the limits."
    will = "will be met" if judged is Assurance.PASS else "will not be met"
    where = "above" if target < limits.lower else "below"
    return (
        f"The target of {number(target)} {will} unless something changes: the limits lie wholly {where} it."
    )


def signal_words(chart: Chart, signal: Signal) -> str:
    words = [chart.shown[place].reading.words for place in (signal.first, signal.last)]
    span = words[0] if words[0] == words[1] else f"{words[0]} to {words[1]}"
    high = signal.direction > 0
    limit = "upper" if high else "lower"
    if signal.rule is Rule.OUTSIDE:
        which = f"{span} is" if signal.size == 1 else f"{signal.size} values in a row, {span}, are"
        return f"{which} {'above' if high else 'below'} the {limit} limit"
    if signal.rule is Rule.TREND:
        return f"{signal.size} values in a row {'rise' if high else 'fall'}, {span}"
    if signal.rule is Rule.TWO_OF_THREE:
        return f"two of three values in a row lie near the {limit} limit, {span}"
    return f"{signal.size} values in a row lie {'above' if high else 'below'} the mean, {span}"


def number(value: float | None) -> str:
    """A figure as a caption shows it: six significant figures, or every whole one."""
    if value is None:
        return ""
    written = f"{value:,.0f}" if abs(value) >= 100_000 else f"{value:,.6g}"
    return f"\u2212{written[1:]}" if written.startswith("-") else written


def worked_out(value: float) -> str:
    """A mean or a limit, in four significant digits: more would pretend to be exact."""
    return number(float(f"{value:.4g}"))


def _no_change(chart: Chart) -> str:
    phase = chart.now
    if phase.limits is not None and phase.limits.trial:
        return (
            f"No change beyond chance can be told yet: {phase.limits.based_on} values give trial limits only."
        )
    marked = [place for place, found in enumerate(phase.found) if found]
    since = chart.shown[phase.start + marked[-1] + 1 if marked else phase.start].reading.words
    if marked or not phase.start:
        return f"No change beyond chance since {since}{'' if marked else ', the first value'}."
    return f"No change beyond chance since {since}, when the limits were redrawn ({phase.reason})."


def _beginning(signal: Signal) -> str:
    if signal.rule is Rule.TREND:
        return "Rising beyond chance" if signal.direction > 0 else "Falling beyond chance"
    return f"{'Higher' if signal.direction > 0 else 'Lower'} than chance explains"


def _judged(chart: Chart, signal: Signal) -> str:
    if chart.better is Better.NEUTRAL:
        return "Which direction is better was not said."
    better = signal.direction == chart.better.sign
    return "That is an improvement." if better else "That is a concern."
