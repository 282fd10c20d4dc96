"""How well repeats are told from other pairs, beside the plain cosine of the same sentence model."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from answerable.lineage.labelled import BadLabelsError, read_pairs
from answerable.lineage.measures import average_precision, interval, recall_at_precision
from answerable.lineage.repeats.judge import RepeatJudge, verdict
from answerable.search.model.encoder import Encoder

_PRECISION = 0.9
_BANDS = (0.8, 0.7, 0.6, 0.5, -1.0)  # lower ends, of the plain cosine


def evaluate_pairs(path: Path, judge: RepeatJudge, encoder: Encoder) -> dict[str, Any]:
    """Over the pairs with a verdict. Raises BadLabelsError: also where none, or only one kind, has one."""
    pairs = [pair for pair in read_pairs(path) if pair.repeat is not None]
    truths = np.array([pair.repeat for pair in pairs], bool)
    if not truths.any() or truths.all():
        raise BadLabelsError(f"{path.name} needs both repeats and others, to tell one from the other.")
    texts = sorted({text for pair in pairs for text in (pair.left, pair.right)})
    row = {text: number for number, text in enumerate(texts)}
    vectors = encoder.encode(texts)
    left, right = (vectors[[row[getattr(pair, side)] for pair in pairs]] for side in ("left", "right"))
    chances = judge.judge(left, right)
    cosines = (left * right).sum(axis=1).astype(np.float64)
    verdicts = [verdict(float(chance)) for chance in chances]
    said = np.array(verdicts) != "unsure"
    right_said = (np.array(verdicts) == "repeat") == truths
    return {
        "n": len(pairs),
        "repeats": int(truths.sum()),
        **_figures(chances, truths, intervals=True),
        "brier": round(float(((chances - truths) ** 2).mean()), 4),
        "abstains": round(float(1 - said.mean()), 4),
        "right_when_sure": round(float(right_said[said].mean()), 4) if said.any() else None,
        "baseline_cosine": _figures(cosines, truths),
        "by_cosine": _by_cosine(cosines, chances, truths),
        "version": judge.version,
    }


def _figures(
    scores: npt.NDArray[np.float64], truths: npt.NDArray[np.bool_], *, intervals: bool = False
) -> dict[str, Any]:
    def recall(rows: npt.NDArray[np.intp]) -> float:
        return recall_at_precision(scores[rows], truths[rows], _PRECISION)

    def precision(rows: npt.NDArray[np.intp]) -> float:
        return average_precision(scores[rows], truths[rows])

    every = np.arange(len(scores))
    figures: dict[str, Any] = {
        "average_precision": round(precision(every), 4),
        "recall_at_precision_90": round(recall(every), 4),
    }
    if intervals:
        figures["average_precision_interval"] = interval(precision, len(scores))
        figures["recall_at_precision_90_interval"] = interval(recall, len(scores))
    return figures


def _by_cosine(
    cosines: npt.NDArray[np.float64], chances: npt.NDArray[np.float64], truths: npt.NDArray[np.bool_]
) -> list[dict[str, Any]]:
    """How the judge does on pairs that are more and less alike: few, many, or no repeats among them."""
    found, above = [], np.inf
    for least in _BANDS:
        here = (cosines >= least) & (cosines < above)
        above = least
        if not here.any():
            continue
        sure = np.array([verdict(float(chance)) for chance in chances[here]])
        right = (sure == "repeat") == truths[here]
        found.append(
            {
                "from_cosine": max(least, 0.0),
                "n": int(here.sum()),
                "repeats": int(truths[here].sum()),
                "mean_probability": round(float(chances[here].mean()), 4),
                "sure": int((sure != "unsure").sum()),
                "right_when_sure": int(right[sure != "unsure"].sum()),
            }
        )
    return found
