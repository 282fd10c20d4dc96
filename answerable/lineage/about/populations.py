"""The people an entry is about, by the reviewed words of data/taxonomy/populations.toml."""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.core.text.scope.wordlists import plain
from answerable.lineage.about.reading import Found

POPULATIONS_METHOD = "population-words/1"
SHIPPED = Path(__file__).resolve().parents[3] / "data" / "taxonomy" / "populations.toml"
_MOST_WORDS = 6


class BadPopulationsError(ValueError):
    """The file of populations can't be used. The message says where and why."""


@dataclass(frozen=True, slots=True)
class Population:
    key: str
    name: str
    definition: str
    sure: re.Pattern[str]  # words that say it
    hints: re.Pattern[str] | None  # words that mostly mean it


@dataclass(frozen=True, slots=True)
class Populations:
    version: str
    sure: float  # the share of entries with a sure word that are about the population, as measured
    hint: float
    all: tuple[Population, ...]  # in the order of the file
    any: re.Pattern[str]  # all of their words: most texts have none, and are done with then

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(population.key for population in self.all)

    def named(self, key: str) -> Population:
        """Raises KeyError for a key that is unknown."""
        for population in self.all:
            if population.key == key:
                return population
        raise KeyError(key)

    @classmethod
    def read(cls, path: Path = SHIPPED) -> "Populations":
        """Raises BadPopulationsError: unreadable, one twice, without words, or a pattern that is none."""
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:  # a key given twice is a ValueError too
            raise BadPopulationsError(
                f"{path.name} can't be read as a list of populations ({error})."
            ) from error
        version: Any = content.get("version")
        sure: Any = content.get("sure")
        hint: Any = content.get("hint")
        if not isinstance(version, str) or not version:
            raise BadPopulationsError(f"{path.name} needs a `version` in quotes.")
        if not all(isinstance(score, float) and 0 < score < 1 for score in (sure, hint)):
            raise BadPopulationsError(f"{path.name} needs `sure` and `hint`: how often such words are right.")
        entries = content.get("populations")
        if not isinstance(entries, dict) or not entries:
            raise BadPopulationsError(f"{path.name} holds no populations.")
        found = tuple(_population(path.name, key, entry) for key, entry in entries.items())
        names = [population.name.casefold() for population in found]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise BadPopulationsError(f"{path.name}: more than one population is called {', '.join(twice)}.")
        every = [words.pattern for each in found for words in (each.sure, each.hints) if words]
        return cls(version, sure, hint, found, re.compile("|".join(every)))


@functools.lru_cache(maxsize=1)
def populations() -> Populations:
    """Those shipped, read once."""
    return Populations.read()


def populations_of(text: str) -> list[Found]:
    """The populations that an entry's own words speak of, in the order of the list."""
    words, read = plain(text), populations()
    found: list[Found] = []
    if not read.any.search(words):
        return found
    for population in read.all:
        sure = _matches(population.sure, words)
        hints = _matches(population.hints, words) if population.hints else []
        if sure or hints:
            score = read.sure if sure or len(hints) > 1 else read.hint
            found.append(Found(population.key, score, tuple(dict.fromkeys([*sure, *hints]))[:_MOST_WORDS]))
    return found


def _matches(pattern: re.Pattern[str], text: str) -> list[str]:
    """The different wordings found, in the order of the text."""
    return list(dict.fromkeys(match.group() for match in pattern.finditer(text)))


def _population(file: str, key: str, entry: Any) -> Population:
    where = f"{file}, population {key}"
    if not isinstance(entry, dict):
        raise BadPopulationsError(f"{where}: not a table.")
    name, definition = entry.get("name"), entry.get("definition")
    if not isinstance(name, str) or not name or not isinstance(definition, str) or not definition:
        raise BadPopulationsError(f"{where}: needs a `name` and a `definition`.")
    sure, hints = (_pattern(where, entry.get(kind, [])) for kind in ("sure", "hints"))
    if sure is None:
        raise BadPopulationsError(f"{where}: needs words that say it, as `sure`.")
    return Population(key, name, definition, sure, hints)


def _pattern(where: str, words: Any) -> re.Pattern[str] | None:
    """One pattern for all of the words; None where there are none."""
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise BadPopulationsError(f"{where}: `sure` and `hints` must be lists of words.")
    for word in words:
        try:
            re.compile(word)
        except re.error as error:
            raise BadPopulationsError(f"{where}: the pattern {word} can't be read ({error}).") from error
    return re.compile(rf"\b(?:{'|'.join(words)})\b") if words else None
