"""How dates, numbers and withheld passages are written, everywhere the same."""

import datetime as dt
import re
from typing import NamedTuple

from answerable.core.calendar import LONDON
from answerable.core.text.names.spans import MARKS


class Piece(NamedTuple):
    text: str
    withheld: bool


_WITHHELD = re.compile("(" + "|".join(re.escape(mark) for mark in MARKS) + ")")


def withheld(text: str) -> list[Piece]:
    """`text` in pieces, so that pages can set apart the marks that stand for withheld passages."""
    return [Piece(part, at % 2 == 1) for at, part in enumerate(_WITHHELD.split(text)) if part]


def long_date(value: dt.date | dt.datetime | None, unknown: str = "date not known") -> str:
    """As in "4 March 2024", in London."""
    if value is None:
        return unknown
    if isinstance(value, dt.datetime):
        value = value.astimezone(LONDON).date()
    return f"{value.day} {value:%B %Y}"


def iso_date(value: dt.date | dt.datetime | None) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.astimezone(LONDON).date()
    return value.isoformat()


def number(value: int) -> str:
    return f"{value:,}"


def counted(value: int, singular: str, plural: str = "") -> str:
    """As in "1 entry", "1,204 entries"."""
    return f"{value:,} {singular if value == 1 else plural or singular + 's'}"


def shortened(text: str, most: int = 420) -> str:
    """The beginning of a long text, cut between words."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(None, 1)[0].rstrip(",;:-–— ") + " …"


def lower_first(text: str) -> str:
    """For a sentence that goes on: "Asked in 3 reports" as "asked in 3 reports"."""
    return text[:1].lower() + text[1:]
