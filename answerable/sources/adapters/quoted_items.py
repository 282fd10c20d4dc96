"""Recommendations quoted in a response without a label: "4a) ii. ...", "8.6. We recommend ...".

They stand in boxes or tables, told from the reply by their indent; where nothing is known of indents, the
words with which a reply begins end the quotation.
"""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from answerable.sources.adapters.body_lines import Body, BodyLine
from answerable.sources.adapters.numbered_blocks import BOX_STEP, Block, number_key
from answerable.sources.adapters.stance import REPLY

_TWO_LEVELS = re.compile(r"^(?P<number>\d{1,3}\.\d{1,3})\.?\s*(?=[A-Z“‘\"(])")
_COMPOUND = re.compile(
    r"^(?P<number>\d{1,2}(?:\s?\(?[a-z]\)?)?(?:\s*\(?[ivx]{1,5}\)?)?)\s*[.)]\s*(?=[A-Z“‘\"(])",
)
_LABEL_LINE = re.compile(r"^(?:[\w’'‘ ]{0,60}\s)?(?:inquiry\s+)?recommendations?\s*:?$", re.IGNORECASE)
_LEAST = 3  # items; fewer are no list


def quoted_blocks(body: Body) -> list[Block]:
    """The quoted items in ascending order, each once."""
    found = [_items(body, pattern) for pattern in (_TWO_LEVELS, _COMPOUND)]
    best = max(found, key=len)
    if len(best) < _LEAST:
        return []
    return sorted([*best, *_unnumbered(body, best)], key=lambda block: block.first.start)


def _items(body: Body, pattern: re.Pattern[str]) -> list[Block]:
    marks = [
        (i, m) for i, line in enumerate(body.lines) if (m := pattern.match(line.text)) and not line.heading
    ]
    boxed = sum(_is_boxed(body.lines[i]) for i, _ in marks)
    only_boxed = boxed >= _LEAST
    starts = {i for i, _ in marks if not only_boxed or _is_boxed(body.lines[i])}
    blocks: list[Block] = []
    for index, match in marks:
        number = re.sub(r"[\s()]", "", match["number"])
        if index not in starts or (blocks and number_key(number) <= blocks[-1].key):
            continue
        if not blocks and number_key(number)[-1][0] > 1:
            continue
        end = _end(body, index, starts, only_boxed)
        first = body.lines[index]
        lines = [replace(first, text=first.text[match.end() :]), *body.lines[index + 1 : end]]
        blocks.append(Block(number, first, [line for line in lines if line.text], [], end))
    return blocks


def _is_boxed(line: BodyLine) -> bool:
    return line.indent is not None and line.indent >= BOX_STEP


def _end(body: Body, start: int, starts: set[int], only_boxed: bool) -> int:
    for index in range(start + 1, len(body.lines)):
        line, before = body.lines[index], body.lines[index - 1]
        if index in starts or line.heading or _LABEL_LINE.match(line.text):
            return index
        if only_boxed and not _is_boxed(line):
            return index
        set_apart = line.bold != before.bold or before.text.endswith((".", ")", "”", ";"))
        if set_apart and REPLY.match(" ".join(each.text for each in body.lines[index : index + 3])):
            return index
    return len(body.lines)


def _unnumbered(body: Body, taken: list[Block]) -> list[Block]:
    """Boxes that follow the response's own label line, as others do, but were printed without a number."""
    used = {id(line) for block in taken for line in block.lines}
    firsts = {block.first.start for block in taken}
    labels = Counter(
        line.text
        for line, following in pairwise(body.lines)
        if following.start in firsts and _LABEL_LINE.match(line.text)
    )
    blocks = []
    for index, line in enumerate(body.lines[:-1]):
        following = body.lines[index + 1]
        if labels[line.text] < _LEAST or following.start in firsts or not _is_boxed(following):
            continue
        end = _end(body, index + 1, set(), only_boxed=True)
        lines = body.lines[index + 1 : end]
        if not used & {id(each) for each in lines}:
            blocks.append(Block("", following, list(lines), ["unnumbered"], end))
    return blocks
