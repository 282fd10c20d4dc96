"""What a rule found in a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A setting or population with the words that led to it. `score`: the probability, as measured."""

    key: str
    score: float
    words: tuple[str, ...]
