"""Texts as the desk shows them: shared words marked, the sentence that matched set apart, names withheld."""

from collections.abc import Iterable
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
    found: list[Piece] = []
    done = 0
    words = cut(text) if wanted else []
    for word, stem in zip(words, stems(" ".join(word.plain for word in words)), strict=True):
        if stem in wanted and word.plain not in STOP_WORDS:
            if word.start > done:
                found.append(Piece(text[done : word.start]))
            found.append(Piece(text[word.start : word.end], marked=True))
            done = word.end
    if done < len(text):
        found.append(Piece(text[done:]))
    return found
