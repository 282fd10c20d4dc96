"""Charts as SVG, laid out on the server in percentages so that type keeps its size on a small screen.

A chart never stands alone: its page shows the same figures as a table, and gives them as CSV.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 260  # pixels, of the whole drawing
TOP = 26  # pixels kept for the figure over the tallest bar
BOTTOM = 30  # pixels kept for the labels
GAP = 0.22  # share of a slot left empty between bars
NARROWEST = 288  # pixels of the drawing on a screen of 320
CHARACTER = 8  # pixels that one takes, about
LINE = 16  # pixels from one line of a label to the next


@dataclass(frozen=True, slots=True)
class Count:
    label: str
    value: int
    partial: bool = False  # known to be incomplete: drawn hatched, and said in words
    short: str = ""  # what stands below the bar, where the label is too long for it


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int
    partial: bool
    minor: bool  # its label is hidden on a small screen, where labels would touch
    figure_minor: bool  # and so its figure
    lines: tuple[str, ...]  # the label, broken where it would touch the next one on a small screen
    left: str  # percentages and pixels, ready for attributes
    width: str
    middle: str
    top: str
    height: str
    figure_at: str


@dataclass(frozen=True, slots=True)
class GridLine:
    value: int
    at: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """What the template parts/chart.html draws."""

    identifier: str
    title: str
    description: str
    column: str  # heading of the labels' column in the table
    measure: str  # heading of the figures' column
    bars: tuple[Bar, ...]
    grid: tuple[GridLine, ...]
    csv_href: str
    has_partial: bool
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM

    @property
    def empty(self) -> bool:
        """Whether every figure is nought: then a sentence says it, and nothing is drawn."""
        return not any(bar.value for bar in self.bars)


def bar_chart(
    identifier: str, title: str, column: str, measure: str, counts: Sequence[Count], csv_href: str
) -> BarChart:
    """A bar chart of `counts`, in their order. An empty or all-zero series gives bars of no height."""
    step = _round_step(max((count.value for count in counts), default=0))
    top_value = max(step, step * math.ceil(max((count.value for count in counts), default=0) / step))
    room = HEIGHT - TOP - BOTTOM
    slot = 100 / max(len(counts), 1)
    every = max(1, math.ceil(len(counts) / 7))
    last = len(counts) - 1
    labels = [_lines(count.short or count.label, len(counts) / every) for count in counts]
    more = LINE * (max(map(len, labels), default=1) - 1)
    longest = max((len(f"{count.value:,}") for count in counts), default=0)
    crowded = (longest + 1) * CHARACTER > NARROWEST / max(len(counts), 1)
    bars = []
    for place, count in enumerate(counts):
        height = room * count.value / top_value
        top = HEIGHT - BOTTOM - height
        bars.append(
            Bar(
                label=count.label,
                value=count.value,
                partial=count.partial,
                minor=(last - place) % every != 0,
                figure_minor=crowded and (last - place) % every != 0,
                lines=labels[place],
                left=percent(slot * (place + GAP / 2)),
                width=percent(slot * (1 - GAP)),
                middle=percent(slot * (place + 0.5)),
                top=pixels(top),
                height=pixels(height),
                figure_at=pixels(top - 6),
            )
        )
    grid = tuple(
        GridLine(value, pixels(HEIGHT - BOTTOM - room * value / top_value))
        for value in range(step, top_value + 1, step)
    )
    return BarChart(
        identifier=identifier,
        title=title,
        description=_in_words(measure, counts),
        column=column,
        measure=measure,
        bars=tuple(bars),
        grid=grid,
        csv_href=csv_href,
        has_partial=any(count.partial for count in counts),
        height=HEIGHT + more,
    )


def _lines(label: str, many: float) -> tuple[str, ...]:
    """The label in one line, where it fits its share of a small screen among `many`; else in several."""
    most = int(NARROWEST / max(many, 1) / CHARACTER)
    if len(label) <= most:
        return (label,)
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _round_step(largest: int) -> int:
    """A round distance between grid lines that gives two to five of them."""
    if largest <= 4:
        return 1
    magnitude = 10 ** int(math.log10(largest / 2))
    return next(int(magnitude * factor) for factor in (1, 2, 5, 10) if largest / (magnitude * factor) <= 5)


def _in_words(measure: str, counts: Sequence[Count]) -> str:
    if not counts or not any(count.value for count in counts):
        return f"{measure}: none."
    most = max(counts, key=lambda count: count.value)
    least = min(counts, key=lambda count: count.value)
    words = (
        f"{measure}, {counts[0].label} to {counts[-1].label}: "
        f"most in {most.label} ({most.value:,}), fewest in {least.label} ({least.value:,})."
    )
    partial = [count.label for count in counts if count.partial]
    if partial:
        words += f" Known to be incomplete: {', '.join(partial)}."
    return words + " The table holds every figure."


def percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def pixels(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
