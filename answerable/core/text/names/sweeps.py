"""Second looks at a text, once its names are known: names again, slips of spelling, small letters."""

import itertools
import re
from collections.abc import Iterator

from answerable.core.text.names.lexicon import lexicon
from answerable.core.text.names.people import PeopleFinder
from answerable.core.text.names.spans import FAMILY_MEMBER, NAME_WITHHELD, Doubt, MaskedSpan
from answerable.core.text.names.surroundings import Surroundings
from answerable.core.text.names.tokens import Token

_PLURAL = re.compile(
    r"\b(?:Drs|Doctors|Messrs|Nurses|Sisters|PCs|Officers|Sergeants|Constables|Professors)\.?\s+$"
)
_AND_MORE = re.compile(r"(?:\s*,\s*|\s+(?:and|&)\s+)([A-Z][\w’'-]+)")


def sweep(finder: PeopleFinder) -> None:
    """Adds to the finder's spans what only shows once the rest is known."""
    taken = sorted((s.start, s.end) for s in finder.spans)
    for token in finder.tokens:
        if token.start in finder.things or any(a <= token.start < b for a, b in taken):
            continue
        span = _again(finder, token) or _slip(finder, token) or _initials(finder, token)
        if span:
            finder.spans.append(span)
    finder.spans.extend(_beside(finder))
    finder.spans.extend(_small_letters(finder))


def _again(finder: PeopleFinder, token: Token) -> MaskedSpan | None:
    """A word that was part of a name elsewhere in the text, or is of the author's name."""
    facts = token.facts
    kind = finder.known.get(facts.folded)
    if kind is None and facts.folded in finder.author and not (facts.ordinary or facts.place):
        return MaskedSpan(token.start, token.end, "staff", NAME_WITHHELD, "author")
    if kind is None:
        return None
    if facts.place or facts.term:
        around = Surroundings(finder.text, token.start, token.end)
        if not (around.speaks or around.owns):
            return None
    mark = finder.mark if kind == "deceased" else FAMILY_MEMBER if kind == "family" else NAME_WITHHELD
    return MaskedSpan(token.start, token.end, kind, mark, "named-elsewhere")


def _beside(finder: PeopleFinder) -> Iterator[MaskedSpan]:
    """Two words of no list, joined by "and" to a full name: "Dorna Zelk and Mary Finch"."""
    for span in [s for s in finder.spans if s.rule == "title"]:
        plural = _PLURAL.search(finder.text, max(0, span.start - 12), span.start)
        more = _AND_MORE.match(finder.text, span.end) if plural else None
        if more and more.group(1) not in finder.known:
            yield MaskedSpan(more.start(1), more.end(1), span.kind, NAME_WITHHELD, "title")
    named = {s.start: s for s in finder.spans if s.rule in ("pair", "title")}
    ends = {s.end: s for s in finder.spans if s.rule in ("pair", "title")}
    for left, right in itertools.pairwise(finder.tokens):
        if finder.text[left.end : right.start] != " " or not (_rare(left) and _rare(right)):
            continue
        after = finder.text[right.end : right.end + 5]
        before = finder.text[max(0, left.start - 5) : left.start]
        if (after == " and " and right.end + 5 in named) or (before == " and " and left.start - 5 in ends):
            yield MaskedSpan(left.start, right.end, "person", NAME_WITHHELD, "beside-a-name")


def _rare(token: Token) -> bool:
    facts = token.facts
    known = facts.ordinary or facts.place or facts.term or facts.head or facts.title
    return not (known or facts.upper or facts.initial)


def _slip(finder: PeopleFinder, token: Token) -> MaskedSpan | None:
    if not finder.deceased.misspelt(token):
        return None
    why = "one letter from the name of the person who died"
    finder.doubts.append(Doubt(token.start, token.end, token.text, why, True))
    return MaskedSpan(token.start, token.end, "deceased", finder.mark, "deceased-misspelt")


def _initials(finder: PeopleFinder, token: Token) -> MaskedSpan | None:
    """ "JS" for John Smith, where the text treats it as a person and no known abbreviation is meant."""
    facts = token.facts
    if not facts.upper or facts.folded not in finder.deceased.initials:
        return None
    around = Surroundings(finder.text, token.start, token.end)
    if facts.term or facts.ordinary:
        return None
    stray = around.before in lexicon().groups["not_before_initials"]
    if not around.owned and (stray or not around.acts):
        return None
    finder.doubts.append(Doubt(token.start, token.end, token.text, "initials of the person who died", True))
    return MaskedSpan(token.start, token.end, "initials", finder.mark, "initials")


def _small_letters(finder: PeopleFinder) -> Iterator[MaskedSpan]:
    """The deceased's surname without its capital, where no ordinary word is spelt like it."""
    lowered = finder.text.lower()
    if len(lowered) != len(finder.text):
        return
    for name in finder.deceased.surnames:
        if len(name) < 4 or lexicon().is_ordinary(name) or name not in lowered:
            continue
        for match in re.finditer(rf"(?<![^\W_]){re.escape(name)}(?![^\W\d_])", lowered):
            if not finder.text[match.start()].isupper():
                yield MaskedSpan(match.start(), match.end(), "deceased", finder.mark, "deceased-lower-case")
