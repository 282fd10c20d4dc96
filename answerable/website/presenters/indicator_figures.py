"""The figure of one indicator for one body or place: its chart, or why there is none, and its table."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.cache import cache

from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import Place, SeriesFile
from answerable.impact.queries import (
    place_key,
    place_words,
    series,
    series_of_place,
    shifts,
    takeovers,
)
from answerable.impact.queries.shifts import Shift
from answerable.impact.series.model import Series
from answerable.impact.series.rolling import rolling_reason
from answerable.impact.spc.captions import number, worked_out
from answerable.impact.spc.chart import Chart, Point, xmr_chart
from answerable.impact.spc.judgement import Better
from answerable.impact.spc.limits import BadValuesError
from answerable.impact.spc.phases import BadRebaseError, Rebase
from answerable.impact.spc.remarks import remarks
from answerable.organisations.models import Organisation
from answerable.website.charts_spc import Mark, SpcFigure, spc_figure
from answerable.website.spc_words import redrawn, rules_words, state_words, why_none

About = Organisation | Place | Sequence[Place]
Marks = Sequence[Mark | tuple[dt.date, str]]
SHIFTS_KEPT = 3600  # seconds
ROLLING = (
    "The periods of this series overlap: each value holds most of the one before it, so process limits "
    "would be far too narrow and chance would look like change. It is shown as a table alone."
)
COLUMNS = (
    "indicator", "about", "split", "period", "value", "why_none", "mean", "lower_limit", "upper_limit",
    "rules", "state", "limits", "row",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which form of a series: a part, a kind of period, a level, a day, a target that the reader gives."""

    split: str = ""
    on: dt.date | None = None
    period: str = ""
    level: str = ""
    target: float | None = None

    @property
    def query(self) -> str:
        given = {
            "split": self.split,
            "period": self.period,
            "level": self.level,
            "target": "" if self.target is None else f"{self.target:g}",
            "as-at": self.on.isoformat() if self.on else "",
        }
        told = {name: value for name, value in given.items() if value}
        return f"?{urlencode(told)}" if told else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One period in the table. Figures are as a reader sees them; "" for none."""

    period: str
    value: str
    mean: str
    limits: str
    said: str


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """What the macro `indicator_chart` of parts/spc_chart.html draws. Without `drawn`, `refused` says why."""

    indicator: Indicator
    whose: str
    key: str
    asked: Asked
    held: Series
    chart: Chart | None
    drawn: SpcFigure | None
    refused: str
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = field(default=())

    @property
    def href(self) -> str:
        return f"/indicators/{self.indicator.code}/{self.key}{self.asked.query}"

    @property
    def svg_href(self) -> str:
        return f"/indicators/{self.indicator.code}/charts/{self.key}.svg{self.asked.query}"

    @property
    def csv_href(self) -> str:
        return f"/indicators/{self.indicator.code}/charts/{self.key}.csv{self.asked.query}"

    @property
    def title(self) -> str:
        part = f" ({self.asked.split})" if self.asked.split else ""
        return f"{self.indicator.title}{part}, {self.whose}"


@dataclass(frozen=True, slots=True)
class KnownOfBody:
    """A body's series, with its notes on takeovers, and these themselves."""

    held: Series
    moved: Sequence[tuple[dt.date, str]]


def indicator_figure(
    code: str,
    about: About,
    split: str = "",
    marks: Marks = (),
    on: dt.date | None = None,
    *,
    period: str = "",
    level: str = "",
    target: float | None = None,
    better: Better | None = None,
    rebases: Sequence[Rebase] = (),
    identifier: str = "",
    known: KnownOfBody | None = None,
) -> IndicatorFigure:
    """The figure of an indicator, with dated marks. Raises UnknownIndicatorError for a code that is none.

    `known` is what was read of the body already, with others on the page.
    `about` is a body, or a place of the files (or one under several names). A chart that may not or cannot be
    drawn is refused in words, never left out.
    """
    asked = Asked(split, on, period, level, target)
    if isinstance(about, Organisation):
        key, whose = about.reference, about.name
        if known is None:
            held = series(code, about, split, on, period=period or None, level=level or None)
            known = KnownOfBody(held, takeovers(about))
        held = known.held
        moved = [Mark(when, words) for when, words in known.moved]
    else:
        places = [about] if isinstance(about, Place) else list(about)
        key, whose = (place_key(places[0]), place_words(places[0])) if places else ("england", "England")
        held = series_of_place(code, places, split, on, period=period or None)
        moved = []
    if level:
        whose = f"{whose} ({level})"
    indicator = shipped()[code]
    first, last = _span(held)
    given = [mark if isinstance(mark, Mark) else Mark(*mark) for mark in marks]
    inside = [mark for mark in moved if first <= mark.on <= last]
    chart, refused = charted(indicator, held, asked, better, rebases)
    said = [*held.notes, *_shifted(indicator.code, split, first, last)]
    if indicator.least is None and any((one.value or 0) < 0 for one in held.readings):
        said.append("Some values lie below nought. Check that this can be.")
    drawn = None
    if chart is not None:
        said += [*remarks(chart), *redrawn(chart)]
        if target is not None:
            said.append(
                f"The target of {number(target)} stands in the address of this chart; nobody else set it."
            )
        name = re.sub(r"[^a-z0-9]+", "-", f"{code}-{key}-{split}-{level}".casefold()).strip("-")
        drawn = spc_figure(
            held,
            chart,
            identifier=identifier or f"chart-{name}",
            subtitle=_subtitle(indicator, whose, asked, held),
            marks=[*given, *inside],
        )
    return IndicatorFigure(
        indicator, whose, key, asked, held, chart, drawn, refused,
        tuple(_row(point, chart) for point in chart.points) if chart else _bare(held), tuple(said),
    )  # fmt: skip


