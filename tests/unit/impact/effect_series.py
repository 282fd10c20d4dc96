"""Series whose truth is known, for tests of effect. Made up."""

import datetime as dt
import random
from collections.abc import Sequence

from answerable.impact.series.model import Reading, Series
from answerable.impact.series.steps import Step

FIRST = dt.date(2018, 1, 1)


def month(place: int) -> dt.date:
    return dt.date(FIRST.year + place // 12, place % 12 + 1, 1)


def monthly(
    values: Sequence[float | None], measure: str = "restraints", *, missing: Sequence[int] = ()
) -> Series:
    """None is a suppressed value; `missing` are places of months without a row."""
    readings = tuple(
        Reading(
            month(at),
            f"{month(at):%Y-%m}",
            f"{month(at):%B %Y}",
            value,
            "" if value is not None else "suppressed",
        )
        for at, value in enumerate(values)
        if at not in missing
    )
    return Series(measure, "", readings, Step(months=1), ())


def noisy(levels: Sequence[float], spread: float = 0.06, seed: int = 1) -> list[float]:
    """Values about levels, by a part of each; the same for a seed on every machine."""
    chance = random.Random(seed)  # no secret
    return [max(1.0, round(level * (1 + chance.gauss(0, spread)), 3)) for level in levels]
