"""Splits the concerns of a coroner's report into single concerns, in their exact words.

The order: characters made plain, boilerplate blanked, lists that run on broken into lines, the outer list
found, its items taken with their limbs; what stands before and after the list, and text without any list,
is taken by paragraphs; last, `fragments` settles what is no concern by itself. Every step keeps the
length, so that offsets are those of the text given.
"""

import re
from dataclasses import replace

from answerable.core.text.boilerplate import next_section, without_boilerplate
from answerable.core.text.cleaning import expand_ligatures, mend_wraps, plain, tidy
from answerable.core.text.fragments import why_no_concern, with_what_they_introduce
from answerable.core.text.inline_lists import break_inline_lists
from answerable.core.text.introductions import (
    Context,
    cut_context,
    is_title,
    lead_in_start,
    only_announces,
)
from answerable.core.text.judging import (
    addressed,
    has_cue,
    is_lead_in,
    judge,
    says_only_what_follows,
    turns_elsewhere,
)
from answerable.core.text.lists import Found, outer_list
from answerable.core.text.markers import line_markers
from answerable.core.text.paragraphs import paragraph_spans
from answerable.core.text.pieces import Piece, Removed, Split

MOST_MARKERS = 500  # the longest real report has 55; a text with more is no list of concerns
_INNER_GAP = re.compile(r"(?<=\S)[ ]*\n[ ]*\n\s*\S")


def split_concerns(text: str) -> Split:
    """The single concerns of `text`, and what was removed with its reason. Any text gives an answer."""
    text, places = expand_ligatures(plain(text))
    end = next_section(text)
    blanked, formulas = without_boilerplate(text[:end])
    removed = [Removed(f.start, f.end, f.kind) for f in formulas]
    if end < len(text):
        removed.append(Removed(end, len(text), "next-section"))
    working = break_inline_lists(mend_wraps(blanked))
    pieces = []
    seen: set[tuple[str, str, str]] = set()
    for piece in with_what_they_introduce(working, _block(working, 0, len(working), Context())[0]):
        if why := why_no_concern(piece, seen):
            removed.append(Removed(piece.start, piece.end, why))
            continue
        for one in (piece, *piece.parts):
            one.flags += judge(one.text)
        pieces.append(piece)
    split = Split(pieces, sorted(removed, key=lambda r: r.start))
    return _moved(split, places) if places else split


def _moved(split: Split, places: list[int]) -> Split:
    """The same split with the offsets of the text before its ligatures were parted."""
    for piece in split.pieces:
        for one in (piece, *piece.parts):
            one.start, one.end = places[one.start], places[one.end]
    split.removed = [Removed(places[r.start], places[r.end], r.why) for r in split.removed]
    return split


def _block(text: str, start: int, end: int, context: Context) -> tuple[list[Piece], Context]:
    """The pieces of one stretch, list after list, and what introduces whatever comes after it.

    `context` is what stood right before it.
    """
    pieces: list[Piece] = []
    base = start
    markers = list(line_markers(text[base:end]))
    if len(markers) > MOST_MARKERS:
        return _prose(text, start, end, context, "not-split")
    while start < end:
        found = outer_list([m for m in markers if m.start >= start - base], end - base)
        if found is None:
            rest, context = _prose(text, start, end, context, "no-numbering")
            return pieces + rest, context
        found = _until_prose(text, base, found)
        first, after = base + found.markers[0].start, base + found.end
        before, introduced = cut_context(text, start, first, context)
        if text[start:before].strip():
            preamble, context = _block(text, start, before, context)
            pieces += preamble
            before, introduced = cut_context(text, start, first, context)
        items, tail, following = _items(text, base, found, introduced)
        pieces += _joined(text, first, introduced.lead_in, items)
        if tail < after:
            before, _ = cut_context(text, tail, after, introduced)
            rest, context = _prose(
                text, tail, before, replace(introduced, lead_in=""), "unnumbered-beside-list"
            )
            pieces += rest
            following = cut_context(text, tail, after, context)[1]
        start, context = after, following
    return pieces, context


def _until_prose(text: str, base: int, found: Found) -> Found:
    """A list of bullets ends where a paragraph without one begins: what follows may be another list."""
    if found.kind != "bullet":
        return found
    ends = [*(m.start for m in found.markers[1:]), found.end]
    for index, (marker, end) in enumerate(zip(found.markers, ends, strict=True)):
        if gap := _INNER_GAP.search(text, base + marker.end, base + end):
            return replace(found, markers=found.markers[: index + 1], end=gap.end() - 1 - base)
    return found


