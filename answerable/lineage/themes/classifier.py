"""Gives an entry its themes, each with a probability and the words that led to it.

For each theme a weighted sum of the entry's words and of its sentence vector, learned from concerns read by
people (training/themes.py). The vector says what is meant; the words can be shown. A suggestion only: a
person confirms it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from answerable.lineage.themes.words import terms
from answerable.search.model.encoder import WIDTH, Vectors

ARTEFACT = Path(__file__).resolve().parent.parent / "artefacts" / "themes.npz"
METHOD = "weighted words and sentence vector"
MOST = 4  # themes of an entry, by the codebook
_SHOWN = 5  # words that explain a theme

Floats = npt.NDArray[np.float32]


class BadArtefactError(Exception):
    """The learned file is absent or unfit. The message says what to do."""


@dataclass(frozen=True, slots=True)
class ThemeFound:
    theme: str
    probability: float
    words: tuple[str, ...]  # that spoke for it, the weightiest first; may be none, when the meaning did


@dataclass(frozen=True, slots=True)
class ThemeClassifier:
    """Holds what was learned. `version` belongs with every suggestion made by it."""

    themes: tuple[str, ...]
    number_of: dict[str, int]  # a term's row
    rarity: Floats  # of each term
    word_weights: Floats  # terms x themes
    vector_weights: Floats  # 384 x themes
    bias: Floats
    least: Floats  # probability from which a theme is given
    version: str

    @classmethod
    def load(cls, path: Path = ARTEFACT) -> "ThemeClassifier":
        """Raises BadArtefactError."""
        try:
            with np.load(path, allow_pickle=False) as learned:
                vocabulary = bytes(learned["vocabulary"]).decode().split("\n")
                arrays = [
                    learned[name].astype(np.float32)
                    for name in ("rarity", "word_weights", "vector_weights", "bias", "least")
                ]
                themes, version = tuple(str(theme) for theme in learned["themes"]), str(learned["version"])
        except (OSError, ValueError, KeyError) as error:
            raise BadArtefactError(
                f"The reader of themes can't be read from {path} ({error})."
                " It is part of the program: install it again."
            ) from error
        rarity, word_weights, vector_weights, bias, least = arrays
        if word_weights.shape != (len(vocabulary), len(themes)) or vector_weights.shape[0] != WIDTH:
            raise BadArtefactError(f"{path} does not fit together. Install the program again.")
        numbers = {term: number for number, term in enumerate(vocabulary)}
        return cls(themes, numbers, rarity, word_weights, vector_weights, bias, least, version)

    def weighed(self, text: str) -> tuple[npt.NDArray[np.intp], Floats]:
        """The known terms of a text (rows) and their weights: a vector of length 1."""
        found = [(self.number_of[term], n) for term, n in terms(text).items() if term in self.number_of]
        rows = np.array([row for row, _ in found], np.intp)
        values = (1 + np.log(np.array([n for _, n in found], np.float32))) * self.rarity[rows]
        return rows, (values / max(float(np.linalg.norm(values)), 1e-9)).astype(np.float32)

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """One row for each text, one column for each of `themes`. `vectors` are the texts' own."""
        inner = vectors @ self.vector_weights + self.bias
        for number, text in enumerate(texts):
            rows, values = self.weighed(text)
            inner[number] += values @ self.word_weights[rows]
        return np.asarray(1 / (1 + np.exp(-inner)), np.float32)

    def chosen(self, probabilities: Floats) -> npt.NDArray[np.bool_]:
        """The themes that are given: at most four, those furthest above their own least probability."""
        above = probabilities - self.least
        rank = np.argsort(np.argsort(-above, axis=1), axis=1)
        return np.asarray((above > 0) & (rank < MOST))

    def classify(self, texts: Sequence[str], vectors: Vectors) -> list[list[ThemeFound]]:
        """Each text's themes, the likeliest first. A text without words has none."""
        probabilities = self.probabilities(texts, vectors)
        chosen = self.chosen(probabilities)
        found = []
        for text, row, given in zip(texts, probabilities, chosen, strict=True):
            columns = sorted(
                (int(column) for column in np.flatnonzero(given)), key=lambda column: -row[column]
            )
            found.append(
                [
                    ThemeFound(self.themes[column], round(float(row[column]), 4), self._words(text, column))
                    for column in columns
                    if text.strip()
                ]
            )
        return found

    def _words(self, text: str, column: int) -> tuple[str, ...]:
        weights = {
            term: float(self.word_weights[self.number_of[term], column] * self.rarity[self.number_of[term]])
            for term in terms(text)
            if term in self.number_of
        }
        best = sorted((term for term, weight in weights.items() if weight > 0), key=lambda t: -weights[t])
        return tuple(best[:_SHOWN])


@cache
def shipped() -> ThemeClassifier:
    return ThemeClassifier.load()
