"""Times as bars that lie down, one a row: how long it took, or how long it has taken so far.

Laid out in percentages across and pixels down, so that words keep their size on a small screen. A time that
still runs is hatched and has no end. Never without the table and the CSV.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.website.charts import percent, pixels
from answerable.website.formats import counted

ROW, TOP, BOTTOM = 34, 22, 26
YEAR = 365
_STEPS = (1, 2, 5, 10, 30, 91, 183, YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR)


@dataclass(frozen=True, slots=True)
class Time:
    """One interval. `open`: it still runs. `short` stands in the chart, where there is less room."""

    label: str
    days: int
    open: bool = False
    note: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A line across all rows, such as the centre of a t chart."""

    label: str
    days: float


@dataclass(frozen=True, slots=True)
class DrawnTime:
    label: str
    days: int
    open: bool
    note: str
    short: str
    width: str
    words_at: str
    top: str


@dataclass(frozen=True, slots=True)
class DrawnLine:
    label: str
    at: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TimesChart:
    """What parts/times_chart.html draws."""

    identifier: str
    title: str
    description: str
    rows: tuple[DrawnTime, ...]
    grid: tuple[DrawnLine, ...]
    levels: tuple[DrawnLine, ...]
    height: int
    base: int
    has_open: bool
    csv_href: str
    column: str
    open_words: str  # of an interval that still runs, in the table


def times_chart(
    identifier: str,
    title: str,
    times: Sequence[Time],
    csv_href: str,
    *,
    column: str,
    open_words: str,
    levels: Sequence[Level] = (),
) -> TimesChart:
    """A chart of at least one interval, in the order given."""
    longest = max([1.0, *(float(one.days) for one in times), *(level.days for level in levels)])
    step = next((size for size in _STEPS if longest / size <= 4), _STEPS[-1])
    scale = longest * 1.02
    base = TOP + ROW * len(times)
    return TimesChart(
        identifier=identifier,
        title=title,
        description=_in_words(times),
        rows=tuple(
            DrawnTime(
                one.label,
                one.days,
                one.open,
                one.note,
                one.short or one.label,
                percent(max(0.4, 100 * one.days / scale)),
                pixels(TOP + ROW * place + 11),
                pixels(TOP + ROW * place + 16),
            )
            for place, one in enumerate(times)
        ),
        grid=tuple(_line(span(days), days, scale) for days in range(0, int(longest) + 1, step)),
        levels=tuple(_line(level.label, level.days, scale) for level in levels),
        height=base + BOTTOM,
        base=base,
        has_open=any(one.open for one in times),
        csv_href=csv_href,
        column=column,
        open_words=open_words,
    )


def span(days: float) -> str:
    """A time in a few words: "45 days", "2 years", "2.5 years"."""
    if days < YEAR:
        return "1 day" if round(days) == 1 else f"{days:,.0f} days"
    years = round(days / 365.25, 1)
    return "1 year" if years == 1 else f"{years:g} years"


def _line(label: str, days: float, scale: float) -> DrawnLine:
    share = 100 * days / scale
    return DrawnLine(label, percent(share), "start" if share < 8 else "end" if share > 88 else "middle")


def _in_words(times: Sequence[Time]) -> str:
    ended = sorted(one.days for one in times if not one.open)
    running = sum(one.open for one in times)
    said = "None has ended."
    if ended:
        said = f"{len(ended):,} ended, after {span(ended[0])} to {span(ended[-1])}."
    runs = f" {running:,} still {'runs' if running == 1 else 'run'}." if running else ""
    return f"{counted(len(times), 'interval')}. {said}{runs}"
