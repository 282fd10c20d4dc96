"""Rates are taken as published. One is worked out only from figures that nobody has rounded, and says so."""

from answerable.impact.definitions import Indicator
from answerable.impact.series.model import Reading, Series


class RateRefusedError(ValueError):
    """A rate may not be worked out. The message says why and what to take instead."""


def worked_out(
    top: Series, bottom: Series, *, numerator: Indicator, denominator: Indicator, per: float = 1
) -> Series:
    """The rate of two series, period by period; a period that either lacks or hides has none.

    Raises RateRefusedError where either is rounded or hidden by rule: a rounded 5 of a rounded 10 may be 3 of
    12 or 7 of 8, and the rate would state a certainty that the figures do not have.
    """
    for one in (numerator, denominator):
        if one.suppression.rounding:
            raise RateRefusedError(
                f"{one.code} is published rounded to the nearest {one.suppression.rounding}: no rate may be "
                "worked out from it. Take the rate that its publisher gives."
            )
        if one.suppression.below:
            raise RateRefusedError(
                f"Counts of {one.code} under {one.suppression.below} are hidden: a rate of the rest would be "
                "too high. Take the rate that its publisher gives."
            )
    below = {reading.label: reading for reading in bottom.readings}
    readings = tuple(_rate(one, below.get(one.label), per) for one in top.readings)
    note = f"Worked out here from unrounded figures: {numerator.title}, for each {per:g} {denominator.unit}."
    return Series(f"{numerator.title} per {denominator.unit}", "", readings, top.step, (*top.notes, note))


def _rate(one: Reading, other: Reading | None, per: float) -> Reading:
    why = one.why or (other.why if other else "no value")
    value = None
    if one.value is not None and other is not None and other.value:
        value, why = one.value / other.value * per, ""
    return Reading(
        one.date, one.label, one.words, value, why if value is not None else why or "no value", one.row
    )
