"""What a chart says in one word: the state of its latest value, and whether a target will be met.

Source: domain rules of Making Data Count (`ptd_calculate_assurance_type.R`, and the variation icons).
"""

import enum

from answerable.impact.spc.limits import Limits
from answerable.impact.spc.rules import Mark


class Better(enum.StrEnum):
    """The direction that is an improvement."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"

    @property
    def sign(self) -> int:
        return {Better.UP: 1, Better.DOWN: -1, Better.NEUTRAL: 0}[self]


class Variation(enum.StrEnum):
    COMMON = "common cause"
    IMPROVEMENT_HIGH = "improvement high"
    IMPROVEMENT_LOW = "improvement low"
    CONCERN_HIGH = "concern high"
    CONCERN_LOW = "concern low"
    NEUTRAL_HIGH = "neutral high"
    NEUTRAL_LOW = "neutral low"


class Assurance(enum.StrEnum):
    PASS = "consistently pass"  # noqa: S105  # nosec B105  # no password
    FAIL = "consistently fail"
    INCONSISTENT = "inconsistent"


def variation(found: tuple[Mark, ...], better: Better) -> Variation:
    """The state of a point: its first rule decides, high or low by that rule's direction."""
    if not found:
        return Variation.COMMON
    direction = found[0].direction
    kind = {1: "improvement", -1: "concern", 0: "neutral"}[direction * better.sign]
    return Variation(f"{kind} {'high' if direction > 0 else 'low'}")


def assurance(limits: Limits, target: float | None, better: Better) -> Assurance | None:
    """Whether the target will be met; None without a target or a direction.

    A target on a limit is within them. Where nothing varies and the target is that value, nobody can tell.
    """
    if target is None or better is Better.NEUTRAL:
        return None
    place = limits.outside(target)
    if not place:
        return Assurance.INCONSISTENT if limits.mean_range else None
    return Assurance.FAIL if place == better.sign else Assurance.PASS
