"""Texts as the desk shows them: shared words marked, the sentence that matched set apart, names withheld."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from answerable.search.words import STOP_WORDS, cut, stems
from answerable.website.formats import withheld


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of a text; `matched` where it is the sentence that the machine went by."""

    pieces: tuple[Piece, ...]
    matched: bool = False


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text, without those that say nothing of its subject."""
    telling = [word.plain for word in cut(text) if word.plain not in STOP_WORDS and not word.plain.isdigit()]
    return frozenset(stems(" ".join(telling)))


def with_phrases(text: str, phrases: Iterable[str]) -> tuple[Passage, ...]:
    """The text with these very words marked, wherever they stand together."""
    longest_first = sorted((phrase for phrase in phrases if phrase.strip()), key=len, reverse=True)
    wanted = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    if not wanted:
        return passages(text)
    pattern = re.compile(rf"(?<!\w)(?:{wanted})(?!\w)", re.IGNORECASE)
    found: list[Piece] = []
    for piece in withheld(text):
        if piece.withheld:
            found.append(Piece(piece.text, withheld=True))
        else:
            found += _cut_out(piece.text, (match.span() for match in pattern.finditer(piece.text)))
    return (Passage(tuple(found)),)


def passages(text: str, marks: Iterable[str] = (), sentence: str = "") -> tuple[Passage, ...]:
    """The text with words of these stems marked, and the sentence set apart where it stands in it."""
    wanted = frozenset(marks)
    start = text.find(sentence) if sentence else -1
    if start < 0 or sentence == text:
        return (Passage(_pieces(text, wanted), matched=bool(sentence) and sentence == text),)
    end = start + len(sentence)
    parts = ((text[:start], False), (sentence, True), (text[end:], False))
    return tuple(Passage(_pieces(part, wanted), matched) for part, matched in parts if part)


def _pieces(text: str, wanted: frozenset[str]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for piece in withheld(text):
        if piece.withheld:
            found.append(Piece(piece.text, withheld=True))
        else:
            found += _marked(piece.text, wanted)
    return tuple(found)


def _marked(text: str, wanted: frozenset[str]) -> list[Piece]:
    words = cut(text) if wanted else []
    stemmed = zip(words, stems(" ".join(word.plain for word in words)), strict=True)
    return _cut_out(
        text,
        ((word.start, word.end) for word, stem in stemmed if stem in wanted and word.plain not in STOP_WORDS),
    )


def _cut_out(text: str, spans: Iterator[tuple[int, int]]) -> list[Piece]:
    """The text in pieces, those of the spans marked."""
    found: list[Piece] = []
    done = 0
    for start, end in spans:
        if start > done:
            found.append(Piece(text[done:start]))
        found.append(Piece(text[start:end], marked=True))
        done = end
    if done < len(text):
        found.append(Piece(text[done:]))
    return found
