"""How good a judge is, with the doubt that few cases leave."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.floating]
Truths = npt.NDArray[np.bool_]

_DRAWS = 1000
_TAIL = 2.5  # percent on either side: a 95% interval


def _by_score(scores: Numbers, truths: Truths) -> tuple[Numbers, Numbers]:
    """Precision and recall after each distinct score, the highest first; equal scores fall together."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truths[order])
    last = np.append(np.diff(scores[order]) != 0, True)
    found = np.arange(1, len(scores) + 1)
    return (right / found)[last], (right / max(1, int(truths.sum())))[last]


def average_precision(scores: Numbers, truths: Truths) -> float:
    """The mean of precision over every step of recall; 0 where nothing is true."""
    precision, recall = _by_score(scores, truths)
    return float((precision * np.diff(recall, prepend=0.0)).sum())


def recall_at_precision(scores: Numbers, truths: Truths, least: float) -> float:
    """The most that is found at a cut where at least this share of what is found is right."""
    precision, recall = _by_score(scores, truths)
    reached = recall[precision >= least]
    return float(reached.max()) if len(reached) else 0.0


def f1_scores(found: Truths, labelled: Truths) -> tuple[float, float, Numbers]:
    """Micro, macro (over the themes that are labelled at all), and each theme's; rows are cases."""
    right = (found & labelled).sum(axis=0)
    both = found.sum(axis=0) + labelled.sum(axis=0)
    each = 2 * right / np.maximum(both, 1)
    used = labelled.any(axis=0)
    micro = 2 * right.sum() / max(1, int(both.sum()))
    return float(micro), float(each[used].mean()) if used.any() else 0.0, each


def interval(measure: Callable[[npt.NDArray[np.intp]], float], cases: int) -> tuple[float, float]:
    """A 95% bootstrap interval: `measure` is given rows, drawn again and again with replacement."""
    draw = np.random.default_rng(20)
    values = [measure(draw.integers(0, cases, cases)) for _ in range(_DRAWS)]
    low, high = np.percentile(values, [_TAIL, 100 - _TAIL])
    return round(float(low), 4), round(float(high), 4)
