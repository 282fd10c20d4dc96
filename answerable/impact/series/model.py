"""What a series is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.impact.series.dates import day_words
from answerable.impact.series.steps import Step


@dataclass(frozen=True, slots=True)
class Reading:
    """A value on a date, or `why` there is none (suppressed, or no value)."""

    date: dt.date
    label: str  # the date for machines: 2024-04-01, 2024-04, 2024 Q2
    words: str  # the period for readers: April 2024
    value: float | None
    why: str = ""
    row: int | None = None  # of the file


@dataclass(frozen=True, slots=True)
class Series:
    """Readings in order of date. `notes` say what was assumed, and what is missing."""

    measure: str
    unit: str
    readings: tuple[Reading, ...]
    step: Step
    notes: tuple[str, ...]


def readings_of(dates: Sequence[dt.date], values: Sequence[float | None]) -> list[Reading]:
    """Readings of values that come from no file, in order of date."""
    return [
        Reading(date, date.isoformat(), day_words(date), value, "" if value is not None else "no value")
        for date, value in sorted(zip(dates, values, strict=True), key=lambda pair: pair[0])
    ]
