"""The four rules of special cause, in the order in which Making Data Count gives them priority.

Source: NHSRplotthedots 0.2.2, `ptd_calculate_point_type.R` (read for its behaviour; none of it is copied).
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.impact.spc.limits import Limits, sign

LENGTH = 7  # points of a trend or a run


class Rule(enum.StrEnum):
    """In order of priority: the first that a point meets decides how it is highlighted."""

    OUTSIDE = "outside limits"
    TREND = "trend"
    TWO_OF_THREE = "two of three"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule that a point meets. `direction` is 1 where it speaks of high or rising values, else -1."""

    rule: Rule
    direction: int


def marks(values: Sequence[float], limits: Limits) -> list[tuple[Mark, ...]]:
    """For each value, the rules it meets, in order of priority; () for common cause.

    - outside limits: above the upper limit or below the lower;
    - trend: 7 values of which each is higher than the one before, or each lower; all 7 are marked;
    - two of three: of 3 values on one side of the mean, at least 2 lie between an inner line and its limit;
      those are marked;
    - run: 7 values on one side of the mean; one on the mean breaks it.

    Where two trends share a point, the later one gives its direction.
    """
    sides = [limits.side(value) for value in values]
    outside = [limits.outside(value) for value in values]
    by_rule = {
        Rule.OUTSIDE: outside,
        Rule.TREND: _trends(values),
        Rule.TWO_OF_THREE: _two_of_three([limits.near(value) for value in values], sides),
        Rule.RUN: _stretches(sides, LENGTH),
    }
    return [
        tuple(Mark(rule, found[place]) for rule, found in by_rule.items() if found[place])
        for place in range(len(values))
    ]


def _trends(values: Sequence[float]) -> list[int]:
    moves = [sign(later - earlier) for earlier, later in pairwise(values)]
    found = [0] * len(values)
    for place, direction in enumerate(_stretches(moves, LENGTH - 1)):
        if direction:  # a move joins two points
            found[place] = found[place + 1] = direction
    return found


def _two_of_three(near: Sequence[bool], sides: Sequence[int]) -> list[int]:
    found = [0] * len(sides)
    for start in range(len(sides) - 2):
        three = range(start, start + 3)
        if abs(sum(sides[place] for place in three)) == 3 and sum(near[place] for place in three) >= 2:
            for place in three:
                if near[place]:
                    found[place] = sides[place]
    return found


def _stretches(signs: Sequence[int], length: int) -> list[int]:
    """Each sign that is part of at least `length` equal ones in a row; 0 for the others."""
    found = [0] * len(signs)
    start = 0
    for place in range(1, len(signs) + 1):
        if place < len(signs) and signs[place] == signs[start]:
            continue
        if place - start >= length:
            found[start:place] = signs[start:place]
        start = place
    return found
