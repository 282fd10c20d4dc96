"""Word lists behind the recognition of names: read once from data/names, where each file names its source."""

import functools
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[4] / "data" / "names"
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'"}
)


@functools.lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case, without accents, with plain apostrophes: the form in which the lists are kept."""
    lowered = word.lower()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKD", lowered.translate(_PLAIN_LETTERS))
        lowered = "".join(c for c in lowered if not unicodedata.combining(c))
    return lowered


def _lines(name: str) -> list[str]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class Lexicon:
    given: dict[str, str]  # given name -> "m", "f" or "b"
    surnames: frozenset[str]
    ordinary: frozenset[str]
    unsure_given: frozenset[str]  # given names that, written with a capital, are as often something else
    places: frozenset[str]
    terms: frozenset[str]  # single words written with a capital that are no names of people: products, drugs
    phrases: tuple[str, ...]  # eponyms and titles of documents that hold a person's name but mean none
    courtesy: frozenset[str]
    staff_titles: frozenset[str]
    weak_titles: frozenset[str]
    staff_roles: frozenset[str]
    family_roles: frozenset[str]
    person_nouns: frozenset[str]
    heads: frozenset[str]  # nouns that end the name of an organisation or a place
    eponym_heads: frozenset[str]  # nouns that make a term of the name before them
    person_verbs: frozenset[str]
    abbreviations: frozenset[str]

    @property
    def titles(self) -> frozenset[str]:
        return self.courtesy | self.staff_titles | self.weak_titles


@functools.lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    given: dict[str, str] = {}
    for name in ("given_census.txt", "given_more.txt"):
        for line in _lines(name):
            word, sex = line.split()
            given[word] = sex
    words = tomllib.loads((FOLDER / "context.toml").read_text(encoding="utf-8"))

    def group(key: str) -> frozenset[str]:
        return frozenset(" ".join(words[key]).split())

    return Lexicon(
        given=given,
        surnames=frozenset(_lines("surnames_census.txt") + _lines("surnames_more.txt")),
        ordinary=frozenset(_lines("ordinary_words.txt")),
        unsure_given=group("unsure_given"),
        places=frozenset(_lines("places.txt")),
        terms=frozenset(fold(t) for t in _lines("terms.txt")),
        phrases=tuple(_lines("phrases.txt")),
        courtesy=group("courtesy_titles"),
        staff_titles=group("staff_titles"),
        weak_titles=group("weak_titles"),
        staff_roles=group("staff_roles"),
        family_roles=group("family_roles"),
        person_nouns=group("person_nouns"),
        heads=group("organisation_heads"),
        eponym_heads=group("eponym_heads"),
        person_verbs=group("person_verbs"),
        abbreviations=group("abbreviations"),
    )
