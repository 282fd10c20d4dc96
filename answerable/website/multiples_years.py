"""Small multiples of years: what was asked of each place or body, and as the dark part what was answered.

All on one scale, in the order given. Two paths a panel, in a picture that is stretched while its strokes are
not, so that fifty panels weigh little; type lies in percentages and keeps its size. Never without the table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.website.charts import percent, pixels

HEIGHT, TOP, BOTTOM = 92, 18, 18  # pixels: of a panel; kept for the figure above; kept for the years below
UNITS = 1000  # across
GAP = 0.24  # share of a slot left empty between bars
Pair = tuple[int, int]  # asked, and answered of these


@dataclass(frozen=True, slots=True)
class Side:
    """What stands beside others: {year: what was asked, and what of it was answered}."""

    label: str
    href: str
    years: Mapping[int, Pair]


@dataclass(frozen=True, slots=True)
class Panel:
    identifier: str
    label: str
    href: str
    description: str
    whole: str  # path of what was asked
    part: str  # path of what was answered
    peak: int
    peak_at: tuple[str, str, str]  # left, top, text-anchor; of the figure over the tallest bar
    pairs: tuple[Pair, ...]  # one a year, for the table


@dataclass(frozen=True, slots=True)
class Panels:
    """What parts/multiples_years.html draws."""

    years: tuple[int, ...]
    panels: tuple[Panel, ...]
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM
    units: int = UNITS


def panels(identifier: str, years: Sequence[int], sides: Sequence[Side]) -> Panels:
    """One panel for each, in their order. The tallest bar of all fills its panel."""
    highest = max((asked for one in sides for asked, _ in _pairs(one, years)), default=0) or 1
    drawn = (_panel(f"{identifier}-{at}", one, years, highest) for at, one in enumerate(sides, start=1))
    return Panels(tuple(years), tuple(drawn))


def _pairs(one: Side, years: Sequence[int]) -> tuple[Pair, ...]:
    return tuple(one.years.get(year, (0, 0)) for year in years)


def _panel(identifier: str, one: Side, years: Sequence[int], highest: int) -> Panel:
    pairs = _pairs(one, years)
    asked = [pair[0] for pair in pairs]
    peak = max(asked, default=0)
    slot, place = 100 / max(len(years), 1), asked.index(peak) if peak else 0
    middle = slot * (place + 0.5)
    anchor = "start" if middle < 12 else "end" if middle > 88 else "middle"
    left = {"start": slot * place, "end": slot * (place + 1), "middle": middle}[anchor]
    return Panel(
        identifier,
        one.label,
        one.href,
        _in_words(years, pairs),
        _bars(asked, highest),
        _bars([pair[1] for pair in pairs], highest),
        peak,
        (percent(left), pixels(_top(peak, highest) - 4), anchor),
        pairs,
    )


def _top(value: int, highest: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / highest


def _bars(values: Sequence[int], highest: int) -> str:
    """One path: a box for each value but nought, at least a pixel high, so that one of many is seen."""
    slot, base = UNITS / max(len(values), 1), HEIGHT - BOTTOM
    return "".join(
        f"M{round(slot * (at + GAP / 2))} {base}V{pixels(min(_top(value, highest), base - 1))}"
        f"h{round(slot * (1 - GAP))}V{base}z"
        for at, value in enumerate(values)
        if value
    )


def _in_words(years: Sequence[int], pairs: Sequence[Pair]) -> str:
    asked, answered = (sum(pair[part] for pair in pairs) for part in (0, 1))
    if not asked:
        return f"Nothing asked in reports of {years[0]} to {years[-1]}."
    most = max(range(len(pairs)), key=lambda at: pairs[at][0])
    return (
        f"{asked:,} asked in reports of {years[0]} to {years[-1]}, a reply received to {answered:,}; "
        f"most in {years[most]} ({pairs[most][0]:,}, a reply to {pairs[most][1]:,})."
    )
