"""The measures agree with sums that can be done by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.lineage.measures import average_precision, f1_scores, interval, recall_at_precision

SCORES = np.array([0.9, 0.8, 0.7, 0.6])
TRUTHS = np.array([True, False, True, False])


def test_average_precision_is_the_mean_over_steps_of_recall() -> None:
    assert average_precision(SCORES, TRUTHS) == pytest.approx((1 + 2 / 3) / 2)


def test_equal_scores_fall_together_whatever_their_order() -> None:
    same = np.ones(4)
    assert average_precision(same, TRUTHS) == average_precision(same, TRUTHS[::-1]) == 0.5


def test_recall_counts_only_cuts_that_are_precise_enough() -> None:
    assert recall_at_precision(SCORES, TRUTHS, 0.9) == 0.5
    assert recall_at_precision(SCORES, TRUTHS, 0.6) == 1.0
    assert recall_at_precision(SCORES, ~TRUTHS, 0.9) == 0.0


def test_macro_leaves_out_themes_that_nobody_labelled() -> None:
    found = np.array([[True, False, True], [True, False, False]])
    labelled = np.array([[True, True, False], [True, False, False]])
    micro, macro, each = f1_scores(found, labelled)
    assert micro == pytest.approx(2 * 2 / (3 + 3))
    assert macro == pytest.approx(0.5)
    assert each.tolist() == [1, 0, 0]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_measures_lie_between_nothing_and_all(cases: list[tuple[float, bool]]) -> None:
    scores, truths = np.array([s for s, _ in cases]), np.array([t for _, t in cases], bool)
    assert 0 <= average_precision(scores, truths) <= 1 + 1e-9
    assert 0 <= recall_at_precision(scores, truths, 0.9) <= 1


def test_an_interval_holds_the_value_of_even_cases() -> None:
    values = np.arange(100) / 100
    low, high = interval(lambda rows: float(values[rows].mean()), len(values))
    assert low < values.mean() < high