def _joined(text: str, first: int, lead: str, items: list[Piece]) -> list[Piece]:
    """Items that can't stand without the words before them ("... failed to: 1. record, 2. check"), as one."""
    dependent = sum(item.text[:1].islower() for item in items)
    if not lead or len(items) < 2 or 2 * dependent < len(items) or says_only_what_follows(lead):
        return items
    whole = _piece(text, lead_in_start(text, first, lead), items[-1].end)
    if whole is None or any(item.parts for item in items):
        return items
    whole.context = replace(items[0].context, lead_in="")
    whole.flags = list(dict.fromkeys(flag for item in items for flag in item.flags))
    whole.parts = items
    return [whole]


def _items(text: str, base: int, found: Found, context: Context) -> tuple[list[Piece], int, Context]:
    """The items of a list, where the last one ends, and what introduces whatever follows."""
    starts = [base + m.start for m in found.markers]
    ends = [*starts[1:], base + found.end]
    bodies = [(base + m.end, e) for m, e in zip(found.markers, ends, strict=True)]
    tail = bodies[-1][1]
    if not any(_has_gap(text, s, e) for s, e in bodies[:-1]):
        tail = _first_paragraph_end(text, *bodies[-1])
        bodies[-1] = (bodies[-1][0], tail)
    pieces: list[Piece] = []
    following = context
    for index, (marker, (s, e)) in enumerate(zip(found.markers, bodies, strict=True)):
        last = index == len(bodies) - 1
        current = following
        following = replace(current, lead_in=current.lead_in if not last else "")
        if not last or tail == base + found.end < len(text):
            cut, introduced = cut_context(text, s, e, current)
            if cut < e and text[s:cut].strip():
                e, following = cut, introduced
        for piece in _item(text, s, e, marker.label, current):
            piece.flags += found.flags
            piece.series = starts[0]
            pieces.append(piece)
    return pieces, tail, following


def _item(text: str, start: int, end: int, label: str, context: Context) -> list[Piece]:
    """One item; or its limbs, where the item itself only announces them."""
    piece = _piece(text, start, end)
    if piece is None:
        return []
    piece.number, piece.context = label, context
    limbs, lead = _limbs(text, start, end)
    if not limbs:
        return [piece]
    if only_announces(lead):
        if is_lead_in(lead) and not is_title(lead):
            context = replace(context, lead_in=lead)
        elif lead:
            context = Context(lead.rstrip(" :–-"), addressed(lead) or context.addressee)
        for limb in limbs:
            limb.number = f"{label} {limb.number}".strip()
            limb.context = context
        return limbs
    if len(limbs) > 1 and sum(len(limb.text.split()) >= 4 for limb in limbs) >= 2:
        asks = sum(has_cue(limb.text) for limb in limbs)
        if 2 * asks >= len(limbs) or has_cue(lead[-80:]):
            piece.parts = limbs
    return [piece]


def _limbs(text: str, start: int, end: int) -> tuple[list[Piece], str]:
    body = text[start:end]
    lead = len(body) - len(body.lstrip(" "))
    found = outer_list(list(line_markers(" " * lead + body[lead:])), len(body))
    if found is None or found.end < len(body):
        return [], ""
    opening = tidy(body[: found.markers[0].start])
    context = Context(lead_in=opening if is_lead_in(opening) else "")
    limbs = []
    for marker, following in zip(found.markers, [*found.markers[1:], None], strict=True):
        limb = _piece(text, start + marker.end, start + (following.start if following else found.end))
        if limb:
            limb.number, limb.context = marker.label, context
            limbs.append(limb)
    return limbs, opening


def _prose(text: str, start: int, end: int, context: Context, flag: str) -> tuple[list[Piece], Context]:
    """A stretch without lists, and what introduces whatever comes after it."""
    pieces = []
    for s, e, title in paragraph_spans(text, start, end):
        if title and (named := addressed(title)):
            context = Context("", named)
        elif title:
            context = replace(
                context, heading=title, addressee="" if turns_elsewhere(title) else context.addressee
            )
        if piece := _piece(text, s, e):
            piece.context = context
            piece.flags.append(flag)
            pieces.append(piece)
    return pieces, replace(context, lead_in="")


def _has_gap(text: str, start: int, end: int) -> bool:
    return bool(_INNER_GAP.search(text, start, end))


def _first_paragraph_end(text: str, start: int, end: int) -> int:
    """Where the first paragraph of the last item ends, if what follows does not go on with it."""
    spans = list(paragraph_spans(text, start, end))
    if len(spans) < 2 or any(m.start for m in line_markers(text[start:end])):
        return end
    return spans[0][1]


def _piece(text: str, start: int, end: int) -> Piece | None:
    body = text[start:end]
    stripped = body.strip()
    if not re.search(r"\w", stripped):
        return None
    start += body.index(stripped[0])
    return Piece(tidy(stripped), start, start + len(stripped))
