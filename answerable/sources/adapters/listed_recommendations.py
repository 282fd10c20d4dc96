"""Recommendations in a numbered list under a heading of their own: "The Recommendations", then "1. ...".

Committees print "Conclusions and recommendations" as one list of numbered paragraphs (8.1, 8.2, ...), some of
which ask for nothing.
"""

import re
from dataclasses import replace

from answerable.sources.adapters.ask_words import asks_for_something
from answerable.sources.adapters.body_lines import Body
from answerable.sources.adapters.numbered_blocks import Block, end_of_block, without_trailing_headings

SECTION = re.compile(
    r"^(?:(?:chapter|appendix|annex|part|section)\s+[\dA-Z]+\s*[:.–-]?\s*|[\dA-Z]{1,2}(?:\.\d+)*\.?\s+)?"
    r"(?:(?:a\s+)?(?:full\s+)?(?:list|summary|schedule|table)\s+of\s+)?(?:(?:the|our|my|key|final|main)\s+)*"
    r"(?:(?:findings|conclusions?|lessons)\s*(?:,|and|&)\s*)*recommendations?(?:\s+made)?"
    r"(?:\s+(?:in|of|for|to|from)\s+[\w’' -]{3,60})?\s*:?$",
    re.IGNORECASE,
)
_TWO_LEVELS = re.compile(r"^(?P<number>\d{1,3}\.\d{1,3})\.?\s*(?=[A-Z“‘\"(])")
_ONE_LEVEL = re.compile(r"^(?P<number>\d{1,3})[.)]\s+(?=\S)")
_LOOK_AHEAD = 60  # lines between the section's heading and its first item
_MOST_SECTIONS = 200  # headings that are tried
_LARGEST_GAP = 3  # numbers that may be missing before a list counts as ended


def listed_blocks(body: Body) -> list[Block]:
    """The best numbered list under a heading that speaks of recommendations; empty where there is none."""
    best: list[Block] = []
    best_rank = (1, 0)  # a list of one item is no list
    sections = [i for i, line in enumerate(body.lines) if len(line.text) <= 120 and SECTION.match(line.text)]
    for index in sections[-_MOST_SECTIONS:]:
        for pattern in (_TWO_LEVELS, _ONE_LEVEL):
            blocks = _list(body, index + 1, pattern)
            asking = sum(asks_for_something(body.paragraphs(block.lines)) for block in blocks)
            span = blocks[-1].after - index if blocks else 0
            if (asking, -span) > best_rank and asking * 4 >= len(blocks):
                best, best_rank = blocks, (asking, -span)
    return best


def _list(body: Body, start: int, pattern: re.Pattern[str]) -> list[Block]:
    marks = _marks(body, start, pattern)
    starts = {index for index, _, _ in marks}
    blocks = []
    for index, number, cut in marks:
        end, flags = end_of_block(body, index, starts.__contains__, own_paragraphs=True)
        first = body.lines[index]
        lines = [replace(first, text=first.text[cut:]), *body.lines[index + 1 : end]]
        lines = without_trailing_headings([line for line in lines if line.text])
        if lines:
            blocks.append(Block(number, first, lines, flags, end))
    return blocks


def _marks(body: Body, start: int, pattern: re.Pattern[str]) -> list[tuple[int, str, int]]:
    """Lines that begin the items: each number follows the one before, with small gaps allowed."""
    marks: list[tuple[int, str, int]] = []
    last: tuple[int, ...] = ()
    for index in range(start, len(body.lines)):
        if index - (marks[-1][0] if marks else start) > (_LOOK_AHEAD if not marks else 3 * _LOOK_AHEAD):
            break
        match = pattern.match(body.lines[index].text)
        if not match:
            continue
        number = tuple(int(piece) for piece in match["number"].split("."))
        if not marks and number[-1] != 1:
            continue
        if marks and not (number[:-1] == last[:-1] and 0 < number[-1] - last[-1] <= _LARGEST_GAP):
            continue
        marks.append((index, match["number"], match.end()))
        last = number
    return marks
