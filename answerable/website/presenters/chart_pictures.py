"""A chart as a picture by itself: what a page says around it stands in it, and where it comes from."""

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from answerable.core.calendar import today
from answerable.impact.definitions import Indicator
from answerable.website.charts_funnel import FunnelFigure
from answerable.website.charts_groups import GroupsFigure
from answerable.website.charts_spc import SpcFigure
from answerable.website.formats import long_date
from answerable.website.presenters.comparison import ComparisonPage
from answerable.website.presenters.equality import EqualityPage, KindShown
from answerable.website.presenters.indicator_figures import IndicatorFigure
from answerable.website.spc_words import SHAPES, TARGETS

TITLE_WIDE = 72  # letters of the title, larger and bold
WIDE = 116  # letters to a line of 860 units at a size of 14
LINE = 19
PADDING = 28


@dataclass(frozen=True, slots=True)
class TextLine:
    text: str
    at: int
    size: int = 14
    bold: bool = False
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What chart.svg draws. `kind` is process, funnel or groups."""

    kind: str
    title: str
    figure: SpcFigure | FunnelFigure | GroupsFigure
    above: tuple[TextLine, ...]
    below: tuple[TextLine, ...]
    chart_at: int
    height: int


def process_picture(shown: IndicatorFigure, drawn: SpcFigure) -> Picture:
    return picture_of(shown.title, drawn, _said(shown, drawn))


def picture_of(title: str, drawn: SpcFigure, said: Sequence[str]) -> Picture:
    """Of a process chart of anything; `said` stands below it and its key, a line or more for each."""
    return _picture("process", title, drawn, drawn.shapes, said)


def funnel_picture(shown: ComparisonPage, drawn: FunnelFigure) -> Picture:
    said = [
        "Solid line: rate of all. Long dashes: limits of chance (3 sigmas). Dots: inner limits (2 sigmas).",
        *shown.found.notes,
        _source(shown.found.indicator, shown.as_at, f"{shown.href}{shown.query}"),
    ]
    return _picture("funnel", drawn.subtitle, drawn, drawn.shapes, said)


def groups_picture(shown: EqualityPage, one: KindShown) -> Picture:
    said = [
        "Lines are 95% intervals." if one.figure.bounded else "No intervals are given.",
        "A filled diamond marks the group of reference. The scale begins at nought.",
        *([shown.found.refused] if shown.found.refused else []),
        *([one.kind.basis] if one.kind.basis else []),
        *one.missing,
        _source(shown.found.indicator, shown.as_at, shown.href),
    ]
    title = f"{one.figure.subtitle}: {shown.whose}"
    return _picture("groups", title, one.figure, (), said)


def _picture(
    kind: str,
    title: str,
    drawn: SpcFigure | FunnelFigure | GroupsFigure,
    shapes: Sequence[str],
    said: Sequence[str],
) -> Picture:
    above = [*_set(drawn.headline, TITLE_WIDE, 16, size=18, bold=True)]
    above += _set(drawn.subtitle, WIDE, above[-1].at + LINE)
    chart_at = above[-1].at + 8
    at = chart_at + drawn.height + LINE
    below: list[TextLine] = []
    for shape in shapes:
        below.append(TextLine(f"{SHAPES[shape][0].upper()}{SHAPES[shape][1:]}.", at, shape=shape))
        at += LINE
    for text in said:
        below += (lines := _set(text, WIDE, at))
        at = lines[-1].at + LINE
    return Picture(kind, title, drawn, tuple(above), tuple(below), chart_at, at + PADDING)


def _source(indicator: Indicator, as_at: dt.date | None, href: str) -> str:
    return (
        f"Source: {indicator.source.name}. Definition: {indicator.version}. Drawn by "
        f"{settings.SERVICE_NAME} as at {long_date(as_at or today())}: {href}"
    )


def _said(shown: IndicatorFigure, drawn: SpcFigure) -> Sequence[str]:
    kinds = ["Solid line: mean.", "Long dashes: limits of chance."]
    kinds += [f"Dots: {drawn.target_words}."] if drawn.target else []
    kinds += ["Crosses on the base: periods without a value."] if drawn.hidden else []
    kinds += ["The scale does not begin at nought."] if drawn.cut else []
    state = f"Variation: {drawn.variation_words}."
    target = TARGETS.get(drawn.assurance, "")
    return [
        " ".join(kinds),
        *drawn.legend,
        state + (f" Target: {target}." if target else ""),
        *(f"{mark.letter}: {long_date(mark.on)}, {mark.words}." for mark in drawn.marks),
        *shown.remarks,
        _source(shown.indicator, shown.asked.on, shown.href),
    ]


def _set(text: str, wide: int, at: int, *, size: int = 14, bold: bool = False) -> list[TextLine]:
    lines = textwrap.wrap(text, wide) or [""]
    apart = LINE + size - 14
    return [TextLine(line, at + apart * place, size, bold) for place, line in enumerate(lines)]
