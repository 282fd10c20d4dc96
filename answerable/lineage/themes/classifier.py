"""Gives an entry its themes, each with a probability and the words that led to it.

For each theme a sum of three: weights of the entry's words, what a network of one hidden layer makes of its
sentence vector, and how many of the nearest concerns that people have read have the theme
(training/themes.py). Vector and neighbours say what is meant; the words can be shown. A suggestion only: a
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
from answerable.search.words import STOP_WORDS

ARTEFACT = Path(__file__).resolve().parent.parent / "artefacts" / "themes.npz"
METHOD = "words, sentence vector and neighbours"
MOST = 4  # themes of an entry, by the codebook
_SHOWN = 5  # words that explain a theme
_ROWS = 1000  # compared with the read concerns at a time
_DAMP = 0.01  # keeps a share of nought or all from deciding alone

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
    hidden: Floats  # 384 x units, of the sentence vector
    hidden_bias: Floats
    vector_weights: Floats  # units x themes
    bias: Floats
    least: Floats  # probability from which a theme is given
    read: Floats  # vectors of concerns read by people, rows of length 1
    read_themes: Floats  # which themes they have, 0 or 1
    neighbours: int  # how many of them are asked
    nearness: float  # the distance over which a neighbour's weight falls to a third
    neighbour_weight: float
    version: str

    @classmethod
    def load(cls, path: Path = ARTEFACT) -> "ThemeClassifier":
        """Raises BadArtefactError."""
        try:
            with np.load(path, allow_pickle=False) as learned:
                vocabulary = bytes(learned["vocabulary"]).decode().split("\n")
                arrays = [
                    learned[name].astype(np.float32)
                    for name in (
                        *("rarity", "word_weights", "hidden", "hidden_bias", "vector_weights"),
                        *("bias", "least", "read"),
                    )
                ]
                bits = np.unpackbits(learned["read_themes"], axis=1, count=len(learned["themes"]))
                asked, nearness, weight = (float(value) for value in learned["neighbours"])
                themes, version = tuple(str(theme) for theme in learned["themes"]), str(learned["version"])
        except (OSError, ValueError, KeyError) as error:
            raise BadArtefactError(
                f"The reader of themes can't be read from {path} ({error})."
                " It is part of the program: install it again."
            ) from error
        rarity, word_weights, hidden, hidden_bias, vector_weights, bias, least, read = arrays
        if word_weights.shape != (len(vocabulary), len(themes)) or hidden.shape[0] != WIDTH:
            raise BadArtefactError(f"{path} does not fit together. Install the program again.")
        numbers = {term: number for number, term in enumerate(vocabulary)}
        read /= np.maximum(np.linalg.norm(read, axis=1, keepdims=True), 1e-9)
        return cls(
            *(themes, numbers, rarity, word_weights, hidden, hidden_bias, vector_weights, bias, least),
            *(read, bits.astype(np.float32), int(asked), nearness, weight, version),
        )

    def weighed(self, text: str) -> tuple[npt.NDArray[np.intp], Floats]:
        """The known terms of a text (rows) and their weights: a vector of length 1."""
        found = [(self.number_of[term], n) for term, n in terms(text).items() if term in self.number_of]
        rows = np.array([row for row, _ in found], np.intp)
        values = (1 + np.log(np.array([n for _, n in found], np.float32))) * self.rarity[rows]
        return rows, (values / max(float(np.linalg.norm(values)), 1e-9)).astype(np.float32)

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """One row for each text, one column for each of `themes`. `vectors` are the texts' own."""
        inner = np.maximum(vectors @ self.hidden + self.hidden_bias, 0) @ self.vector_weights + self.bias
        for number, text in enumerate(texts):
            rows, values = self.weighed(text)
            inner[number] += values @ self.word_weights[rows]
        if self.neighbours:
            share = self.shares(vectors)
            inner += self.neighbour_weight * np.log((share + _DAMP) / (1 - share + _DAMP))
        return np.asarray(1 / (1 + np.exp(-inner)), np.float32)

    def shares(self, vectors: Vectors, *, but: npt.NDArray[np.bool_] | None = None) -> Floats:
        """For each text and theme, the weighted share of its nearest read concerns that have the theme.

        `but`: rows of the read concerns that are not asked, for measuring.
        """
        found = np.empty((len(vectors), len(self.themes)), np.float32)
        for start in range(0, len(vectors), _ROWS):
            cosines = vectors[start : start + _ROWS] @ self.read.T
            if but is not None:
                cosines[:, but] = -1
            nearest = np.argpartition(-cosines, self.neighbours, axis=1)[:, : self.neighbours]
            near = np.take_along_axis(cosines, nearest, axis=1)
            weights = np.exp((near - near.max(axis=1, keepdims=True)) / self.nearness)
            weights /= weights.sum(axis=1, keepdims=True)
            found[start : start + _ROWS] = (weights[:, :, None] * self.read_themes[nearest]).sum(axis=1)
        return found

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
        telling = (term for term, weight in weights.items() if weight > 0 and _tells(term))
        best = sorted(telling, key=lambda term: -weights[term])
        return tuple(best[:_SHOWN])


def _tells(term: str) -> bool:
    """Whether a word or pair of words can be shown as a reason: "to the" says nothing."""
    return STOP_WORDS.isdisjoint(term.split())


@cache
def shipped() -> ThemeClassifier:
    return ThemeClassifier.load()
