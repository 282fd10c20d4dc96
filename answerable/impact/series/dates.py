"""Dates of a series, in one written form: a column that mixes forms can be read two ways, and is not read.

"01/04/2024" is 1 April, as in the United Kingdom. A period is known by its first day.
"""

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS = {name.lower(): at for at, name in enumerate(_MONTHS, start=1)}
_NUMBERS |= {name[:3].lower(): at for at, name in enumerate(_MONTHS, start=1)} | {"sept": 9}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TIME = r"(?:[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?Z?)?"
_FORMS: tuple[tuple[str, str, str], ...] = (  # name, precision, pattern
    ("YYYY-MM-DD", "day", rf"{_YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?){_TIME}"),
    ("YYYY/MM/DD", "day", rf"{_YEAR}/(?P<month>\d\d?)/(?P<day>\d\d?){_TIME}"),
    ("YYYYMMDD", "day", rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)"),
    ("DD/MM/YYYY", "day", rf"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>(?:19|20)?\d\d){_TIME}"),
    ("DD-MM-YYYY", "day", r"(?P<day>\d\d?)-(?P<month>\d\d?)-(?P<year>(?:19|20)?\d\d)"),
    ("DD.MM.YYYY", "day", r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>(?:19|20)?\d\d)"),
    ("day, month and year", "day",
     r"(?P<day>\d\d?)(?:st|nd|rd|th)?[ -](?P<word>[a-z]+)[ -](?P<year>(?:19|20)?\d\d)"),
    ("YYYY-MM", "month", rf"{_YEAR}-(?P<month>0\d|1[0-2])"),
    ("YYYYMM", "month", rf"{_YEAR}(?P<month>0\d|1[0-2])"),
    ("MM/YYYY", "month", rf"(?P<month>\d\d?)/{_YEAR}"),
    ("month and year", "month", r"(?P<word>[a-z]+)[ -]?'?(?P<year>(?:19|20)\d\d|\d\d)"),
    ("year and month", "month", rf"{_YEAR}[ -](?P<word>[a-z]+)"),
    ("financial year and quarter", "quarter", rf"{_YEAR}[/-](?P<next>\d\d)[ -]?q(?P<fquarter>[1-4])"),
    ("year and quarter", "quarter", rf"{_YEAR}[ -]?q(?P<quarter>[1-4])"),
    ("quarter and year", "quarter", rf"q(?P<quarter>[1-4])[ -]?{_YEAR}"),
    ("financial year", "year", rf"{_YEAR}[/-](?P<next>\d\d)"),
    ("year", "year", _YEAR),
)  # fmt: skip
_PATTERNS = tuple(
    (name, precision, re.compile(pattern, re.IGNORECASE)) for name, precision, pattern in _FORMS
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written. `form` names how; `label` is the same for every way to write one period."""

    date: dt.date
    precision: str  # day, month, quarter or year
    form: str
    label: str


class ImpossibleDateError(ValueError):
    """Of the form of a date, but no day of the calendar. The message says why."""


def read_date(text: str) -> Written | None:
    """The date in a cell; None where it holds none. Raises ImpossibleDateError."""
    return next(iter(readings(text)), None)


def readings(text: str) -> list[Written]:
    """Every form that the whole cell fits, likeliest first: "2011-12" may be a month or a financial year."""
    text = " ".join(text.replace("\xa0", " ").split())
    found = []
    for name, precision, pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            parts = {key: value for key, value in match.groupdict().items() if value is not None}
            if made := _written(text, name, precision, parts):
                found.append(made)
    return found


def month_words(date: dt.date) -> str:
    return f"{_MONTHS[date.month - 1]} {date.year}"


def day_words(date: dt.date) -> str:
    return f"{date.day} {month_words(date)}"


def _written(text: str, form: str, precision: str, parts: dict[str, str]) -> Written | None:
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if "next" in parts:
        if int(parts["next"]) != (year + 1) % 100:
            return None
        quarter = int(parts.get("fquarter", "1"))
        month = (4, 7, 10, 1)[quarter - 1]
        label = f"{year}/{parts['next']}" + (f" Q{quarter}" if "fquarter" in parts else "")
        return Written(dt.date(year + (quarter == 4), month, 1), precision, form, label)
    if "quarter" in parts:
        quarter = int(parts["quarter"])
        return Written(dt.date(year, 3 * quarter - 2, 1), precision, form, f"{year} Q{quarter}")
    if precision == "year":
        return Written(dt.date(year, 1, 1), precision, form, str(year))
    if "word" in parts:
        if parts["word"].lower() not in _NUMBERS:
            return None
        month = _NUMBERS[parts["word"].lower()]
    else:
        month = int(parts["month"])
    try:
        date = dt.date(year, month, int(parts.get("day", "1")))
    except ValueError:
        raise ImpossibleDateError(_why_impossible(text, form, month)) from None
    return Written(date, precision, form, date.isoformat() if precision == "day" else f"{date:%Y-%m}")


def _why_impossible(text: str, form: str, month: int) -> str:
    if month > 12 and form.startswith("DD"):
        return f"{text!r} has no month {month}: write the day first (DD/MM/YYYY), or better YYYY-MM-DD"
    return f"{text!r} is no day of the calendar"
