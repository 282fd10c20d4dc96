"""Names that are nearly right: misspelt or swapped. The words that tell bodies apart must agree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from answerable.organisations.records import Body
from answerable.organisations.resolver.index import Named, variants
from answerable.organisations.resolver.tokens import key_of
from answerable.organisations.resolver.typed import Found
from answerable.organisations.resolver.words import NATURE, TRUST_WORDS

# rapidfuzz, 0 to 100. From 90 matches looked right; between 80 and 89 many were not (design/analysis.md).
SURE = 90
DOUBTFUL = 80
_WORD = 85  # likeness of two distinctive words that are one word misspelt
_COMMON = (
    NATURE
    | TRUST_WORDS
    | frozenset(
        [
            "royal",
            "college",
            "clinical",
            "commissioning",
            "group",
            "board",
            "council",
            "police",
            "authority",
            "department",
            "secretary",
            "state",
            "national",
            "ltd",
            "limited",
            "plc",
            "uk",
            "england",
            "hm",
            "majesty",
            "minister",
        ]
    )
)


class CloseNames:
    def __init__(self, bodies: Iterable[Body]) -> None:
        self.names: dict[str, list[Named]] = {}
        for body in bodies:
            if body.kind in ("nhs_region", "prison"):
                continue
            for name in variants(body):
                key = key_of(name.text)
                if name.kind in ("official", "alias") and len(key) > 1:
                    self.names.setdefault(" ".join(key), []).append(Named(body, name))
        # Names by the beginnings of the words that are peculiar to them: only those are worth comparing.
        self.by_beginning: dict[str, set[str]] = defaultdict(set)
        for joined in self.names:
            for word in joined.split():
                if word not in _COMMON:
                    self.by_beginning[word[:2]].add(joined)
        self.known: dict[tuple[str, ...], Found | None] = {}

    def find(self, words: tuple[str, ...]) -> Found | None:
        """The bodies with names like these words. Plain only when every distinctive word agrees."""
        if words not in self.known:
            if len(self.known) > 50_000:
                self.known.clear()
            self.known[words] = self._find(words) if len(words) > 1 else None
        return self.known[words]

    def _find(self, words: tuple[str, ...]) -> Found | None:
        worth = {key for word in words if word not in _COMMON for key in self.by_beginning.get(word[:2], ())}
        near = process.extract(
            " ".join(words), sorted(worth), scorer=fuzz.token_sort_ratio, score_cutoff=DOUBTFUL, limit=6
        )
        agreeing = [(key, score) for key, score, _ in near if score >= SURE and _agree(words, key.split())]
        if agreeing:
            best = agreeing[0][1]
            named = [n for key, score in agreeing if score >= best - 1 for n in self.names[key]]
            return Found(tuple(named), True, int(best), "the name is spelt almost so")
        near = [row for row in near if _related(words, row[0].split())]
        if not near:
            return None
        named = [n for key, _, _ in near for n in self.names[key]]
        return Found(tuple(named), False, min(int(near[0][1]), SURE - 1), "the name is like this one")


def _agree(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the words differ by slips of the pen only, or by words that many names share."""
    left, right = list(ours), list(theirs)
    for word in ours:
        if word in right:
            left.remove(word)
            right.remove(word)
    for word in list(left):
        match = max(right, key=lambda other: fuzz.ratio(word, other), default="")
        if match and match[0] == word[0] and fuzz.ratio(word, match) >= _WORD:
            left.remove(word)
            right.remove(match)
    return all(word in _COMMON for word in left + right) and any(word not in _COMMON for word in ours)


def _related(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether any word that is peculiar to one body stands in both."""
    left = [w for w in ours if w not in _COMMON]
    right = [w for w in theirs if w not in _COMMON]
    return any(fuzz.ratio(a, b) >= _WORD for a in left for b in right)
