"""The order of results: documents with every word first, then by meaning and words together.

Within each of the two groups a document's place comes from reciprocal-rank fusion: 0.9 for its rank in
meaning, 0.1 for its rank in words (BM25). Measured on 20,203 real entries (bench/meaning.py): before the
sentence model was trained for this register, words helped at 0.3; now they would halve how often a question
finds its text first. The group of "every word" is what lets a few key words find their text as well
as BM25 does, where fusion alone buries it.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from answerable.search.columns import Rows

MEANING_WEIGHT, WORDS_WEIGHT = 0.9, 0.1
_STEADY = 3  # what is added to each rank
RANKED_BY_WORDS = 1000  # places in the ranking by words that still count
Scores = npt.NDArray[np.float64]


class Scored(NamedTuple):
    """Results as the word index gives them: their rows, scores by words, and whether they have every word."""

    rows: Rows
    words: Scores
    every_word: npt.NDArray[np.bool_]


class Placed(NamedTuple):
    rows: Rows
    scores: Scores


def place(by_words: Scored, near: Scored, nearness: Mapping[int, int]) -> Placed:
    """All results given, best first.

    `by_words` are the results that come first by words, in that order; `near` those closest in meaning, of
    which some may stand in `by_words` too; `nearness` is the rank of rows in meaning, from 1.
    """
    last = len(by_words.rows)
    added = ~np.isin(near.rows, by_words.rows)
    rows = np.concatenate([by_words.rows, near.rows[added]])
    scores = np.concatenate([by_words.every_word, near.every_word[added]]).astype(np.float64)
    in_meaning = _ranks(rows, nearness)
    scores += np.where(in_meaning > 0, MEANING_WEIGHT / (_STEADY + in_meaning), 0)
    words = by_words.words[:RANKED_BY_WORDS]
    by_score = np.lexsort((rows[: len(words)], -words))
    ranks = np.empty(len(words), np.int64)
    ranks[by_score] = np.arange(1, len(words) + 1)
    scores[: len(words)] += np.where(words > 0, WORDS_WEIGHT / (_STEADY + ranks), 0)
    order = np.minimum(np.arange(len(rows)), last)
    ranked = np.lexsort((rows, order, -scores))
    return Placed(rows[ranked], scores[ranked])


def _ranks(rows: Rows, nearness: Mapping[int, int]) -> Rows:
    """The rank of each row in meaning, or 0."""
    if not nearness:
        return np.zeros(len(rows), np.int64)
    near = np.array(sorted(nearness.items()), np.int64)
    at = np.minimum(np.searchsorted(near[:, 0], rows), len(near) - 1)
    return np.where(near[at, 0] == rows, near[at, 1], 0)
