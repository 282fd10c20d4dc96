"""What else one could ask, where a search finds nothing: each way on with how many entries it gives."""

import re
from dataclasses import dataclass, replace

from answerable.pipeline.search import how_many
from answerable.search.language import parse
from answerable.search.words import cut
from answerable.website.presenters.asked import Asked

MOST_WORDS = 5  # of which one at a time is left out


@dataclass(frozen=True, slots=True)
class WayOn:
    words: str
    total: int
    href: str


def ways_on(asked: Asked, meant: str, plain: str) -> tuple[WayOn, ...]:
    """Only those that find something. Raises IndexMissingError when there is no index."""
    tried = [(words, one) for words, one in _changes(asked, meant, plain) if one != asked]
    counted = [(words, one, how_many(one.as_query())) for words, one in tried]
    return tuple(WayOn(words, total, one.href()) for words, one, total in counted if total)


def _changes(asked: Asked, meant: str, plain: str) -> list[tuple[str, Asked]]:
    first = replace(asked, page=1)
    found: list[tuple[str, Asked]] = []
    if meant:
        found.append((f"search for “{meant}”", replace(first, text=meant)))
    if asked.narrowed:
        found.append(("take away the filters and dates", first.without_filters()))
    if plain:
        found.append(("take AND, OR, NOT, brackets and fields as plain words", replace(first, text=plain)))
    if '"' in (straight := re.sub("[“”„«»]", '"', asked.text)):
        unquoted = " ".join(straight.replace('"', " ").split())
        found.append(("take away the quotation marks", replace(first, text=unquoted)))
    text = plain or asked.text
    parsed = parse(text)
    if 1 < len(parsed.words) <= MOST_WORDS:
        for term in parsed.words:
            found.append((f"leave out “{term.typed}”", replace(first, text=_without(text, term.plain))))
    return found


def _without(text: str, plain: tuple[str, ...]) -> str:
    for word in reversed(cut(text)):
        if word.plain in plain:
            text = text[: word.start] + text[word.end :]
    return " ".join(part for part in text.split() if any(c.isalnum() for c in part))
