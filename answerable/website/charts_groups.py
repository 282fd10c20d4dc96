"""Groups beside each other as SVG: a figure and its interval for each, on one scale from nought."""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.impact.spc.captions import number
from answerable.website.axes import upright
from answerable.website.charts import percent, pixels

ROW, TOP, BOTTOM, LABEL = 46, 8, 34, 18


@dataclass(frozen=True, slots=True)
class GroupBar:
    """`low` and `high` are None where there is no interval; `value` where the figure is hidden."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    why: str
    reference: bool


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    name: str
    said: str
    label_at: str
    y: str
    x: str  # "" for no figure
    low: str
    high: str
    reference: bool


@dataclass(frozen=True, slots=True)
class Tick:
    label: str
    at: str
    anchor: str
    minor: bool


@dataclass(frozen=True, slots=True)
class GroupsFigure:
    """What the macro `groups_chart` draws."""

    identifier: str
    headline: str
    subtitle: str
    description: str
    groups: tuple[DrawnGroup, ...]
    ticks: tuple[Tick, ...]
    bounded: bool
    height: int
    base: int


def groups_figure(
    identifier: str, headline: str, subtitle: str, unit: str, bars: Sequence[GroupBar]
) -> GroupsFigure:
    values = [one for bar in bars for one in (bar.value, bar.high) if one is not None]
    scale = upright([0.0, *values, *([] if any(values) else [1.0])], top=0, base=100, about=5)

    def x(value: float) -> str:
        return percent(1 + 97 * (value - scale.low) / (scale.high - scale.low))

    base = TOP + ROW * len(bars)
    steps = scale.steps
    return GroupsFigure(
        identifier=identifier,
        headline=headline,
        subtitle=subtitle,
        description=_described(bars, unit),
        groups=tuple(
            DrawnGroup(
                bar.name + (" (reference)" if bar.reference else ""),
                _said(bar),
                pixels(TOP + ROW * place + LABEL),
                pixels(TOP + ROW * place + LABEL + 14),
                "" if bar.value is None else x(bar.value),
                "" if bar.low is None else x(bar.low),
                "" if bar.high is None else x(bar.high),
                bar.reference,
            )
            for place, bar in enumerate(bars)
        ),
        ticks=tuple(
            Tick(
                number(round(value, 9)),
                x(value),
                "start" if not place else "end" if place == len(steps) - 1 else "middle",
                place % 2 == 1,
            )
            for place, value in enumerate(steps)
        ),
        bounded=any(bar.low is not None for bar in bars),
        height=base + BOTTOM,
        base=base,
    )


def _said(bar: GroupBar) -> str:
    if bar.value is None:
        return bar.why
    if bar.low is None or bar.high is None:
        return number(_short(bar.value))
    return f"{number(_short(bar.value))} ({number(_short(bar.low))} to {number(_short(bar.high))})"


def _described(bars: Sequence[GroupBar], unit: str) -> str:
    return f"In {unit}: " + "; ".join(f"{bar.name} {_said(bar)}" for bar in bars) + "."


def _short(value: float) -> float:
    return float(f"{value:.4g}")
