"""How likely earlier entries are to ask the same as a text that is in nobody's register, such as a draft."""

import functools
from collections.abc import Sequence

import numpy as np

from answerable.lineage.repeats.judge import BadArtefactError, shipped
from answerable.search.model.encoder import Encoder, ModelMissingError, Vectors

_KEPT = 8192  # vectors of the register's own texts, some 13 MB


def likely_the_same(text: str, others: Sequence[str]) -> list[float] | None:
    """For each of the register's texts the probability that it asks the same as `text`.

    None where the sentence model or the judge is not there. What `text` gives is not kept.
    """
    if not others:
        return []
    try:
        judge = shipped()
        mine = encoder().encode([text])
        theirs = np.stack([vector_of(other) for other in others])
    except (ModelMissingError, BadArtefactError):
        return None
    chances = judge.judge(np.repeat(mine, len(others), axis=0), theirs)
    return [round(float(chance), 4) for chance in chances]


@functools.cache
def encoder() -> Encoder:
    """Raises ModelMissingError."""
    return Encoder()


@functools.lru_cache(maxsize=_KEPT)
def vector_of(text: str) -> Vectors:
    """The vector of a text of the register, remembered. Never give it words of a draft."""
    vector: Vectors = encoder().encode([text])[0]
    return vector
