"""A cell of addressees, parted where it surely parts: list marks, numbers, lines, the ends of addresses."""

import re
from dataclasses import dataclass

from answerable.organisations.resolver.words import CONTACT, COPIES_FOLLOW, COPY, POSTCODE

MAX_CELL = 6_000  # characters: a longer cell is a letter, not a list of addressees

_MARKS = re.compile(r"[;|\n\r\v\f\u2028\u2029•▪●◦\uf0b7]+")
_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2})\s?[.)]?(?=[\s,])\s*")
_LETTER = re.compile(r"(?:(?<=\s)|^)\(?([a-h])[.)]\s+")
_LAST_PAGE = re.compile(r"(?:[\s,.]+\d{1,2}\.?)+$")
_EDGES = " \t,.;:-–—•*·|\u00a0"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a cell that names one addressee, or several joined by "and" or a comma."""

    text: str
    copy: bool = False


def split_cell(cell: str) -> list[Segment]:
    """The segments of a cell, in order. Splitting a segment again gives the same segment."""
    text = cell.replace("\0", " ").replace("\u00a0", " ").replace("\u200b", "")
    text = CONTACT.sub(" ", text)
    parts: list[str] = []
    for part in _MARKS.split(text):
        for numbered in _numbered(part):
            parts += _after_postcodes(numbered)
    segments: list[Segment] = []
    copies = False
    for part in parts:
        before, following = part, ""
        if match := COPIES_FOLLOW.search(part):
            before, following = part[: match.start()], part[match.end() :]
        if (plain := _trim(before)) and any(c.isalpha() for c in plain):
            segments.append(Segment(plain, copies or bool(COPY.search(plain))))
        if match:
            copies = True
            if (plain := _trim(following)) and any(c.isalpha() for c in plain):
                segments.append(Segment(plain, True))
    return segments


def _trim(text: str) -> str:
    text = " ".join(text.split())
    while True:
        plain = _LAST_PAGE.sub("", text).strip(_EDGES)
        if plain.startswith("(") and plain.endswith(")") and plain.count("(") == 1:
            plain = plain[1:-1]
        if plain.count("(") < plain.count(")") and plain.endswith(")"):
            plain = plain[:-1]
        if plain == text:
            return plain
        text = plain


def _next_number(number: str) -> str:
    return str(int(number) + 1)


def _next_letter(letter: str) -> str:
    return chr(ord(letter) + 1)


def _numbered(text: str) -> list[str]:
    """Parts of "1. ... 2. ..." or "(a) ... (b) ...". Only numbers that count up from the first begin a part,
    so that house numbers don't."""
    for pattern, following in ((_NUMBER, _next_number), (_LETTER, _next_letter)):
        first = pattern.match(text.lstrip(_EDGES))
        if not first or first.group(1) not in ("1", "a"):
            continue
        lead = len(text) - len(text.lstrip(_EDGES))
        starts = [(lead, lead + first.end())]
        wanted = following(first.group(1))
        for match in pattern.finditer(text, starts[0][1]):
            if match.group(1) == wanted:
                starts.append((match.start(), match.end()))
                wanted = following(wanted)
        ends = [start for start, _ in starts[1:]] + [len(text)]
        return [text[begin:end] for (_, begin), end in zip(starts, ends, strict=True)]
    return [text]


def _after_postcodes(text: str) -> list[str]:
    """A postcode ends an address, and with it an addressee."""
    parts = []
    begin = 0
    for match in POSTCODE.finditer(text):
        parts.append(text[begin : match.end()])
        begin = match.end()
    return [*parts, text[begin:]]
