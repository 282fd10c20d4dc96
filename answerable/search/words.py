"""Words: how a text is cut into them, folded and stemmed, the same for documents, queries and snippets.

The index is given words already folded and joined by single spaces, so that its own rules of cutting cannot
differ from these.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

import tantivy

# A word is letters and digits with their accents; apostrophes, soft hyphens and zero-width marks inside a
# word belong to it and are dropped from its folded form, so that "patient's" and "patients" meet.
_PIECE = r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060]+[^\W_]*)*"
_WORD = re.compile(rf"{_PIECE}(?:['\u2019\u02bc]{_PIECE})*")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")  # the same of lower-case ASCII, several times as fast
_LONGEST = 100
# Signs of printed English that part or join words as those of ASCII do: with them a text goes the quick way.
_PLAIN = str.maketrans(
    "\u2019\u2018\u201c\u201d\u201e\u2013\u2014\u2026\u2022\u00b7\u00a0\u00a3", "'" + " " * 11
)

# Words that say nothing of the subject. They never decide whether a document matches, unless quoted.
_STOP_WORDS = """
    a about after all also am an and any are as at be because been before being between both but by can
    cannot could did do does doing done during each few for from further get had has have having he her here
    hers him his how i if in into is it its itself just may me might more most must my no nor not of off on
    once only or other our out over own same shall she should so some such than that the their theirs them
    then there these they this those through to too under until up upon us very was we were what when where
    whether which while who whom whose why will with within would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

_STEMMER = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(
    tantivy.Filter.stemmer("english")
)
_analyse = _STEMMER.build().analyze


class Word(NamedTuple):
    """A folded word, and where it stands in the text it was cut from."""

    plain: str
    start: int
    end: int


def _fold(word: str) -> str:
    if word.isascii():
        return word.replace("'", "").lower()[:_LONGEST]
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if c.isalnum())[:_LONGEST]


def cut(text: str) -> list[Word]:
    """The words of `text`, in order."""
    if (plain := _in_ascii(text)) is None:
        return cut_any(text)
    found = _ASCII_WORD.finditer(plain.lower())
    return [Word(m.group().replace("'", "")[:_LONGEST], m.start(), m.end()) for m in found]


def cut_any(text: str) -> list[Word]:
    """The same of any text, slowly."""
    found = ((_fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))
    return [Word(*word) for word in found if word[0]]


def folded_words(text: str) -> list[str]:
    """The words of `text`, folded, in order."""
    if (plain := _in_ascii(text)) is None:
        return [word.plain for word in cut_any(text)]
    found: list[str] = _ASCII_WORD.findall(plain.lower())
    if "'" in plain:
        found = [word.replace("'", "") for word in found]
    if max(map(len, found), default=0) > _LONGEST:
        found = [word[:_LONGEST] for word in found]
    return found


def places(text: str, wanted: Collection[int]) -> dict[int, tuple[int, int]]:
    """Where the words of these numbers, counted from 0, begin and end in `text`."""
    if (plain := _in_ascii(text)) is None:
        words = cut_any(text)
        return {number: (words[number].start, words[number].end) for number in wanted}
    found = enumerate(_ASCII_WORD.finditer(plain.lower()))
    return {number: one.span() for number, one in found if number in wanted}


def _in_ascii(text: str) -> str | None:
    """The text, character for character, where signs of printed English are all that is not ASCII in it."""
    if text.isascii():
        return text
    plain = text.translate(_PLAIN)
    return plain if plain.isascii() else None


def fold(text: str) -> str:
    """The words of `text`, folded, joined by single spaces."""
    return " ".join(folded_words(text))


def stems(folded: str) -> list[str]:
    """The English stem of each word of a folded text."""
    result: list[str] = _analyse(folded)
    return result
