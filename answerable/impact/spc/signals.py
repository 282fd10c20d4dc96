"""Signals of a chart: points in a row that meet one rule, told once."""

from dataclasses import dataclass

from answerable.impact.spc.chart import Chart
from answerable.impact.spc.rules import LENGTH, Rule


@dataclass(frozen=True, slots=True)
class Signal:
    """`first` and `last` are places among the points that have a value."""

    rule: Rule
    direction: int
    phase: int
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


def signals(chart: Chart) -> list[Signal]:
    """In order of their first point. Between two points near a limit, one that is not may lie."""
    found: list[Signal] = []
    for rule in Rule:
        reach = 2 if rule is Rule.TWO_OF_THREE else 1
        current: Signal | None = None
        for place, point in enumerate(chart.shown):
            mark = next((mark for mark in point.found if mark.rule is rule), None)
            if mark is None or point.phase is None:
                continue
            if (
                current
                and (current.direction, current.phase) == (mark.direction, point.phase)
                and place - current.last <= reach
            ):
                current = Signal(rule, mark.direction, point.phase, current.first, place)
                found[-1] = current
            else:
                current = Signal(rule, mark.direction, point.phase, place, place)
                found.append(current)
    return sorted(found, key=lambda signal: (signal.first, list(Rule).index(signal.rule)))


def latest_signal(chart: Chart) -> Signal | None:
    """The signal that decides the state of the latest value; None for common cause."""
    latest = chart.latest
    if not latest.found:
        return None
    last = len(chart.shown) - 1
    return next(one for one in signals(chart) if one.rule is latest.found[0].rule and one.last == last)


def possible_step(chart: Chart) -> Signal | None:
    """The run that the latest values form: a lasting step may have begun with it.

    Limits are redrawn by a person who knows the cause, never because of this alone.
    """
    last = len(chart.shown) - 1
    runs = [one for one in signals(chart) if one.rule is Rule.RUN and one.last == last]
    return runs[0] if runs and runs[0].size >= LENGTH and runs[0].size < chart.now.size else None
