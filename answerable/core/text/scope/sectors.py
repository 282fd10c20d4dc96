"""Sectors of care: which of them a text is about, by the rules in data/sectors. Pure, no database.

A report may be in several sectors. `scope` leaves the finding to the rules for mental-health inpatient care,
`words` counts wordings, and `rest` takes what is in none.
"""

import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.core.text.scope.wordlists import plain

FOLDER = Path(__file__).resolve().parents[4] / "data" / "sectors"
METHOD = "sector-words/1"
RULES = ("scope", "words", "rest")
YES, LIKELY = "yes", "likely"
_ENOUGH_KINDS, _ENOUGH_TIMES = 2, 3
_BEFORE = 90  # characters in which a word of the past counts
_MOST_SHOWN = 8


class SectorError(ValueError):
    """A definition can't be used. The message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Sector:
    code: str
    name: str
    describes: str
    order: int
    rule: str
    source: str
    patterns: tuple[re.Pattern[str], ...] = ()
    past: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class InSector:
    """`standing` is yes or likely. `words` are the wordings that led to it."""

    code: str
    standing: str
    words: tuple[str, ...]


@functools.cache
def sectors(folder: Path = FOLDER) -> dict[str, Sector]:
    """{code: sector} in their order. Raises SectorError."""
    found = sorted((_read(path) for path in sorted(folder.glob("*.toml"))), key=lambda one: one.order)
    if [one.rule for one in found].count("rest") != 1:
        raise SectorError(f"{folder.name}: exactly one sector takes the rest")
    return {one.code: one for one in found}


def derive_sectors(
    texts: Iterable[str], scope: str, scope_words: Sequence[str], *, known: dict[str, Sector] | None = None
) -> list[InSector]:
    """The sectors of a report, in their order. `scope` is what the rules for inpatient care found."""
    text = " . ".join(plain(one) for one in texts if one)
    found: list[InSector] = []
    rest = ""
    for sector in (known or sectors()).values():
        if sector.rule == "rest":
            rest = sector.code
        elif sector.rule == "scope":
            if scope in (YES, LIKELY):
                found.append(InSector(sector.code, scope, tuple(scope_words)))
        elif made := _by_words(sector, text):
            found.append(made)
    return found or [InSector(rest, YES, ())]


def _by_words(sector: Sector, text: str) -> InSector | None:
    kinds, times = [], 0
    for pattern in sector.patterns:
        found = [match for match in pattern.finditer(text) if not _past(sector, text, match.start())]
        if found:
            kinds.append(found[0].group().strip())
            times += len(found)
    if not kinds:
        return None
    sure = len(kinds) >= _ENOUGH_KINDS or times >= _ENOUGH_TIMES
    return InSector(sector.code, YES if sure else LIKELY, tuple(kinds[:_MOST_SHOWN]))


def _past(sector: Sector, text: str, at: int) -> bool:
    return sector.past is not None and sector.past.search(text[max(0, at - _BEFORE) : at]) is not None


def _read(path: Path) -> Sector:
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        words = values.get("words", {})
        made = Sector(
            code=values["code"],
            name=values["name"],
            describes=values["describes"],
            order=int(values["order"]),
            rule=values["rule"],
            source=values["source"],
            patterns=tuple(re.compile(one) for one in words.get("patterns", ())),
            past=re.compile(words["past"]) if "past" in words else None,
        )
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, re.error) as error:
        raise SectorError(f"{path.name}: can't be read: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise SectorError(f"{path.name}: {error} is missing or no value of its kind") from error
    if made.code != path.stem:
        raise SectorError(f"{path.name}: its code is {made.code!r}; name the file {made.code}.toml")
    if made.rule not in RULES:
        raise SectorError(f"{path.name}: rule is {made.rule!r}, and must be one of {', '.join(RULES)}")
    if (made.rule == "words") != bool(made.patterns):
        raise SectorError(f'{path.name}: patterns belong to the rule "words", and to no other')
    return made
