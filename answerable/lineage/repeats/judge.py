"""The judge of repeats: a likely share, from 0 to 1, of people who would call two entries the same ask.

It turns the sentence model's vectors with one matrix learned from pairs read by people (training/repeats.py),
so vectors that the register keeps already serve again, and judging a pair costs a product of two rows.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class RepeatJudge:
    """Holds what was learned. `version` belongs with every suggestion made by it."""

    turn: npt.NDArray[np.float32]
    slope: float
    shift: float
    version: str

    @classmethod
    def load(cls, path: Path = ARTEFACT) -> "RepeatJudge":
        """Raises BadArtefactError."""
        try:
            with np.load(path, allow_pickle=False) as learned:
                turn = learned["turn"].astype(np.float32)
                slope, shift = (float(value) for value in learned["calibration"])
                version = str(learned["version"])
        except (OSError, ValueError, KeyError) as error:
            raise BadArtefactError(
                f"The judge of repeats can't be read from {path} ({error})."
                " It is part of the program: install it again."
            ) from error
        if turn.shape != (WIDTH, WIDTH):
            raise BadArtefactError(f"{path} is for vectors of another width. Install the program again.")
        return cls(turn, slope, shift, version)

    def turned(self, vectors: Vectors) -> Vectors:
        """Sentence vectors (rows) such that the cosine of two says whether they ask the same. Length 1."""
        turned = vectors @ self.turn
        lengths = np.linalg.norm(turned, axis=1, keepdims=True)
        return np.asarray(turned / np.maximum(lengths, 1e-9), np.float32)

    def probability(self, cosine: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
        """The calibrated probability of a repeat, from the cosine of turned vectors."""
        inner = np.asarray(cosine, np.float64) * self.slope + self.shift
        return np.asarray(1 / (1 + np.exp(-inner)))

    def judge(self, left: Vectors, right: Vectors) -> npt.NDArray[np.float64]:
        """The probability for each row of `left` and the same row of `right` (plain sentence vectors)."""
        return self.probability((self.turned(left) * self.turned(right)).sum(axis=1))


def verdict(probability: float) -> Verdict:
    """What the judge says; it abstains between its two sureties."""
    if probability >= SURE_REPEAT:
        return "repeat"
    return "different" if probability < SURE_DIFFERENT else "unsure"


@cache
def shipped() -> RepeatJudge:
    return RepeatJudge.load()
