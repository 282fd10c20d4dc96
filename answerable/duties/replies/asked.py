"""The things asked of one body by one report, as the matching of its reply needs them."""

import re
from collections.abc import Collection, Sequence

from answerable.duties.replies.matching import Asked

_NUMBER = re.compile(r"\d{1,2}|(?<=\()[a-z](?=\))|^[a-z](?=[).])")
_SAID_FIRST = re.compile(r"^\W*(?:concern|matter|issue)\s*\(?(\d{1,2})\)?", re.IGNORECASE)
_TELLS = re.compile(
    r"\bshould\s+be\s+sent\s+to\b|\borganisations?\s+with\s+the\s+power\b|\bplease\s+(?:also\s+)?refer\s+to\b|\bI\s+did\s+not\s+find\b"
    r"|\bthis\s+report\s+is\s+necessary\b|\bwrite\s+this\s+report\b|\bI\s+have\s+attached\b|\ba\s+number\s+of\s+concerns\s+arose\b",
    re.IGNORECASE,
)


def asked_of(entries: Sequence[tuple[str, str, Collection[str]]], writer: str) -> list[Asked]:
    """From (words, number as printed, bodies that the entry itself names) of each entry, in order."""
    return [
        Asked(
            text,
            numbers=_numbers(number, text),
            asks_nothing=bool(_TELLS.search(text)),
            of_others=bool(named) and bool(writer) and writer not in named,
        )
        for text, number, named in entries
    ]


def _numbers(number: str, text: str) -> tuple[str, ...]:
    found = _NUMBER.findall(number) or _SAID_FIRST.findall(text)
    return tuple(found)