def charted(
    indicator: Indicator,
    held: Series,
    asked: Asked,
    better: Better | None,
    rebases: Sequence[Rebase],
) -> tuple[Chart | None, str]:
    """The chart, or the reason why there is none."""
    if not held.readings:
        return None, "No figures are held."
    if "rolling" in asked.period:
        return None, ROLLING
    if reason := rolling_reason(indicator.title):
        return None, reason
    if not indicator.charting.xmr:
        why = indicator.charting.why or "Its definition has none."
        return None, f"No process limits are drawn for this indicator. {why}"
    first, last = _span(held)
    known = [Rebase(one.on, one.why) for one in indicator.breaks if first < one.on <= last]
    try:
        return xmr_chart(
            held.readings,
            better=better or indicator.better,
            target=asked.target,
            rebases=_with_values([*known, *rebases], held),
        ), ""
    except (BadValuesError, BadRebaseError) as error:
        return None, str(error)


def _with_values(rebases: Sequence[Rebase], held: Series) -> list[Rebase]:
    """Those between two values: a redrawing before the first or after the last would draw nothing anew."""
    dates = [one.date for one in held.readings if one.value is not None]
    return [one for one in rebases if dates and dates[0] < one.on <= dates[-1]]


def _span(held: Series) -> tuple[dt.date, dt.date]:
    if not held.readings:
        return dt.date.max, dt.date.min
    return held.readings[0].date, held.readings[-1].date


def _shifted(code: str, split: str, first: dt.date, last: dt.date) -> Iterator[str]:
    if not split:
        yield from (one.in_words() for one in shifts_kept(code) if first <= one.month <= last)


def shifts_kept(code: str) -> list[Shift]:
    """Kept until another file is loaded: they look at a hundred bodies."""
    latest = SeriesFile.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    found: list[Shift] | None = cache.get(f"shifts-{code}-{latest}")
    if found is None:
        found = shifts(code)
        cache.set(f"shifts-{code}-{latest}", found, SHIFTS_KEPT)
    return found


def _subtitle(indicator: Indicator, whose: str, asked: Asked, held: Series) -> str:
    part = f", {asked.split}" if asked.split else ""
    period = asked.period or indicator.periods[0]
    first, last = held.readings[0].words, held.readings[-1].words
    return f"{indicator.title}{part}: {whose}, by {period}, {first} to {last} ({held.unit})"


def _row(point: Point, chart: Chart) -> Row:
    reading = point.reading
    phase = None if point.phase is None else chart.phases[point.phase]
    limits = phase.limits if phase else None
    value = why_none(reading.why) if reading.value is None else number(reading.value)
    said = "; ".join(filter(None, (state_words(point), rules_words(point))))
    return Row(
        reading.words,
        value,
        worked_out(phase.mean) if phase else "",
        f"{worked_out(limits.lower)} to {worked_out(limits.upper)}" if limits else "",
        said,
    )


def _bare(held: Series) -> tuple[Row, ...]:
    return tuple(
        Row(one.words, why_none(one.why) if one.value is None else number(one.value), "", "", "")
        for one in held.readings
    )


def figure_rows(figure: IndicatorFigure) -> Iterator[tuple[object, ...]]:
    """The table as CSV gives it, every figure in full."""
    chart = figure.chart
    before = (figure.indicator.code, figure.key, figure.asked.split)
    if chart is None:
        for one in figure.held.readings:
            yield (*before, one.label, _cell(one.value), one.why, "", "", "", "", "", "", one.row)
        return
    for point in chart.points:
        one = point.reading
        phase = None if point.phase is None else chart.phases[point.phase]
        limits = phase.limits if phase else None
        yield (
            *before,
            one.label,
            _cell(one.value),
            one.why,
            _cell(phase.mean if phase else None),
            _cell(limits.lower if limits else None),
            _cell(limits.upper if limits else None),
            "; ".join(mark.rule.value for mark in point.found),
            point.highlight.value if point.highlight else "",
            "" if point.phase is None else f"{point.phase + 1}{' on trial' if phase and phase.trial else ''}",
            one.row,
        )


def _cell(value: float | None) -> object:
    return "" if value is None else value
