"""Periods as files write them, each to its first and last day."""

import calendar
import datetime as dt
import functools
import re

from answerable.impact.series.dates import ImpossibleDateError, month_words, readings

_MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_abbr) if name}
_IN_NAME = re.compile(r"(?<![a-z])([a-z]{3})[a-z]*[-_ ]?(20\d\d)(?!\d)", re.IGNORECASE)


class BadPeriodError(ValueError):
    """No period that can be used. The message says why."""


def month_of(year: int, month: int, *, months: int = 1) -> tuple[dt.date, dt.date]:
    """First and last day of so many months from this one."""
    start = dt.date(year, month, 1)
    last = year * 12 + month - 1 + months - 1
    year, month = divmod(last, 12)
    return start, dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


@functools.lru_cache(maxsize=10_000)
def period_of(text: str) -> tuple[dt.date, dt.date]:
    """The period that one cell names: a month by its first or last day, or a month, quarter or year.

    Days come before months ("01/09/2021" is 1 September). Raises BadPeriodError: a day within a month names
    no month, since a date whose parts are the wrong way round is all but always such a day.
    """
    try:
        found = readings(text)
    except ImpossibleDateError as error:
        raise BadPeriodError(str(error)) from error
    if not found:
        raise BadPeriodError(f"{text!r} is no period that can be read; write YYYY-MM-DD" if text else
                             "the period is missing")  # fmt: skip
    one = found[0]
    if one.precision != "day":
        return month_of(
            one.date.year, one.date.month, months={"month": 1, "quarter": 3, "year": 12}[one.precision]
        )
    start, end = month_of(one.date.year, one.date.month)
    if one.date not in (start, end):
        raise BadPeriodError(f"{text!r} is neither the first nor the last day of a month")
    return start, end


@functools.lru_cache(maxsize=10_000)
def between(start: str, end: str) -> tuple[dt.date, dt.date]:
    """The period between two days as written. Raises BadPeriodError."""
    try:
        firsts, lasts = readings(start), readings(end)
    except ImpossibleDateError as error:
        raise BadPeriodError(str(error)) from error
    if not firsts or not lasts:
        raise BadPeriodError(f"{start!r} to {end!r} is no period that can be read")
    first, last = firsts[0].date, lasts[0].date
    if lasts[0].precision == "month":
        last = month_of(last.year, last.month)[1]
    if last < first:
        raise BadPeriodError(f"the period ends ({end}) before it starts ({start})")
    return first, last


def month_in_name(name: str) -> tuple[dt.date, dt.date] | None:
    """The month that a file's name gives ("oaps-open-data-oct-2016.csv"), where it gives just one."""
    found = {
        (int(year), _MONTHS[word.lower()]) for word, year in _IN_NAME.findall(name) if word.lower() in _MONTHS
    }
    return month_of(*found.pop()) if len(found) == 1 else None


@functools.lru_cache(maxsize=10_000)
def kind_of(start: dt.date, end: dt.date) -> str:
    """What kind of period it is, in the words of the definitions; "" for one of no kind."""
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return ""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 12:
        return {1: "year", 4: "financial year"}.get(start.month, "rolling year")
    if months == 3:
        return "quarter" if start.month in (1, 4, 7, 10) else "rolling quarter"
    return "month" if months == 1 else ""


def period_words(start: dt.date, end: dt.date) -> str:
    """As a reader says it: "September 2021", "July to September 2021", "2021/22"."""
    kind = kind_of(start, end)
    if kind == "month":
        return month_words(start)
    if kind == "year":
        return str(start.year)
    if kind == "financial year":
        return f"{start.year}/{(start.year + 1) % 100:02}"
    if kind == "quarter":
        return f"{month_words(start).split()[0]} to {month_words(end)}"
    return (
        f"{start:%d/%m/%Y} to {end:%d/%m/%Y}" if not kind else f"{month_words(start)} to {month_words(end)}"
    )
