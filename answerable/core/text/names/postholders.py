"""Persons known by the post that follows them: "Mark Hollin, Chief Executive", "Will Tarn MP"."""

import itertools
import re
from collections.abc import Sequence

from answerable.core.text.names.lexicon import lexicon
from answerable.core.text.names.spans import MaskedSpan
from answerable.core.text.names.tokens import Facts, Token

_RANK = (
    r"(?:the[ \u00a0]+)?(?:(?:acting|interim|deputy|group|assistant|joint|executive|then|former)[ \u00a0]+)*"
)
_STRONG = (
    r"(?:chief[ \u00a0](?:executive|operating|medical|constable|officer|nurs)|CEO\b|secretary of state\b"
    r"|minister\b|(?:medical|managing|clinical)[ \u00a0]director\b)"
)
_POST = (
    rf"(?:{_STRONG}|director\b|commissioner\b|chair(?:man|woman)?\b|president\b|governor\b|lord chancellor\b"
    r"|parliamentary\b|home secretary\b|permanent secretary\b"
    r"|(?:registered|practice|general)[ \u00a0]manager\b"
    r"|(?:senior|principal|lead)[ \u00a0](?:engineer|manager|officer|consultant|partner|surveyor)\b)"
)
_FOLLOWS = re.compile(
    rf"[ \u00a0]*(?:,|[–-](?=[ \u00a0]))[ \u00a0]*{_RANK}{_POST}|[ \u00a0]+{_RANK}{_STRONG}", re.IGNORECASE
)
_HONOURED = re.compile(r"(?:[ \u00a0]*,?[ \u00a0]*\b(?:MP|MSP|QC|KC|OBE|CBE|MBE|DBE|KBE|QPM|MS|AS|WC)\b)+")
_PARTICLE = re.compile(r"[ \u00a0]+(?:(?:ap|ab|ferch|de|van|von|al|el|bin)[ \u00a0]+)?")
_ENDS = re.compile(r"[ \u00a0]*(?:[;|\n]|\Z)")
_BEGINS = re.compile(r"(?:\A|[;,|\n(•:]|[–-][ \u00a0])[\s\u00a0]*\Z")
_PLACED = {"royal", "queen", "king", "prince", "princess"}
LONGEST = 3


def postholders(cell: str, tokens: Sequence[Token]) -> list[MaskedSpan]:
    """Two or three capitalised words at the start of a part of the cell that a post or an honour follows.

    The post makes them a person, so that ordinary words serve as names ("Mark", "Will"); words that make a
    body of them ("Trust", "Hospital") do not.
    """
    found: list[MaskedSpan] = []
    for at, token in enumerate(tokens):
        if not _BEGINS.search(cell, max(0, token.start - 4), token.start):
            continue
        for length in range(LONGEST, 1, -1):
            name = tokens[at : at + length]
            if len(name) < length or not all(
                _PARTICLE.fullmatch(cell, a.end, b.start) for a, b in itertools.pairwise(name)
            ):
                continue
            end = name[-1].end
            honoured = _HONOURED.match(cell, end)
            facts = [t.facts for t in name]
            follows = honoured or _FOLLOWS.match(cell, end)
            if (
                (follows and _can_be_a_name(facts))
                or (
                    honoured and (_is_rare_name(facts) or _has_particle(cell, name)) and _holds_no_body(facts)
                )
                or (length == LONGEST and _fills_part(cell, token.start, end) and _is_rare_name(facts))
                or (_fills_bracket(cell, token.start, end) and facts[0].given and _holds_no_body(facts))
            ):
                found.append(
                    MaskedSpan(token.start, honoured.end() if honoured else end, "person", "", "postholder")
                )
                break
    return found


def before_post(cell: str, end: int) -> bool:
    """Whether a comma or a dash and a post follow at `end`."""
    return _FOLLOWS.match(cell, end) is not None and cell[end : end + 2].strip(" \u00a0")[:1] in tuple(",–-")


def _fills_part(cell: str, start: int, end: int) -> bool:
    return _ENDS.match(cell, end) is not None and cell[:start].rstrip(" \u00a0")[-1:] in ("", ";", "|", "\n")


def _fills_bracket(cell: str, start: int, end: int) -> bool:
    return cell[start - 1 : start] == "(" and cell[end : end + 1] == ")"


def _has_particle(cell: str, name: Sequence[Token]) -> bool:
    """ "Wyn ap Zorwen": whether a small word of surnames stands between two of the words."""
    return any(cell[a.end : b.start].strip() for a, b in itertools.pairwise(name))


def _holds_no_body(name: list[Facts]) -> bool:
    return not any(f.head or f.role or f.term or f.place or f.upper or f.title for f in name)


def _is_rare_name(name: list[Facts]) -> bool:
    """Words of no other meaning, the last of them a given name or a Welsh surname: "Ulvane Treskel Simon"."""
    return _holds_no_body(name) and not any(f.ordinary for f in name) and name[-1].sure_given


def _can_be_a_name(name: list[Facts]) -> bool:
    first, last = name[0], name[-1]
    if first.folded in _PLACED or first.role or first.title or (first.head and not first.sure_given):
        return False
    posts = lexicon().groups["post_starts"]
    if any(facts.folded in posts or facts.term for facts in name):
        return False
    if first.sure_given:
        return last.surname or last.unknown
    if first.place or any(facts.head or facts.role or facts.place for facts in name[1:]):
        return False
    if first.given:
        return last.surname or last.unknown
    known = (first.surname and (last.surname or last.unknown)) or (first.unknown and last.surname)
    return known and not (first.ordinary or last.ordinary)
