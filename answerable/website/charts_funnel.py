"""A funnel of providers as SVG, laid out like `charts_spc`: size across, rate upright, and no rank."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from answerable.impact.spc.captions import number
from answerable.impact.spc.funnel import INNER_REACH, REACH, Funnel, Measure, Placed, Standing
from answerable.website.axes import RIGHT, UNITS, gutter, round_step, upright
from answerable.website.charts import percent, pixels
from answerable.website.charts_spc import DrawnPoint, GridLine

HEIGHT, TOP, BOTTOM = 360, 20, 50
CURVE = 60  # places at which the limits are worked out
SHAPES = {
    Standing.WITHIN: "common",
    Standing.HIGHER: "apart-high",
    Standing.LOWER: "apart-low",
    Standing.TOO_FEW: "few",
}


@dataclass(frozen=True, slots=True)
class SizeMark:
    label: str
    at: str
    anchor: str
    minor: bool


@dataclass(frozen=True, slots=True)
class FunnelFigure:
    """What the macro `funnel_chart` draws."""

    identifier: str
    headline: str
    subtitle: str
    description: str
    grid: tuple[GridLine, ...]
    sizes: tuple[SizeMark, ...]
    across: str  # what lies across, in words
    mean: str
    outer: str
    inner: str
    points: tuple[DrawnPoint, ...]
    shapes: tuple[str, ...]
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM
    units: int = UNITS


def funnel_figure(made: Funnel, *, per: float, unit: str, subtitle: str, across: str) -> FunnelFigure:
    """Rates are drawn for `per` of the base."""
    shown = [one for one in made.providers if one.rate is not None]
    largest = max(one.provider.base for one in made.providers)
    smallest = min(one.provider.base for one in made.providers)
    rates = [one.rate or 0.0 for one in shown]
    tall = [0.0, *(rate * per for rate in rates), _limit(made, largest, REACH) * per]
    up = upright(tall, top=TOP, base=HEIGHT - BOTTOM)
    labels = [number(round(value, 9)) for value in up.steps]
    left = gutter(labels)

    def x(base: float) -> float:
        return left + (RIGHT - left) * base / largest

    def curve(reach: float, sign: int) -> str:
        pieces: list[str] = []
        for step in range(CURVE + 1):
            base = smallest + (largest - smallest) * (step / CURVE) ** 2
            limit = _limit(made, base, reach * sign) * per
            if limit <= up.high:  # beyond it the limit runs out of the drawing
                pieces.append(f"{pixels(x(base) * UNITS / 100)} {pixels(up.at(limit))}")
        return f"M{'L'.join(pieces)}" if pieces else ""

    return FunnelFigure(
        identifier="funnel",
        headline=_headline(made),
        subtitle=subtitle,
        description=_described(made, per, unit),
        grid=tuple(GridLine(label, pixels(up.at(v))) for label, v in zip(labels, up.steps, strict=True)),
        sizes=tuple(_sizes(largest, x)),
        across=across,
        mean=f"M{pixels(left * UNITS / 100)} {pixels(up.at(made.rate * per))}H{UNITS}",
        outer=curve(REACH, 1) + curve(REACH, -1),
        inner=curve(INNER_REACH, 1) + curve(INNER_REACH, -1),
        points=tuple(
            DrawnPoint(
                percent(x(one.provider.base)),
                pixels(up.at((one.rate or 0.0) * per)),
                SHAPES[one.standing],
                f"{one.provider.name}: {number(_short((one.rate or 0.0) * per))}, {one.standing.value}",
            )
            for one in sorted(shown, key=lambda one: one.standing in (Standing.HIGHER, Standing.LOWER))
        ),
        shapes=tuple(dict.fromkeys(SHAPES[one.standing] for one in shown)),
    )


def _limit(made: Funnel, base: float, reach: float) -> float:
    """As `spc.funnel` has it: the rate of all, so many sigmas away, kept within what can be."""
    spread = math.sqrt(made.rate * (1 - made.rate) if made.measure is Measure.SHARE else made.rate)
    most = 1.0 if made.measure is Measure.SHARE else math.inf
    return min(most, max(0.0, made.rate + reach * spread * made.sigma_z / math.sqrt(base)))


def _sizes(largest: float, x: Callable[[float], float]) -> list[SizeMark]:
    step = round_step(largest / 6)
    marks = []
    for place in range(int(largest / step) + 1):
        at = x(step * place)
        anchor = "end" if at > RIGHT - 6 else "start" if not place else "middle"
        marks.append(SizeMark(number(step * place), percent(at), anchor, place % 2 == 1))
    return marks


def _apart(made: Funnel) -> tuple[list[Placed], list[Placed]]:
    return (
        [one for one in made.providers if one.standing is Standing.HIGHER],
        [one for one in made.providers if one.standing is Standing.LOWER],
    )


def _headline(made: Funnel) -> str:
    higher, lower = _apart(made)
    if not higher and not lower:
        return "No provider stands apart from the others by more than chance explains."
    parts = [f"{len(higher)} higher"] if higher else []
    parts += [f"{len(lower)} lower"] if lower else []
    return f"Of {len(made.providers)} providers, {' and '.join(parts)} than chance explains."


def _described(made: Funnel, per: float, unit: str) -> str:
    higher, lower = _apart(made)
    told = [
        f"{len(made.providers)} providers. The rate of all is {number(_short(made.rate * per))} {unit}.",
        _headline(made),
        *([f"Higher: {', '.join(one.provider.name for one in higher)}."] if higher else []),
        *([f"Lower: {', '.join(one.provider.name for one in lower)}."] if lower else []),
        "The table holds every figure.",
    ]
    return " ".join(told)


def _short(value: float) -> float:
    return float(f"{value:.4g}")
