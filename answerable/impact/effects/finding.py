"""What a test of effect finds, and the rule that turns an interval into one of five words."""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from answerable.impact.spc.judgement import Better

VERSION = "1"  # of the methods; kept with each test


class EffectRefusedError(ValueError):
    """A series on which no effect may be tested. The message says why and what to do."""


class Outcome(enum.StrEnum):
    BETTER = "better"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Finding:
    """`estimate`, `low` and `high` are a change as a part of the level without the action.

    -0.2 is a fifth less. The interval is at 1 - alpha. `details` holds the model, its terms and its checks,
    as JSON takes them.
    """

    method: str  # spc, its or controlled
    outcome: Outcome
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    alpha: float
    words: str
    before: int  # points
    after: int
    counted_from: dt.date
    until: dt.date | None  # the last point seen
    details: Mapping[str, Any] = field(default_factory=dict)


def judged(low: float, high: float, better: Better, importance: float) -> Outcome:
    """Better or worse only where the interval leaves out nought; no change only where it is small throughout.

    An interval that does both is of a change beyond chance that is too small to matter: no change of
    importance.
    """
    if -importance < low and high < importance:
        return Outcome.NO_CHANGE
    if low <= 0 <= high or better is Better.NEUTRAL:
        return Outcome.CANNOT_TELL
    return Outcome.BETTER if (low > 0) == (better is Better.UP) else Outcome.WORSE
