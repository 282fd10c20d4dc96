"""A report as what it says: sections of sentences, tables and charts. How it looks is another matter."""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from answerable.impact.series.model import Series
from answerable.impact.spc.chart import Chart


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the register."""

    text: str
    href: str


Cell = str | Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`wide` says how much of the page it takes, beside the others."""

    name: str
    numeric: bool = False
    wide: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has a cell for each column; the first names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A process chart, drawn from the series that its table holds."""

    identifier: str
    subtitle: str
    series: Series
    chart: Chart
    table: Table


Block = Paragraph | Bullets | Table | ChartBlock


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One report. The same register, period and day give the same one, to the letter.

    `position` and `leaf` are those of the last event of the log that had been recorded by the end of the day.
    """

    kind: str  # board, national or undone
    title: str
    subject: str
    start: dt.date
    end: dt.date
    on: dt.date
    fictional: bool
    position: int
    leaf: str
    sections: tuple[Section, ...]

    @property
    def digest(self) -> str:
        """sha256 of everything that the report says, as canonical JSON."""
        return hashlib.sha256(json_of(self).encode()).hexdigest()


def json_of(pack: Pack) -> str:
    """What the report says, as JSON with sorted keys and no spaces."""
    return json.dumps(as_data(pack), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def as_data(pack: Pack) -> dict[str, Any]:
    """The same as plain values. A chart is its table and its words; the table holds every point."""
    sections = [
        {"title": section.title, "blocks": [block_data(block) for block in section.blocks]}
        for section in pack.sections
    ]
    return {
        "kind": pack.kind,
        "title": pack.title,
        "subject": pack.subject,
        "from": pack.start.isoformat(),
        "to": pack.end.isoformat(),
        "as_at": pack.on.isoformat(),
        "fictional": pack.fictional,
        "log": {"position": pack.position, "leaf": pack.leaf},
        "sections": sections,
    }


def block_data(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "text": block.text}
    if isinstance(block, Bullets):
        return {"type": "bullets", "items": list(block.items)}
    if isinstance(block, Table):
        return {
            "type": "table",
            "caption": block.caption,
            "columns": [asdict(column) for column in block.columns],
            "rows": [[cell_data(cell) for cell in row] for row in block.rows],
        }
    return {
        "type": "chart",
        "id": block.identifier,
        "subtitle": block.subtitle,
        "table": block_data(block.table),
    }


def cell_data(cell: Cell) -> dict[str, str]:
    return {"text": cell.text, "href": cell.href} if isinstance(cell, Link) else {"text": cell, "href": ""}
