"""The order of results: documents with every word first, then by meaning and words together.

Within each of the two groups a document's place comes from reciprocal-rank fusion: 0.9 for its rank in
meaning, 0.1 for its rank in words (BM25). Measured on 20,203 real entries (bench/meaning.py): before the
sentence model was trained for this register, words helped at 0.3; now they would halve how often a question
finds its text first. The group of "every word" is what lets a few key words find their text as well
as BM25 does, where fusion alone buries it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

MEANING_WEIGHT, WORDS_WEIGHT = 0.9, 0.1
_STEADY = 3  # what is added to each rank
RANKED_BY_WORDS = 1000  # places in the ranking by words that still count


class Scored(NamedTuple):
    """A result as the word index gives it: its row, score by words, and whether it has every word."""

    row: int
    words: float
    every_word: bool


class Placed(NamedTuple):
    row: int
    score: float


def place(by_words: Sequence[Scored], near: Sequence[Scored], nearness: Mapping[int, int]) -> list[Placed]:
    """All results given, best first.

    `by_words` are the results that come first by words, in that order; `near` those closest in meaning, of
    which some may stand in `by_words` too; `nearness` is the rank of rows in meaning, from 1.
    """
    counted = by_words[:RANKED_BY_WORDS]
    by_score = sorted(counted, key=lambda one: (-one.words, one.row))
    word_rank = {one.row: rank for rank, one in enumerate(by_score, start=1) if one.words > 0}
    order = {one.row: place for place, one in enumerate(by_words)}
    last = len(order)

    def score(one: Scored) -> float:
        total = 1.0 if one.every_word else 0.0
        if one.row in nearness:
            total += MEANING_WEIGHT / (_STEADY + nearness[one.row])
        if one.row in word_rank:
            total += WORDS_WEIGHT / (_STEADY + word_rank[one.row])
        return total

    every = {one.row: one for one in (*by_words, *near)}
    scores = {row: score(one) for row, one in every.items()}
    ranked = sorted(scores, key=lambda row: (-scores[row], order.get(row, last), row))
    return [Placed(row, scores[row]) for row in ranked]
