"""The clock, and nothing else, knows what day it is."""

import datetime as dt
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The date in London."""
    return dt.datetime.now(LONDON).date()


def end_of_day(date: dt.date) -> dt.datetime:
    """The first instant after `date` in London, in UTC: facts recorded before it were known on that date."""
    return dt.datetime.combine(date + dt.timedelta(days=1), dt.time(), LONDON).astimezone(dt.UTC)
