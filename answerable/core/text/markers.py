"""List markers: "1.", "(2)", "iv)", "(a)", "3.1", "Concern 2:", "Secondly,", "•".

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
    label: str  # as printed; "" for a bullet
    readings: tuple[Reading, ...]


_NAMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = {name: value for value, name in enumerate(_NAMES, 1)}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_ROMAN_FORM = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})$")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)

_MARKER = (
    r"(?P<marker>(?P<bullet>[•➢▪*]+|[-–—]{1,2}(?=\s)|(?-i:[oe¢«»©](?=\s+[A-Z])))"  # OCR reads • as e or ©
    r"|(?P<word>(?:matters? of concern|(?:key )?concern|issue|point|recommendation|topic"
    r"|mc)\s*(?:no\.?\s*|number\s*)?)"
    r"[(]?(?P<wordlabel>\d{1,2}|[A-Z]\b)[)]?\s*(?:[.:–—-]+|(?=\s*\n))"
    r"|(?P<open>[(\[]?)[ ]?\.?(?P<label>\d{1,2}(?:\.\d{1,2}){1,2}|\d{1,2}|[ivxIVX]{1,5}|[lI|]|[A-Za-z])[ ]?"
    r"(?P<close>\.?[)\]][.:]?|[.:](?!\d)\)?|[ ][-–—](?=\s)|(?=\s+[A-Z“\"‘\[(]))"
    r"|(?P<ordinal>(?:" + "|".join(_NAMES) + r")(?:ly)?)\s?[,:–-])"
)
_LINE_MARKER = re.compile(rf"^[ \t]*[\"“‘']?{_MARKER}[ \t]*", re.IGNORECASE | re.MULTILINE)
_ONE_MARKER = re.compile(_MARKER, re.IGNORECASE)


def line_markers(text: str) -> Iterator[Marker]:
    """Everything at the beginning of a line that could be a list marker."""
    for match in _LINE_MARKER.finditer(text):
        if readings := tuple(_readings(match, text)):
            label = "" if match["bullet"] else " ".join(match["marker"].split()).rstrip(" -–—,")
            yield Marker(match.start("marker"), match.end(), label, readings)


def read_marker(marker: str) -> Iterator[Reading]:
    """The readings of one marker that stands inside a line."""
    text = f"{marker}," if marker[0].isalpha() and len(marker) > 4 else f"{marker} "
    if match := _ONE_MARKER.match(text):
        yield from _readings(match, text)


def _readings(match: re.Match[str], text: str) -> Iterator[Reading]:
    if match["bullet"]:
        yield Reading("bullet", match["bullet"][0], 1)
    elif match["word"]:
        value = match["wordlabel"]
        yield Reading("label", "word", int(value) if value.isdigit() else ord(value.upper()) - 64)
    elif match["ordinal"]:
        yield Reading("ordinal", "word", _ORDINALS[match["ordinal"].lower().removesuffix("ly")])
    else:
        yield from _numbers(match["open"], match["label"], match["close"].strip(), text, match.end())


def _numbers(opening: str, label: str, close: str, text: str, end: int) -> Iterator[Reading]:
    style = f"{opening}#{close}"
    number = label.replace(".", "").isdigit()
    if not close and (not number or opening or _bare_number_is_text(text, end)):
        return
    if "." in label:
        prefix, last = label.rsplit(".", 1)
        yield Reading("dotted", f"{prefix}.#", int(last))
    elif number:
        yield Reading("decimal", style, int(label))
    else:
        yield from _letters(label, style)


def _letters(label: str, style: str) -> Iterator[Reading]:
    lower, upper = label.lower(), label.isupper()
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
    return not following[:1].isupper() or bool(_MONTH.match(following))
