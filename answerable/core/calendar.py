"""The clock, and nothing else, knows what day it is.

ANSWERABLE_CLOCK=2027-03-01 lets a register of tests live on another day. Only one that says that it is for
development (ANSWERABLE_DEBUG=1) may: anywhere else the register refuses to start.
"""

import datetime as dt
import os
from collections.abc import Mapping
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class ClockError(ValueError):
    """The clock was set where it may not be, or to no day."""


def shift_asked_for(environ: Mapping[str, str], at: dt.datetime) -> dt.timedelta:
    """How far the clock is put forward or back. Raises ClockError."""
    written = environ.get("ANSWERABLE_CLOCK", "")
    if not written:
        return dt.timedelta()
    if environ.get("ANSWERABLE_DEBUG") != "1":
        raise ClockError("ANSWERABLE_CLOCK is for tests: it is refused without ANSWERABLE_DEBUG=1.")
    try:
        day = dt.date.fromisoformat(written)
    except ValueError as error:
        raise ClockError(f"ANSWERABLE_CLOCK is a day like 2027-03-01, not {written!r}.") from error
    return dt.timedelta(days=(day - at.astimezone(LONDON).date()).days)


_SHIFT = shift_asked_for(os.environ, dt.datetime.now(dt.UTC))


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC) + _SHIFT


def today() -> dt.date:
    """The date in London."""
    return (dt.datetime.now(dt.UTC) + _SHIFT).astimezone(LONDON).date()


def end_of_day(date: dt.date) -> dt.datetime:
    """The first instant after `date` in London, in UTC: facts recorded before it were known on that date."""
    return dt.datetime.combine(date + dt.timedelta(days=1), dt.time(), LONDON).astimezone(dt.UTC)
