"""Splits the concerns of a coroner's report into single concerns, in their exact words.

The order: characters made plain, boilerplate blanked, lists that run on broken into lines, the outer list
found, its items taken with their limbs; what stands before and after the list, and text without any list,
is taken by paragraphs. Every step keeps the length, so that offsets are those of the text given.
"""

import re
from dataclasses import dataclass, field, replace

from answerable.core.text.boilerplate import is_coda, next_section, without_boilerplate
from answerable.core.text.cleaning import mend_wraps, plain, tidy
from answerable.core.text.inline_lists import break_inline_lists
from answerable.core.text.judging import (
    addressed,
    has_cue,
    is_heading,
    is_lead_in,
    judge,
    says_nothing,
    says_only_what_follows,
    turns_elsewhere,
)
from answerable.core.text.lists import Found, outer_list
from answerable.core.text.markers import line_markers
from answerable.core.text.paragraphs import paragraph_spans

_ANNOUNCES = re.compile(
    r"\b(?:following|follows|concerns?|that|are|were|is|was|include|to|particular|summary)\W*$", re.IGNORECASE
)


_STATES = re.compile(  # words of a sentence, not of a title
    r"\b(?:did|does|do|was|were|is|are|had|has|have|be|been|being|that|not|between|there|should"
    r"|would|could|will|set out|seek)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What introduces a passage: the heading over it and the words that lead into its list."""

    heading: str = ""
    addressee: str = ""  # the body that a heading gives the concerns to, as written
    lead_in: str = ""


@dataclass(slots=True)
class Piece:
    """One concern, or one limb of it. Offsets are those of the text that was given."""

    text: str
    start: int
    end: int
    number: str = ""
    context: Context = field(default_factory=Context)
    flags: list[str] = field(default_factory=list)
    parts: list["Piece"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Removed:
    start: int
    end: int
    why: str  # a kind of `formulas`, or "next-section"


@dataclass(slots=True)
class Split:
    pieces: list[Piece] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)


def split_concerns(text: str) -> Split:
    """The single concerns of `text`, and what was removed with its reason. Any text gives an answer."""
    text = plain(text)
    end = next_section(text)
    blanked, formulas = without_boilerplate(text[:end])
    removed = [Removed(f.start, f.end, f.kind) for f in formulas]
    if end < len(text):
        removed.append(Removed(end, len(text), "next-section"))
    working = break_inline_lists(mend_wraps(blanked))
    pieces = []
    for piece in _block(working, 0, len(working), Context()):
        if is_coda(piece.text):
            removed.append(Removed(piece.start, piece.end, "coda"))
            continue
        piece.flags += judge(piece.text)
        for part in piece.parts:
            part.flags += judge(part.text)
        pieces.append(piece)
    return Split(pieces, sorted(removed, key=lambda r: r.start))


def _block(text: str, start: int, end: int, context: Context) -> list[Piece]:
    """The pieces of one stretch. `context` is what stood right before it."""
    found = outer_list(list(line_markers(text[start:end])), end - start)
    if found is None:
        return _prose(text, start, end, context, "no-numbering")
    first = start + found.markers[0].start
    before, introduced = _cut_context(text, start, first, context)
    pieces = _block(text, start, before, context) if text[start:before].strip() else []
    items, tail, following = _items(text, start, found, introduced)
    pieces += _joined(text, before, first, items)
    after = start + found.end
    if tail < after:
        before, following = _cut_context(text, tail, after, introduced)
        pieces += _prose(text, tail, before, replace(introduced, lead_in=""), "unnumbered-beside-list")
    if after < end:
        pieces += _block(text, after, end, following)
    return pieces


def _joined(text: str, lead_start: int, first: int, items: list[Piece]) -> list[Piece]:
    """Items that can't stand without the words before them ("... failed to: 1. record, 2. check"), as one."""
    lead = tidy(text[lead_start:first])
    dependent = sum(item.text[:1].islower() for item in items)
    if len(items) < 2 or 2 * dependent < len(items) or not is_lead_in(lead) or says_only_what_follows(lead):
        return items
    whole = _piece(text, lead_start, items[-1].end)
    if whole is None or any(item.parts for item in items):
        return items
    whole.context = replace(items[0].context, lead_in="")
    whole.flags = list(dict.fromkeys(flag for item in items for flag in item.flags))
    whole.parts = items
    return [whole]


def _cut_context(text: str, start: int, end: int, context: Context) -> tuple[int, Context]:
    """Takes headings and a lead-in off the end of a stretch: they belong to what comes after it."""
    headings: list[str] = []
    addressee, lead_in, elsewhere = "", "", False
    while lines := list(re.finditer(r"[^\n]*\S[^\n]*", text[start:end])):
        words = tidy(lines[-1][0])
        if next(line_markers(words), None):
            break
        titled = is_heading(words) and (words.endswith(":") or _stands_apart(text, start, lines))
        if not headings and not addressee and not lead_in and is_lead_in(words) and not _is_title(words):
            lead_in = words
        elif titled and len(headings) < 3:
            if named := addressed(words):
                addressee = addressee or named
            elif says_nothing(words):
                elsewhere = True
            else:
                headings.insert(0, words.rstrip(" :–-"))
                elsewhere = elsewhere or turns_elsewhere(words)
        else:
            break
        end = start + lines[-1].start()
    if not (headings or addressee or lead_in or elsewhere):
        return end, context
    if not addressee and not elsewhere:
        addressee = context.addressee
    heading = " / ".join(headings) or ("" if addressee != context.addressee else context.heading)
    return end, Context(heading, addressee, lead_in)


def _is_title(words: str) -> bool:
    return bool(addressed(words)) or (
        words.endswith(":") and len(words.split()) <= 5 and not _ANNOUNCES.search(words)
    )


def _stands_apart(text: str, start: int, lines: list[re.Match[str]]) -> bool:
    """The last line is alone, or is parted from the one before it by a stop or an empty line."""
    if len(lines) == 1 or re.search(r"[.:;!?)”]\s*$", lines[-2][0]):
        return True
    between = text[start + lines[-2].end() : start + lines[-1].start()]
    return between.count("\n") > 1 or is_heading(tidy(lines[-2][0]))


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
            cut, introduced = _cut_context(text, s, e, current)
            if cut < e and text[s:cut].strip():
                e, following = cut, introduced
        for piece in _item(text, s, e, marker.label, current):
            piece.flags += found.flags
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
    if _only_announces(lead):
        if is_lead_in(lead) and not _is_title(lead):
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


def _only_announces(lead: str) -> bool:
    """Whether an item's own words, before its limbs, are no more than a title or an introduction."""
    title = (
        is_heading(lead.rstrip(":"))
        and len(lead.split()) <= 8
        and not _STATES.search(lead)
        and not has_cue(lead)
    )
    return title or says_only_what_follows(lead)


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


def _prose(text: str, start: int, end: int, context: Context, flag: str) -> list[Piece]:
    pieces = []
    heading = context.heading
    for s, e, title in paragraph_spans(text, start, end):
        heading = title or heading
        if piece := _piece(text, s, e):
            named = addressed(title) if title else ""
            context = replace(context, addressee=named or context.addressee)
            piece.context = replace(context, heading="" if named else heading)
            piece.flags.append(flag)
            pieces.append(piece)
    return pieces


def _has_gap(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"\S\s*\n[ ]*\n\s*\S", text[start:end]))


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
