"""What a report says, made ready to be drawn: each chart with its figure, each block by its kind."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.template.loader import render_to_string

from answerable.publication.packs import ChartBlock, Pack, Paragraph, Table
from answerable.publication.packs.model import Block, Cell, block_data
from answerable.website.charts_spc import SpcFigure, spc_figure
from answerable.website.formats import counted, long_date
from answerable.website.presenters.chart_pictures import picture_of
from answerable.website.spc_words import HELD_IN_TABLE

PRINTED = 24  # periods of a chart's table in the PDF
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block and its kind; of a chart, what is drawn and the table that says the same."""

    kind: str  # paragraph, bullets, table or chart
    block: Any
    figure: SpcFigure | None = None


@dataclass(frozen=True, slots=True)
class DrawnSection:
    key: str
    title: str
    blocks: tuple[Drawn, ...]


def drawn_sections(pack: Pack) -> tuple[DrawnSection, ...]:
    return tuple(
        DrawnSection(f"section-{place}", section.title, tuple(_drawn(block) for block in section.blocks))
        for place, section in enumerate(pack.sections, start=1)
    )


def front_lines(pack: Pack) -> tuple[str, ...]:
    """What the front says under the title, and every reader needs to find the same again."""
    lines = [
        f"{long_date(pack.start)} to {long_date(pack.end)}, as the register stood at the end of "
        f"{long_date(pack.on)}.",
        f"Last event of the log: {pack.position:,}, {pack.leaf or 'none'}.",
        f"SHA-256 of what this report says: {pack.digest}.",
    ]
    if pack.fictional:
        lines.insert(0, "Demonstration: everything in this report is made up.")
    return tuple(lines)


def file_name(pack: Pack, ending: str, key: str = "") -> str:
    parts = ["answerable", pack.kind, key.lower(), _span(pack.start, pack.end), f"as-at-{pack.on}"]
    return "-".join(part for part in parts if part) + f".{ending}"


def chart_svg(block: ChartBlock) -> tuple[str, str]:
    """(the chart as a picture by itself, its description)."""
    figure = figure_of(block)
    kinds = ["Solid line: mean.", "Long dashes: limits of chance."]
    kinds += ["Crosses on the base: periods without a value."] if figure.hidden else []
    kinds += ["The scale does not begin at nought."] if figure.cut else []
    shown = picture_of(block.series.measure, figure, (" ".join(kinds), *figure.legend))
    return render_to_string("website/chart.svg", {"shown": shown}), figure.description


def figure_of(block: ChartBlock) -> SpcFigure:
    return spc_figure(block.series, block.chart, identifier=block.identifier, subtitle=block.subtitle)


def typst_blocks(section: DrawnSection) -> Iterator[dict[str, Any]]:
    """As the template of the PDF takes them: plain values, and a chart as its picture."""
    for drawn in section.blocks:
        made = block_data(drawn.block)
        if drawn.kind == "chart":
            made["svg"], made["alt"] = chart_svg(drawn.block)
            _print_the_latest(made)
        made["repeats"] = made.get("caption") == section.title
        yield made


def _print_the_latest(made: dict[str, Any]) -> None:
    """Of a long chart's table the PDF prints the end. What the report says, and its digest, hold it all."""
    rows = made["table"]["rows"]
    if left := max(0, len(rows) - PRINTED):
        told = f"The table holds the latest {PRINTED} periods; {counted(left, 'earlier one')} "
        told += "is in this report as JSON." if left == 1 else "are in this report as JSON."
        made["table"] = {**made["table"], "rows": rows[left:]}
        made["note"], made["alt"] = told, made["alt"].replace(HELD_IN_TABLE, told)


def _drawn(block: Block) -> Drawn:
    if isinstance(block, ChartBlock):
        return Drawn("chart", block, figure_of(block))
    if isinstance(block, Table):
        return Drawn("table", replace(block, rows=tuple(tuple(map(_spelt, row)) for row in block.rows)))
    return Drawn("paragraph" if isinstance(block, Paragraph) else "bullets", block)


def _spelt(cell: Cell) -> Cell:
    """A cell that is a day, as people write it: 2025-05-08 as 8 May 2025."""
    if isinstance(cell, str) and _DAY.fullmatch(cell):
        return long_date(dt.date.fromisoformat(cell))
    return cell


def _span(start: dt.date, end: dt.date) -> str:
    return f"{start}-to-{end}"
