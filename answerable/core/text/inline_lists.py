"""Lists that run on inside one paragraph: "(1) ... (2) ...", "First, ... Secondly, ...".

Each item is put on a line of its own by turning the space before its marker into a line break, so that the
length stays and everything after can think in lines. Numbers in the middle of a sentence are left alone:
a marker must follow a stop, its item must begin like a sentence, and its neighbours must be there.
"""

import re
from dataclasses import dataclass

from answerable.core.text.markers import Reading, line_markers, read_marker

_STRAY_PAGE_NUMBER = re.compile(
    r"(?<=[.;:])(\s+\d{1,2})(?=\s+(?:\(?(?:[ivx]{1,4}|[a-z])[.)]|\(\d{1,2}\)|\d{1,2}[.)])\s)"
)
_INLINE = re.compile(
    r"(?P<before>[.:;!?…)\]”’\"–—-]|[,;]\s(?:and|or|and/or)|\bfollows)(?P<gap>[ ]+)"
    r"(?P<marker>\(\d{1,2}\)|\d{1,2}[.)]|\([a-zA-Z]\)|[a-zA-Z][.)]|\([ivx]{1,4}\)|[ivx]{1,4}[.)]|•"
    r"|(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh)(?:ly)?(?=,))(?=[ ,]\s*(?P<next>\S))"
)


_MOST_TOKENS = 1_000  # the longest real report has 55


@dataclass(frozen=True, slots=True)
class _Token:
    position: int  # of the marker
    gap: int  # of the white space before it; -1 at the beginning of a line
    readings: tuple[Reading, ...]
    strict: bool  # its item does not begin like a sentence


def break_inline_lists(text: str) -> str:
    """`text` with a line break before every item of a list that runs on, at the same length."""
    text = _STRAY_PAGE_NUMBER.sub(lambda m: " " * len(m[0]), text)
    tokens = sorted(_tokens(text), key=lambda t: t.position)
    if len(tokens) > _MOST_TOKENS:
        return text
    breaks = list(text)
    reached: dict[tuple[str, str], int] = {}
    for index, token in enumerate(tokens):
        for reading in token.readings:
            series = (reading.kind, reading.style)
            if token.gap < 0:
                reached[series] = reading.value
            elif reading.kind == "bullet" or _in_step(
                reading, reached.get(series), tokens[index + 1 :], token
            ):
                reached[series] = reading.value
                breaks[token.gap] = "\n"
                break
    return "".join(breaks)


def _tokens(text: str) -> list[_Token]:
    tokens = [_Token(m.start, -1, m.readings, strict=False) for m in line_markers(text)]
    at_line = {t.position for t in tokens}
    for match in _INLINE.finditer(text):
        if match.start("marker") in at_line:
            continue
        lower = not re.match(r"[A-Z“\"‘'\[(]", match["next"])
        numbered = match["marker"].strip("().").isdigit()
        if lower and not (numbered and match["before"][0] in ";:."):
            continue
        if readings := tuple(read_marker(match["marker"])):
            tokens.append(_Token(match.start("marker"), match.start("gap"), readings, strict=lower))
    return tokens


def _in_step(reading: Reading, last: int | None, later: list[_Token], token: _Token) -> bool:
    """The next of a list that has begun, or a first whose second follows (and third, where in doubt)."""
    if last is not None and reading.value == last + 1:
        return True
    if reading.value != 1:
        return False
    wanted = [2, 3] if token.strict else [2]
    seen = {r.value for t in later for r in t.readings if (r.kind, r.style) == (reading.kind, reading.style)}
    return all(value in seen for value in wanted)
