"""Pairs of near rows: each found once, whatever the order, the pieces or the machine."""

import numpy as np
import pytest

from answerable.lineage.repeats.neighbours import Near, cells_of, middles, nearest, pieces
from answerable.pipeline.relate.pairing import near_pieces
from answerable.pipeline.relate.workers import Here


def made_codes(count: int = 400, groups: int = 40) -> np.ndarray:
    draw = np.random.default_rng(4)
    centres = draw.normal(size=(groups, 384))
    rows = centres[np.arange(count) % groups] + 0.6 * draw.normal(size=(count, 384))
    rows /= np.abs(rows).max(axis=1, keepdims=True)
    return np.rint(rows * 127).astype(np.int8)


def pairs(near: Near) -> set[tuple[int, int]]:
    return {(max(a, b), min(a, b)) for a, b in zip(near.left.tolist(), near.right.tolist(), strict=True)}


def plainly(codes: np.ndarray, least: float) -> set[tuple[int, int]]:
    """An independent way: one product, no pieces."""
    rows = codes.astype(np.float64)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    cosines = rows @ rows.T
    return {(a, b) for a in range(len(rows)) for b in range(a) if cosines[a, b] >= least}


def all_found(codes: np.ndarray, fresh: np.ndarray, exact_up_to: int = 60_000) -> Near:
    return Near.joined(
        [
            near
            for _, near in near_pieces(codes, fresh, Here(), least=0.5, most=10_000, exact_up_to=exact_up_to)
        ]
    )


def test_every_pair_is_found_once() -> None:
    codes = made_codes()
    near = all_found(codes, np.ones(len(codes), bool))
    assert pairs(near) == plainly(codes, 0.5)
    assert len(near.left) == len(pairs(near))


@pytest.mark.parametrize("first", [0, 1, 133, 399])
def test_what_comes_later_finds_the_same_pairs(first: int) -> None:
    codes = made_codes()
    before = all_found(codes[:first], np.ones(first, bool)) if first else Near.joined([])
    fresh = np.arange(len(codes)) >= first
    assert pairs(before) | pairs(all_found(codes, fresh)) == plainly(codes, 0.5)
    assert pairs(before).isdisjoint(pairs(all_found(codes, fresh)))


def test_a_row_that_changed_is_compared_with_earlier_and_later_ones() -> None:
    codes = made_codes()
    fresh = np.arange(len(codes)) == 57
    assert pairs(all_found(codes, fresh)) == {pair for pair in plainly(codes, 0.5) if 57 in pair}


def test_at_most_so_many_are_kept_the_nearest_first() -> None:
    codes = made_codes()
    rows = np.arange(300, 400)
    every = nearest(codes, rows, np.ones(400, bool), least=0.5, most=10_000)
    few = nearest(codes, rows, np.ones(400, bool), least=0.5, most=3)
    for row in rows:
        kept = np.sort(few.cosine[few.left == row])
        assert list(kept) == list(np.sort(every.cosine[every.left == row])[-3:])


def test_cells_find_nearly_all_of_the_nearest() -> None:
    codes = made_codes(9000, 300)
    fresh = np.ones(len(codes), bool)
    exact, found = pairs(all_found(codes, fresh)), pairs(all_found(codes, fresh, exact_up_to=10))
    assert found <= exact
    assert len(found) > 0.95 * len(exact)
    assert cells_of(codes, middles(codes)).shape == (9000, 4)


def test_pieces_cover_the_rows_in_order() -> None:
    rows = np.arange(7, 5000)
    assert np.array_equal(np.concatenate(list(pieces(rows))), rows)


def test_nothing_is_near_in_nothing() -> None:
    assert len(Near.joined([]).left) == 0
    assert len(all_found(np.zeros((3, 384), np.int8), np.ones(3, bool)).left) == 0
