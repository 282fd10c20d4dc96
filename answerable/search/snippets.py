"""The passage of a text that best shows why it was found, with the matching words marked."""

import re
from collections.abc import Iterator, Mapping

from answerable.search.language import ParsedQuery
from answerable.search.words import folded_words, places, stems

_ABOUT = 260  # characters
_SPACES = re.compile(r"\s+")

Span = tuple[int, int]


def matching_spans(text: str, query: ParsedQuery) -> tuple[list[Span], set[tuple[str, ...]]]:
    """Where words and phrases of the query stand in `text`, and the stems of the terms found."""
    plain = folded_words(text)
    marked: set[int] = set()
    found: set[tuple[str, ...]] = set()
    for parts, position in _terms_in(plain, query):
        found.add(parts)
        marked.update(range(position, position + len(parts)))
    for phrase in query.phrases:
        for position, word in enumerate(plain):
            if word == phrase[0] and tuple(plain[position : position + len(phrase)]) == phrase:
                marked.update(range(position, position + len(phrase)))
    return _joined(places(text, marked)) if marked else [], found


def terms_found(text: str, query: ParsedQuery) -> set[tuple[str, ...]]:
    """The stems of the query's terms that stand in `text`."""
    return {parts for parts, _ in _terms_in(folded_words(text), query)} if query.words else set()


def _terms_in(plain: list[str], query: ParsedQuery) -> Iterator[tuple[tuple[str, ...], int]]:
    """The stems of each term found, and at which word."""
    terms: dict[str, list[tuple[str, ...]]] = {}
    for term in query.words:
        terms.setdefault(term.stems[0], []).append(term.stems)
    if not terms:
        return
    stemmed = stems(" ".join(plain))
    for position, stem in enumerate(stemmed):
        if stem in terms:
            for parts in terms[stem]:
                if tuple(stemmed[position : position + len(parts)]) == parts:
                    yield parts, position


def _joined(marked: Mapping[int, Span]) -> list[Span]:
    """Spans of marked words; neighbours become one span."""
    spans: list[Span] = []
    last = -2
    for position in sorted(marked):
        start, end = marked[position]
        if position == last + 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        last = position
    return spans


def snippet(text: str, spans: list[Span]) -> list[tuple[str, bool]]:
    """About 260 characters of `text` around the most matches, or its beginning where there is none."""
    start, end = _window(text, spans)
    pieces: list[tuple[str, bool]] = []
    at = start
    for left, right in spans:
        if left < at or right > end:
            continue
        pieces += [(text[at:left], False), (text[left:right], True)]
        at = right
    pieces.append((text[at:end], False))
    if start > 0:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return _tidy(pieces)


def _window(text: str, spans: list[Span]) -> Span:
    if len(text) <= _ABOUT:
        return 0, len(text)
    start = 0
    if spans:
        lefts = [left for left, _ in spans]
        best = max(
            lefts, key=lambda left: (sum(left <= other < left + _ABOUT - 60 for other in lefts), -left)
        )
        start = max(0, best - 60)
    end = min(len(text), start + _ABOUT)
    if end == len(text):
        start = max(0, end - _ABOUT)
    return _at_word(text, start, forward=True), _at_word(text, end, forward=False)


def _at_word(text: str, place: int, *, forward: bool) -> int:
    """The nearest place where a word begins (going forward) or ends (going back), within 40 characters."""
    if place in (0, len(text)):
        return place
    for step in range(40):
        at = place + step if forward else place - step
        if not 0 < at < len(text):
            return place
        if forward and text[at - 1].isspace() and not text[at].isspace():
            return at
        if not forward and text[at].isspace():
            return at
    return place


def _tidy(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Runs of white space become one space; neighbours of one kind are joined; empty pieces go."""
    tidy: list[tuple[str, bool]] = []
    for raw, is_match in pieces:
        text = _SPACES.sub(" ", raw)
        if tidy and tidy[-1][0].endswith(" "):
            text = text.removeprefix(" ")
        if not text:
            continue
        if tidy and tidy[-1][1] == is_match:
            text = tidy.pop()[0] + text
        tidy.append((text, is_match))
    return tidy
