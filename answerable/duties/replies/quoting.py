"""Which of the things asked a passage quotes, by runs of words that stand in both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

RUN = 4  # words
_WORD = re.compile(r"[a-z0-9]+")
_WITHHELD = re.compile(r"\[[^\]]*\]")
WHOLE = 0.55  # share of a passage's runs that stand in what was asked, from which it is a quotation
SOME = 0.30  # share of the runs of one thing asked that stand in the passage, from which it quotes that one
OWN = 0.35  # or share of the passage's own runs
LEAST = 3  # runs


def runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(_WITHHELD.sub(" ", text.lower().replace("’", "'").replace("'", "")))
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


@dataclass(frozen=True, slots=True)
class Quoted:
    """The things asked, as runs of words."""

    each: tuple[frozenset[tuple[str, ...]], ...]
    together: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, asked: Sequence[str]) -> "Quoted":
        each = tuple(runs(text) for text in asked)
        return cls(each, frozenset().union(*each) if each else frozenset())


@dataclass(frozen=True, slots=True)
class Quote:
    whole: bool  # the passage is little else
    which: tuple[int, ...]


def quoted(text: str, asked: Quoted) -> Quote:
    """What of the things asked this passage quotes."""
    own = runs(text)
    shared = own & asked.together
    if len(shared) < LEAST:
        return Quote(False, ())
    found: dict[int, frozenset[tuple[str, ...]]] = {}
    for place, each in enumerate(asked.each):
        common = own & each
        if len(common) >= LEAST and (len(common) >= SOME * len(each) or len(common) >= OWN * len(own)):
            found[place] = common
    # Of things asked in almost the same words, the one that explains all the others do and more.
    which = [place for place, common in found.items() if not any(common < other for other in found.values())]
    return Quote(len(shared) >= WHOLE * len(own), tuple(which))
