"""The judge of repeats: a likely share, from 0 to 1, of people who would call two entries the same ask.

It turns the sentence model's vectors with one matrix learned from pairs read by people (training/repeats.py),
so vectors that the register keeps already serve again, and judging a pair costs a product of two rows.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from answerable.search.model.encoder import WIDTH, Vectors

ARTEFACT = Path(__file__).resolve().parent.parent / "artefacts" / "repeats.npz"
METHOD = "turned sentence vectors"

Verdict = Literal["repeat", "unsure", "different"]
SURE_REPEAT = 0.75  # probability from which the judge says so; below SURE_DIFFERENT it says not
SURE_DIFFERENT = 0.25


class BadArtefactError(Exception):
    """The learned file is absent or unfit. The message says what to do."""


class Judged(NamedTuple):
    """Chances, one for each pair."""

    repeat: npt.NDArray[np.float64]
    same: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RepeatJudge:
    """Holds what was learned. `version` belongs with every suggestion made by it."""

    turn: npt.NDArray[np.float32]
    slope: float
    shift: float
    same_slope: float  # of the repeats, which are the very same ask and which only overlap
    same_shift: float
    nearest: float  # plain cosine below which nothing is likely enough to be proposed
    version: str

    @classmethod
    def load(cls, path: Path = ARTEFACT) -> "RepeatJudge":
        """Raises BadArtefactError."""
        try:
            with np.load(path, allow_pickle=False) as learned:
                turn = learned["turn"].astype(np.float32)
                slope, shift = (float(value) for value in learned["calibration"])
                same_slope, same_shift = (float(value) for value in learned["same"])
                nearest = float(learned["nearest"])
                version = str(learned["version"])
        except (OSError, ValueError, KeyError) as error:
            raise BadArtefactError(
                f"The judge of repeats can't be read from {path} ({error})."
                " It is part of the program: install it again."
            ) from error
        if turn.shape != (WIDTH, WIDTH):
            raise BadArtefactError(f"{path} is for vectors of another width. Install the program again.")
        return cls(turn, slope, shift, same_slope, same_shift, nearest, version)

    def turned(self, vectors: Vectors) -> Vectors:
        """Sentence vectors (rows) such that the cosine of two says whether they ask the same. Length 1."""
        turned = vectors @ self.turn
        lengths = np.linalg.norm(turned, axis=1, keepdims=True)
        return np.asarray(turned / np.maximum(lengths, 1e-9), np.float32)

    def probability(self, cosine: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        """The calibrated probability of a repeat, from the cosine of turned vectors."""
        return _curve(cosine, self.slope, self.shift)

    def judge(self, left: Vectors, right: Vectors) -> npt.NDArray[np.float64]:
        """The probability for each row of `left` and the same row of `right` (plain sentence vectors)."""
        return self.probability(self._cosines(left, right))

    def judge_both(self, left: Vectors, right: Vectors) -> Judged:
        """For each pair of rows, the chance of a repeat, and of the very same ask given that it is one."""
        cosines = self._cosines(left, right)
        return Judged(self.probability(cosines), _curve(cosines, self.same_slope, self.same_shift))

    def _cosines(self, left: Vectors, right: Vectors) -> npt.NDArray[np.floating]:
        return np.asarray((self.turned(left) * self.turned(right)).sum(axis=1))


def _curve(cosine: npt.NDArray[np.floating], slope: float, shift: float) -> npt.NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-(np.asarray(cosine, np.float64) * slope + shift))))


def verdict(probability: float) -> Verdict:
    """What the judge says; it abstains between its two sureties."""
    if probability >= SURE_REPEAT:
        return "repeat"
    return "different" if probability < SURE_DIFFERENT else "unsure"


@cache
def shipped() -> RepeatJudge:
    return RepeatJudge.load()
