"""Pieces that are no concern by themselves: introductions without their items, numbers, repeats.

An introduction is put together with what it introduces, so that no words are lost; the others are left out
with a reason. Written after reading every piece of 4,865 reports that ends in a colon or has no words.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from answerable.core.text.boilerplate import is_coda
from answerable.core.text.cleaning import tidy
from answerable.core.text.judging import is_address, is_lead_in, says_only_what_follows
from answerable.core.text.pieces import Piece

_OPEN = re.compile(r":[\s–—-]*$")
_ANNOUNCES = re.compile(
    r"\bfollow(?:s|ing)\b|\b(?:that|are|were|is|was|below|includ(?:e|es|ed|ing)|particular(?:ly)?|established|found)\W*$",
    re.IGNORECASE,
)
_LONGEST_LEAD_IN = 80  # words
_MORE_COMES = re.compile(r"(?:[;,]|\b(?:and|or|and/or))\W*$", re.IGNORECASE)
_REDACTED = re.compile(r"\[?\bredacted\b\]?", re.IGNORECASE)
_NUMBER = re.compile(r"[\W_]*(?:\d+|[ivx]{1,4}|[a-z])?[\W_]*", re.IGNORECASE)


def with_what_they_introduce(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, each that ends in a colon joined to what it announces.

    One that says nothing of its own becomes the lead-in of what follows. A last piece stays as it is.
    """
    settled: list[Piece] = []
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        first = index == 0 or pieces[index - 1].series != piece.series
        if piece.parts or not _OPEN.search(piece.text):
            settled.insert(0, piece)
            continue
        if _leads_over(text, piece, settled):
            continue
        followers = _announced(text, piece, settled, first)
        if followers:
            del settled[: len(followers)]
        settled[:0] = _together(text, piece, followers)
    return settled


def why_no_concern(piece: Piece, seen: set[tuple[str, str, str]]) -> str:
    """Why a piece is left out: "redacted", "number", "coda", "address" or "repeated"; "" where it stays.

    `seen` holds the pieces that were kept of the same report, and takes up this one. The same words given to
    another body, or under an introduction that says something else, are another concern.
    """
    if why := _wordless(piece.text):
        return why
    if is_coda(piece.text):
        return "coda"
    if is_address(piece.text):
        return "address"
    lead = "" if says_only_what_follows(piece.context.lead_in) else piece.context.lead_in
    key = (_letters(piece.text), _letters(piece.context.addressee), _letters(lead))
    if key in seen:
        return "repeated"
    seen.add(key)
    piece.parts = [part for part in piece.parts if not _wordless(part.text)]
    return ""


def _announced(text: str, piece: Piece, after: Sequence[Piece], first: bool) -> list[Piece]:
    """The pieces right after one that ends in a colon which it introduces."""
    if not after or _stands_between(text, piece, after[0]):
        return []
    head = after[0]
    if head.series < 0:
        return [head]
    run: list[Piece] = []
    for one in after:
        if one.series != head.series or one.context.addressee != head.context.addressee:
            break
        run.append(one)
    if head.series != piece.series:
        return run
    if _MORE_COMES.search(head.text):
        last = next((i for i, one in enumerate(run) if not _MORE_COMES.search(one.text)), len(run) - 1)
        return run[: last + 1]
    if first:
        return run if _is_lead_in(piece.text) else []
    return run[:1]


def _leads_over(text: str, piece: Piece, after: Sequence[Piece]) -> bool:
    """Makes a short introduction the lead-in of what follows under a heading or lead-in of its own."""
    if not after or not is_lead_in(piece.text) or piece.context.addressee != after[0].context.addressee:
        return False
    before = after[0].context
    own = {_letters(before.lead_in), *map(_letters, before.heading.split(" / "))}
    between = {_letters(line) for line in text[piece.end : after[0].start].split("\n")} - {""}
    if (not before.lead_in and not between) or not all(any(line in one for one in own) for line in between):
        return False
    for one in after:
        if one.context != before:
            break
        one.context = replace(before, lead_in=f"{piece.text} {before.lead_in}".strip())
    return True


def _stands_between(text: str, piece: Piece, following: Piece) -> bool:
    """A heading, or words of another body's part of the report, stand between the two."""
    return (
        bool(re.search(r"[^\W\d_]{4}", text[piece.end : following.start]))
        or following.context.addressee != piece.context.addressee
    )


def _together(text: str, piece: Piece, followers: list[Piece]) -> list[Piece]:
    if not followers:
        return [piece]
    of_its_list = followers[0].series == piece.series >= 0 and len(followers) > 1
    if says_only_what_follows(piece.text) or (of_its_list and _is_lead_in(piece.text)):
        for one in followers:
            one.context = replace(one.context, lead_in=one.context.lead_in or piece.text)
        return followers
    whole = replace(piece, end=followers[-1].end)
    whole.text = tidy(text[whole.start : whole.end])
    whole.flags = list(dict.fromkeys(piece.flags + [flag for one in followers for flag in one.flags]))
    if any(one.series >= 0 for one in followers):
        whole.flags = [f for f in whole.flags if f not in ("no-numbering", "unnumbered-beside-list")]
    if len(followers) > 1:
        whole.parts = [replace(one, parts=[]) for one in followers]
    return [whole]


def _is_lead_in(words: str) -> bool:
    return len(words.split()) <= _LONGEST_LEAD_IN and bool(_ANNOUNCES.search(words))


def _wordless(words: str) -> str:
    if not _NUMBER.fullmatch(_REDACTED.sub("", words)):
        return ""
    return "redacted" if _REDACTED.search(words) else "number"


def _letters(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
