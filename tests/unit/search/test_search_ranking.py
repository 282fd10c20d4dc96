"""The order of results, computed in arrays, against the same read plainly, one result at a time."""

import random
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from answerable.search import ranking
from answerable.search.meaning import Meanings, write
from answerable.search.model.encoder import WIDTH
from answerable.search.ranking import Scored, place
from answerable.search.vectors import to_codes

Plain = list[tuple[int, float, bool]]  # row, score by words, whether it has every word


def plainly(
    by_words: Plain, near: Plain, nearness: Mapping[int, int], counted: int
) -> list[tuple[int, float]]:
    by_score = sorted(by_words[:counted], key=lambda one: (-one[1], one[0]))
    word_rank = {row: rank for rank, (row, words, _) in enumerate(by_score, start=1) if words > 0}
    order = {row: at for at, (row, _, _) in enumerate(by_words)}
    scores: dict[int, float] = {}
    for row, _, every_word in (*by_words, *near):
        score = 1.0 if every_word else 0.0
        if row in nearness:
            score += 0.9 / (3 + nearness[row])
        if row in word_rank:
            score += 0.1 / (3 + word_rank[row])
        scores[row] = score
    return sorted(scores.items(), key=lambda one: (-one[1], order.get(one[0], len(order)), one[0]))


def arrays(rows: Plain) -> Scored:
    parts = [np.array([one[at] for one in rows]) for at in range(3)]
    return Scored(parts[0].astype(np.int64), parts[1].astype(np.float64), parts[2].astype(np.bool_))


def test_place_orders_as_a_plain_reading_does(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(8)
    for _ in range(200):
        counted = chance.choice([2, 5, 1000])
        monkeypatch.setattr(ranking, "RANKED_BY_WORDS", counted)
        held = {
            row: (row, chance.choice([0.0, 1.5, 1.5, 2.0, chance.random()]), chance.random() < 0.3)
            for row in chance.sample(range(50), 20)
        }
        rows = list(held)
        by_words = sorted(
            (held[row] for row in rows[: chance.randrange(15)]), key=lambda one: (-one[2], -one[1], one[0])
        )
        close = chance.sample(rows, chance.randrange(10))
        near = [held[row] for row in close]
        nearness = {row: rank for rank, row in enumerate(close, start=1)}
        placed = place(arrays(by_words), arrays(near), nearness)
        found = list(zip(placed.rows.tolist(), placed.scores.tolist(), strict=True))
        assert found == plainly(by_words, near, nearness, counted)


def test_candidates_are_the_rows_with_the_fewest_signs_that_differ(tmp_path: Path) -> None:
    chance = np.random.default_rng(6)
    vectors = chance.normal(size=(400, WIDTH)).astype(np.float32)
    codes = to_codes(vectors)
    write(tmp_path / "meaning", [codes], len(codes))
    meanings = Meanings(tmp_path / "meaning", len(codes))
    query = vectors[7] + chance.normal(size=WIDTH).astype(np.float32)
    differ = ((codes > 0) != (query > 0)).sum(axis=1)
    for most in (1, 10, 100):
        last = sorted(differ)[most - 1]
        assert meanings._candidates(query, most).tolist() == np.flatnonzero(differ <= last).tolist()
