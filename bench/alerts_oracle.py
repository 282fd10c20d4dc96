"""What each search is told of, worked out from a plain reading of made-up words. Knows nothing of the index.

Words are nonsense without endings, so that a word is itself and nothing else.
"""

import random
from dataclasses import dataclass
from typing import Any

VOWELS, CONSONANTS = "aou", "bdfgkmprtvz"
BASE = "Nobody on the ward could say who had to look after what was left behind when the night began, so that"
CHANGED = ("entry.reworded",)


def vocabulary(count: int, chance: random.Random) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        found.add("".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(3)) + "k")
    return sorted(found)


def some_words(words: list[str], count: int, chance: random.Random) -> list[str]:
    """A few, the first of the list far more often than the last."""
    weights = [1 / (place + 8) for place in range(len(words))]
    found: list[str] = []
    while len(found) < count:
        word = chance.choices(words, weights)[0]
        if word not in found:
            found.append(word)
    return found


def text_of(words: list[str]) -> str:
    return f"{BASE} {' '.join(words)}."


@dataclass(frozen=True, slots=True)
class Search:
    """`how` says what is asked of `words`; `kind` and `since` narrow it."""

    how: str
    words: tuple[str, ...]
    kind: str = ""
    since: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        one, *rest = self.words
        text = {
            "all": " ".join(self.words),
            "phrase": f'"{" ".join(self.words)}"',
            "without": f"{one} -{rest[0]}" if rest else one,
            "either": " OR ".join(self.words),
        }[self.how]
        found = [("q", text)]
        found += [("kind", self.kind)] if self.kind else []
        return [*found, ("since", self.since)] if self.since else found

    def finds(self, words: list[str], kind: str, issued: str) -> bool:
        if (self.kind and kind != self.kind) or (self.since and issued < self.since):
            return False
        had = [word in words for word in self.words]
        if self.how == "all":
            count = len(had)
            return sum(had) >= (count if count <= 3 else -(-count * 3 // 4))
        if self.how == "phrase":
            return f" {' '.join(self.words)} " in f" {' '.join(words)} "
        if self.how == "without":
            return had[0] and not any(had[1:])
        return any(had)


def searches(count: int, words: list[str], chance: random.Random) -> list[Search]:
    found: dict[Search, None] = {}
    while len(found) < count:
        how, size = chance.choice(
            [("all", 1), ("all", 2), ("all", 4), ("phrase", 2), ("without", 2), ("either", 2)]
        )
        kind = chance.choice(["", "", "concern", "recommendation"])
        since = chance.choice(["", "", "", "2022-01-01"])
        found[Search(how, tuple(some_words(words, size, chance)), kind, since)] = None
    return list(found)


def expected(
    held: dict[int, Search], journal: list[dict[str, Any]], events: list[tuple[int, str, str]]
) -> set[tuple[int, int, str]]:
    """(follow, event, entry). `journal` has what was done, in order; `events` what was logged: (index, kind,
    entry)."""
    by_entry: dict[tuple[str, str], list[int]] = {}
    for index, kind, entry in events:
        by_entry.setdefault((kind, entry), []).append(index)
    told: set[tuple[int, int, str]] = set()
    for line in journal:
        index = by_entry[line["event"], line["entry"]].pop(0)
        texts = [line["words"], *([line["before"]] if line["event"] in CHANGED else [])]
        for follow, search in held.items():
            if any(search.finds(words, line["kind"], line["issued"]) for words in texts):
                told.add((follow, index, line["entry"]))
    left = sum(len(rest) for rest in by_entry.values())
    assert not left, f"{left} events that the journal lacks"
    return told
