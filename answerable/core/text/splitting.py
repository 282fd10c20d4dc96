"""Splits the concerns of a coroner's report into single concerns, in their exact words.

The order: characters made plain, boilerplate blanked, the outer list found, its items taken with their
limbs; what stands before and after the list, and text without any list, is taken by paragraphs.
"""

import re
from dataclasses import dataclass, field

from answerable.core.text.boilerplate import find_boilerplate, without_boilerplate
from answerable.core.text.cleaning import mend_wraps, plain, tidy
from answerable.core.text.lists import Found, outer_list
from answerable.core.text.markers import line_markers

LONG = 2_000  # characters; about a page
SHORT = 3  # words


@dataclass(slots=True)
class Piece:
    """One concern, or one limb of it. Offsets are those of the text that was given."""

    text: str
    start: int
    end: int
    number: str = ""
    lead_in: str = ""  # the words that introduce the list it stands in
    flags: list[str] = field(default_factory=list)
    parts: list["Piece"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Removed:
    start: int
    end: int
    why: str


@dataclass(slots=True)
class Split:
    pieces: list[Piece] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)


_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_CONTINUES = re.compile(
    r"(?:this|that|these|those|it|they|he|she|such|however|therefore|thus|accordingly|as a (?:result|consequence)|"
    r"consequently|nor|and|but|or|so|yet|in this (?:case|respect|regard)|[a-z])\b"
)
_LEAD_IN = re.compile(
    r"(?::|:\s*[-–—]|\b(?:follow(?:s|ing)?|that|particular|below|namely|to)\s*[:.–-]*)$", re.IGNORECASE
)


def split_concerns(text: str) -> Split:
    """The single concerns of `text`, and what was removed with its reason. Any text gives an answer."""
    text = plain(text)
    blanked, formulas = without_boilerplate(text)
    working = mend_wraps(blanked)
    result = Split(removed=[Removed(f.start, f.end, f.kind) for f in formulas])
    result.pieces = _block(working, 0, len(working), result, outer=True)
    for piece in result.pieces:
        _judge(piece)
    return result


def _block(text: str, start: int, end: int, result: Split, *, outer: bool) -> list[Piece]:
    body = text[start:end]
    found = outer_list(list(line_markers(body)), len(body))
    if found is None:
        return _paragraphs(text, start, end, result, numbered=False)
    pieces = _before(text, start, start + found.markers[0].start, result)
    lead_in = ""
    if pieces and _is_lead_in(pieces[-1].text):
        lead = pieces.pop()
        lead_in = lead.text
        result.removed.append(Removed(lead.start, lead.end, "lead-in"))
    items, tail = _items(text, start, found, lead_in)
    pieces += items
    if tail < start + found.end:
        pieces += _paragraphs(text, tail, start + found.end, result, numbered=True)
    if start + found.end < end:
        pieces += _block(text, start + found.end, end, result, outer=outer)
    return pieces


def _before(text: str, start: int, end: int, result: Split) -> list[Piece]:
    return _block(text, start, end, result, outer=False) if text[start:end].strip() else []


def _items(text: str, base: int, found: Found, lead_in: str) -> tuple[list[Piece], int]:
    """The items of a list, and where the last one ends."""
    starts = [base + m.start for m in found.markers]
    ends = [*starts[1:], base + found.end]
    bodies = [(base + m.end, e) for m, e in zip(found.markers, ends, strict=True)]
    habit = any(_PARAGRAPH.search(text[s:e].strip()) for s, e in bodies[:-1])
    tail = bodies[-1][1]
    if not habit:
        first, last = bodies[-1]
        leading = len(text[first:last]) - len(text[first:last].lstrip())
        for gap in _PARAGRAPH.finditer(text, first + leading, last):
            following = text[gap.end() : last]
            if (
                following.strip()
                and not _CONTINUES.match(following.lower() if False else following)
                and not list(line_markers(following.split("\n", 1)[0]))
            ):
                tail = gap.start()
                bodies[-1] = (first, tail)
                break
    pieces = []
    for marker, (s, e) in zip(found.markers, bodies, strict=True):
        piece = _piece(text, s, e)
        if piece is None:
            continue
        piece.number, piece.lead_in = marker.label, lead_in
        piece.flags += found.flags
        piece.parts = _limbs(text, s, e)
        pieces.append(piece)
    return pieces, tail


def _limbs(text: str, start: int, end: int) -> list[Piece]:
    body = text[start:end]
    found = outer_list([m for m in line_markers(body) if m.start > 0], len(body))
    if found is None or len(found.markers) < 2:
        return []
    lead = tidy(body[: found.markers[0].start])
    limbs, _ = _items(text, start, found, lead if _is_lead_in(lead) else "")
    if sum(len(limb.text.split()) >= 4 for limb in limbs) < 2:
        return []
    return limbs


def _paragraphs(text: str, start: int, end: int, result: Split, *, numbered: bool) -> list[Piece]:
    spans: list[tuple[int, int]] = []
    position = start
    for gap in [*_PARAGRAPH.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if text[position:stop].strip():
            if spans and (
                _CONTINUES.match(text[position:stop].strip().lower())
                or _is_lead_in(tidy(text[slice(*spans[-1])]))
            ):
                spans[-1] = (spans[-1][0], stop)
            else:
                spans.append((position, stop))
        position = gap.end() if gap else end
    pieces = [p for p in (_piece(text, s, e) for s, e in spans) if p]
    for piece in pieces:
        piece.flags.append("unnumbered-beside-list" if numbered else "no-numbering")
    return pieces


def _piece(text: str, start: int, end: int) -> Piece | None:
    body = text[start:end]
    stripped = body.strip()
    if not re.search(r"\w", stripped):
        return None
    start += body.index(stripped[0])
    return Piece(tidy(stripped), start, start + len(stripped))


def _is_lead_in(text: str) -> bool:
    return len(text.split()) <= 40 and bool(_LEAD_IN.search(text))


def _judge(piece: Piece) -> None:
    if len(piece.text) > LONG:
        piece.flags.append("long")
    if len(piece.text.split()) < SHORT:
        piece.flags.append("too-short")
