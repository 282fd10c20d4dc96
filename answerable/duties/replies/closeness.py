"""How close passages are to the things asked: by the sentence model, and by the words they share."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Protocol

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.float64]  # a row for each passage, a column for each thing asked
Row = npt.NDArray[np.float64]
_WORD = re.compile(r"[a-z]{3,}")
_STEM = 6  # letters
LEXICAL = 0.35  # weight of shared words beside the model's cosine


class Encodes(Protocol):
    """The sentence model, or whatever gives a row of length 1 for each text."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]: ...


def stems(text: str) -> frozenset[str]:
    plain = re.sub(r"\[[^\]]*\]", " ", text.lower())
    return frozenset(word[:_STEM] for word in _WORD.findall(plain))


def closeness(
    passages: Sequence[str], asked: Sequence[str], titles: Sequence[str], encoder: Encodes
) -> tuple[Grid, Grid]:
    """How close each passage is to each thing asked, and to its title where that is closer.

    The cosine of the two, and on top a share of the rare words in common. Each text goes through the model
    once.
    """
    if not passages or not asked:
        empty = np.zeros((len(passages), len(asked)))
        return empty, empty
    texts = list(dict.fromkeys((*passages, *asked, *titles)))
    rows = dict(zip(texts, encoder.encode(texts), strict=True))
    ours = np.array([rows[text] for text in passages])

    def close(others: Sequence[str]) -> Grid:
        theirs = np.array([rows[text] for text in others])
        return np.asarray(ours @ theirs.T, np.float64) + LEXICAL * _shared(passages, others)

    near = close(asked)
    return near, np.maximum(near, close(titles))


def _shared(passages: Sequence[str], asked: Sequence[str]) -> Grid:
    """For each pair, the weight of the words in common over that of the shorter side."""
    ours, theirs = [stems(text) for text in passages], [stems(text) for text in asked]
    seen = Counter(stem for each in (*ours, *theirs) for stem in each)
    total = len(ours) + len(theirs)
    weight = {stem: log(1 + total / count) for stem, count in seen.items()}
    grid = np.zeros((len(ours), len(theirs)))
    for row, mine in enumerate(ours):
        for column, other in enumerate(theirs):
            least = min(sum(weight[s] for s in mine), sum(weight[s] for s in other))
            grid[row, column] = sum(weight[s] for s in mine & other) / least if least else 0.0
    return grid
