"""Cuts a query into words, phrases, brackets and signs. Takes any text; every step goes forward."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from answerable.search.tree import DATE_FIELDS, FIELDS

Kind = Literal["word", "phrase", "stray", "open", "close", "minus", "field", "and", "or", "not"]
OPERANDS: frozenset[Kind] = frozenset({"word", "phrase"})
BOOLEAN: frozenset[Kind] = frozenset({"and", "or", "not"})
AROUND = ".,;:!?[]{}'\u2019-\u2212"  # and brackets, which are cut off here

_QUOTES = str.maketrans("\u201c\u201d\u201e\u201f\u00ab\u00bb", '""""""')
_STOPS = ".,;:!?"
_MINUS = "-\u2212"
_FIELD = re.compile(r"([A-Za-z]{2,20}):(?=[^\s:])")
_BARE = re.compile(r'[^\s"]+')
_OPERATORS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not"}


class Token(NamedTuple):
    kind: Kind
    text: str


def tokens(text: str) -> Iterator[Token]:
    text = text.translate(_QUOTES)
    at = 0
    while at < len(text):
        here = text[at]
        if here.isspace():
            at += 1
        elif here == '"':
            end = text.find('"', at + 1)
            if end < 0:
                yield Token("stray", here)
                at += 1
            else:
                yield Token("phrase", text[at + 1 : end])
                at = end + 1
        elif here == "(":
            yield Token("open", here)
            at += 1
        elif here in _MINUS:
            if at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] not in _MINUS:
                yield Token("minus", here)
            at += 1
        elif (named := _FIELD.match(text, at)) and named[1].lower() in FIELDS.keys() | DATE_FIELDS:
            yield Token("field", named[1].lower())
            at = named.end()
        else:
            found = _BARE.match(text, at)
            assert found is not None
            at = found.end()
            yield from _word(found[0])


def _word(bare: str) -> Iterator[Token]:
    """A word, and the brackets that close after it: those that it opened itself belong to it."""
    word, closed = bare, 0
    while (shorter := word.rstrip(_STOPS)).endswith(")") and shorter.count(")") > shorter.count("("):
        word = shorter[:-1]
        closed += 1
    if word:
        yield Token(_OPERATORS.get(word, "word"), word)
    for _ in range(closed):
        yield Token("close", ")")
