"""List markers at the beginnings of lines: "1.", "(2)", "iv)", "(a)", "3.1", "Firstly,", "•".

One marker may be read in several ways ("i." is one in Roman and nine in letters; "(I)" is often "(1)" after
OCR); which holds is decided by its neighbours, in `lists`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Outer kinds first: a list of an outer kind ends a list of an inner kind, never the other way round.
RANKS = {
    "label": 0,
    "decimal": 1,
    "upper": 1,
    "upper-roman": 1,
    "ordinal": 1,
    "dotted": 2,
    "letter": 3,
    "roman": 3,
    "bullet": 4,
}


@dataclass(frozen=True, slots=True)
class Reading:
    kind: str  # a key of RANKS
    style: str  # how it is written: its brackets, stops and prefix
    value: int


@dataclass(frozen=True, slots=True)
class Marker:
    start: int  # of the marker
    end: int  # where the item's own words begin
    label: str  # as printed, without brackets' spaces: "(1)", "a)"
    readings: tuple[Reading, ...]


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_ROMAN_FORM = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})$")
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"

_LINE_MARKER = re.compile(
    r"^[ \t]*[\"“‘']?(?P<marker>"
    r"(?P<bullet>[•➢▪*]+|[-–—]{1,2}(?=\s)|o(?=\s+[A-Z]))"
    r"|(?P<word>(?:matters? of concern|concern|issue|point|recommendation|topic|mc)\s*(?:no\.?\s*|number\s*)?)[(]?(?P<wordlabel>\d{1,2}|[A-Z]\b)[)]?\s*(?:[.:–—-]+|(?=\s*\n))"
    r"|(?P<open>[(\[]?)\s?\.?(?P<label>\d{1,2}(?:\.\d{1,2}){1,2}|\d{1,2}|[ivxIVX]{1,5}|[lI|]|[A-Za-z])\s?"
    r"(?P<close>\.?[)\]][.:]?|[.:](?!\d)\)?|\s[-–—](?=\s)|(?=\s+[A-Z“\"‘\[(]))"
    r"|(?P<ordinal>(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:ly)?)\s?[,:–-]"
    r")[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)


def line_markers(text: str) -> Iterator[Marker]:
    """Everything at the beginning of a line that could be a list marker."""
    for match in _LINE_MARKER.finditer(text):
        readings = tuple(_readings(match, text))
        if readings:
            label = " ".join(match["marker"].split()).rstrip(" -–—")
            yield Marker(match.start("marker"), match.end(), "" if match["bullet"] else label, readings)


def _readings(match: re.Match[str], text: str) -> Iterator[Reading]:
    if match["bullet"]:
        yield Reading("bullet", match["bullet"][0], 1)
        return
    if match["word"]:
        value = match["wordlabel"]
        number = int(value) if value.isdigit() else ord(value.upper()) - 64
        yield Reading("label", "word", number)
        return
    if match["ordinal"]:
        word = match["ordinal"].lower().removesuffix("ly")
        yield Reading("ordinal", "word", _ORDINALS[word])
        return
    opening, label, close = match["open"], match["label"], match["close"].strip()
    style = opening + "#" + close
    if not close and (
        not label.replace(".", "").isdigit() or opening or _bare_number_is_text(text, match.end())
    ):
        return
    if "." in label:
        prefix, last = label.rsplit(".", 1)
        yield Reading("dotted", f"{prefix}.#", int(last))
    elif label.isdigit():
        yield Reading("decimal", style, int(label))
    else:
        yield from _letters(label, style)


def _letters(label: str, style: str) -> Iterator[Reading]:
    lower = label.lower()
    upper = label.isupper()
    if _ROMAN_FORM.match(lower) and (upper or label.islower()):
        yield Reading("upper-roman" if upper else "roman", style, _roman(lower))
    if len(label) == 1 and label.isalpha():
        yield Reading("upper" if upper else "letter", style, ord(lower) - 96)
    if label in ("I", "l", "|"):
        yield Reading("decimal", style, 1)


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _bare_number_is_text(text: str, end: int) -> bool:
    """A number without a stop or bracket before a month or a lower-case word is no list number."""
    following = text[end : end + 12].lstrip()
    return not following[:1].isupper() or bool(re.match(_MONTH, following, re.IGNORECASE))
