"""Words set on A4 pages. The same places serve a page of text and a picture of it. Units are points."""

from collections.abc import Callable
from dataclasses import dataclass

WIDTH, HEIGHT = 595.28, 841.89
MARGIN, INDENT, FOOT = 56.0, 26.0, 70.0
LEADING = 1.32

Measure = Callable[[str, bool, float], float]  # width of the words in points


@dataclass(frozen=True)
class Block:
    """One paragraph. `number` stands to its left, on its first line; `after` is the space that follows it."""

    text: str
    bold: bool = False
    size: float = 10.5
    indent: float = 0.0
    number: str = ""
    after: float = 5.0
    new_page: bool = False


@dataclass(frozen=True)
class Piece:
    """Words in one place; `y` is the baseline from the top."""

    x: float
    y: float
    text: str
    bold: bool
    size: float


def set_pages(blocks: list[Block], measure: Measure) -> list[list[Piece]]:
    pages: list[list[Piece]] = [[]]
    y = MARGIN
    for block in blocks:
        if block.new_page and pages[-1]:
            pages.append([])
            y = MARGIN
        left = MARGIN + block.indent
        for position, line in enumerate(_wrap(block, WIDTH - MARGIN - left, measure)):
            y += block.size * LEADING
            if y > HEIGHT - FOOT or (block.bold and y > HEIGHT - FOOT - 45):  # a heading keeps with its text
                pages.append([])
                y = MARGIN + block.size * LEADING
            if block.number and position == 0:
                pages[-1].append(Piece(left - INDENT, y, block.number, block.bold, block.size))
            pages[-1].append(Piece(left, y, line, block.bold, block.size))
        y += block.after
    return pages


def _wrap(block: Block, width: float, measure: Measure) -> list[str]:
    lines, line = [], ""
    for word in block.text.split():
        longer = f"{line} {word}".strip()
        if line and measure(longer, block.bold, block.size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]
