"""A chart as a picture by itself: what a page says around it stands in it, and where it comes from."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from answerable.core.calendar import today
from answerable.website.charts_spc import SpcFigure
from answerable.website.formats import long_date
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
    """What chart.svg draws."""

    title: str
    figure: SpcFigure
    above: tuple[TextLine, ...]
    below: tuple[TextLine, ...]
    chart_at: int
    height: int


def picture(shown: IndicatorFigure, drawn: SpcFigure) -> Picture:
    return picture_of(shown.title, drawn, _said(shown, drawn))


def picture_of(title: str, drawn: SpcFigure, said: Sequence[str]) -> Picture:
    """`said` stands below the chart and its key, a line or more for each."""
    above = [*_set(drawn.headline, TITLE_WIDE, 16, size=18, bold=True)]
    above += _set(drawn.subtitle, WIDE, above[-1].at + LINE)
    chart_at = above[-1].at + 8
    at = chart_at + drawn.height + LINE
    below: list[TextLine] = []
    for shape in drawn.shapes:
        below.append(TextLine(f"{SHAPES[shape][0].upper()}{SHAPES[shape][1:]}.", at, shape=shape))
        at += LINE
    for text in said:
        below += (lines := _set(text, WIDE, at))
        at = lines[-1].at + LINE
    return Picture(title, drawn, tuple(above), tuple(below), chart_at, at + PADDING)


def _said(shown: IndicatorFigure, drawn: SpcFigure) -> Sequence[str]:
    day = long_date(shown.asked.on or today())
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
        f"Source: {shown.indicator.source.name}. Definition: {shown.indicator.version}. Drawn by "
        f"{settings.SERVICE_NAME} as at {day}: {shown.href}",
    ]


def _set(text: str, wide: int, at: int, *, size: int = 14, bold: bool = False) -> list[TextLine]:
    lines = textwrap.wrap(text, wide) or [""]
    apart = LINE + size - 14
    return [TextLine(line, at + apart * place, size, bold) for place, line in enumerate(lines)]
