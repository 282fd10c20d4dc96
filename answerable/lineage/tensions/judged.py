"""Pairs that a person has read (data/tensions/judged.jsonl), and what they tell of each tension.

Some tensions are stated so plainly that nearly every pair found is one; in others most pairs turn out to be
about different things. How many of those read were real is therefore the best single sign for the next pair.
"""

import functools
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from answerable.lineage.tensions.definitions import FOLDER, BadTensionError

JUDGED = FOLDER / "judged.jsonl"
_BELIEF = 2  # real and unreal pairs supposed beforehand, so that few verdicts say little


@dataclass(frozen=True, slots=True)
class Judged:
    """`first` and `second` are references of entries, each on the tension's side of that name."""

    tension: str
    first: str
    second: str
    real: bool


@dataclass(frozen=True, slots=True)
class Tally:
    real: int = 0
    unreal: int = 0

    @property
    def odds(self) -> float:
        """Logarithm of the odds that a pair is real: 0 where nobody has read any."""
        return math.log((self.real + _BELIEF) / (self.unreal + _BELIEF))


Tallies = Mapping[str, Tally]


@functools.cache
def shipped_tallies() -> Tallies:
    return tallied(read_judged(JUDGED))


def tallied(judged: Iterable[Judged]) -> dict[str, Tally]:
    """How many pairs of each tension were found real, and how many not."""
    counts: dict[str, list[int]] = {}
    for pair in judged:
        counts.setdefault(pair.tension, [0, 0])[not pair.real] += 1
    return {key: Tally(real, unreal) for key, (real, unreal) in counts.items()}


def read_judged(path: Path) -> list[Judged]:
    """Raises BadTensionError."""
    pairs: dict[tuple[str, str, str], Judged] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise BadTensionError(f"{path.name} can't be read ({error}).") from error
    for number, line in enumerate(lines, 1):
        try:
            pair = Judged(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise BadTensionError(f"{path.name}, line {number}: not a judged pair ({error}).") from error
        if not isinstance(pair.real, bool):
            raise BadTensionError(f"{path.name}, line {number}: `real` must be true or false.")
        same = (pair.tension, pair.first, pair.second)
        if same in pairs:
            raise BadTensionError(f"{path.name}, line {number}: the pair stands there twice.")
        pairs[same] = pair
    return list(pairs.values())
