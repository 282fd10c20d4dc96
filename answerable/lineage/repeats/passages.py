"""Where two texts meet: their likest sentences and the rarer words they share. It explains a link."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from answerable.search.words import STOP_WORDS, cut
from answerable.search.words import stems as stemmed

_SENTENCE = re.compile(r"[^.!?;\n]+(?:[.!?;](?!\s|$)[^.!?;\n]*)*[.!?;]*")
_SHORTEST = 25  # characters; less is a heading or a remnant
_SHOWN = 8  # shared words


@dataclass(frozen=True, slots=True)
class Meeting:
    """The sentences of two texts that are most alike in their rarer words, and those words."""

    sentence: str
    other_sentence: str
    shared: tuple[str, ...]

    def as_words(self) -> dict[str, object]:
        return {
            "sentence": self.sentence,
            "other_sentence": self.other_sentence,
            "shared": list(self.shared),
        }


@dataclass(slots=True)
class Rarity:
    """How rare each stem is among the entries: log of their number over those that have it."""

    texts: int = 0
    having: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Rarity":
        counted = cls()
        for text in texts:
            counted.texts += 1
            counted.having.update(set(stems(text)))
        return counted

    def weight(self, of: str) -> float:
        return math.log((1 + self.texts) / (1 + self.having.get(of, 0)))


@lru_cache(maxsize=20_000)
def stems(text: str) -> Mapping[str, str]:
    """{stem: a word of the text that has it}; common words and numbers are left out."""
    words = [word for word in cut(text) if word.plain not in STOP_WORDS and not word.plain.isdigit()]
    found: dict[str, str] = {}
    for word, stem in zip(words, stemmed(" ".join(word.plain for word in words)), strict=True):
        found.setdefault(stem, text[word.start : word.end])
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a text, remnants left out; the whole text where nothing else is left."""
    found = [part.strip() for part in _SENTENCE.findall(text)]
    return [part for part in found if len(part) >= _SHORTEST] or [text.strip()]


def meeting(text: str, other: str, rarity: Rarity) -> Meeting:
    """Where the two meet. Without any shared word, their first sentences."""
    best, score = (sentences(text)[0], sentences(other)[0]), 0.0
    theirs = [(sentence, stems(sentence)) for sentence in sentences(other)]
    for mine in sentences(text):
        own = stems(mine)
        for sentence, found in theirs:
            alike = _alike(own, found, rarity)
            if alike > score:
                best, score = (mine, sentence), alike
    shared = sorted(stems(text).keys() & stems(other).keys(), key=lambda of: (-rarity.weight(of), of))
    words = tuple(stems(text)[of].lower() for of in shared[:_SHOWN])
    return Meeting(*best, words)


def coverage(text: str, other: str, rarity: Rarity) -> tuple[float, float]:
    """What share of the weight of each text's words stands in the other: (of `text`, of `other`)."""
    own, found = stems(text), stems(other)
    both = sum(rarity.weight(of) for of in own.keys() & found.keys())
    return (
        both / max(1e-9, sum(rarity.weight(of) for of in own)),
        both / max(1e-9, sum(rarity.weight(of) for of in found)),
    )


def _alike(own: Mapping[str, str], found: Mapping[str, str], rarity: Rarity) -> float:
    both = sum(rarity.weight(of) for of in own.keys() & found.keys())
    every = sum(rarity.weight(of) for of in own.keys() | found.keys())
    return both / every if every else 0.0
