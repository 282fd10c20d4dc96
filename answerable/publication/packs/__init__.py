"""Reports for a board, a nation and a parliament: what they say, before it is drawn on a page or as a PDF."""

from answerable.publication.packs.asked import PackAsked, PackError, period_asked
from answerable.publication.packs.board import board_pack
from answerable.publication.packs.model import (
    Bullets,
    ChartBlock,
    Column,
    Link,
    Pack,
    Paragraph,
    Section,
    Table,
)
from answerable.publication.packs.nation import national_pack
from answerable.publication.packs.undone import undone_pack

__all__ = [
    "Bullets",
    "ChartBlock",
    "Column",
    "Link",
    "Pack",
    "PackAsked",
    "PackError",
    "Paragraph",
    "Section",
    "Table",
    "board_pack",
    "national_pack",
    "period_asked",
    "undone_pack",
]
