"""Days, months, years and spans of them, as written in a query: 2021, 2021-03, 2021-03-31, 2019..2021."""

import calendar
import datetime as dt
import re

from answerable.search.tree import Dated

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class NotADayError(ValueError):
    """The message is for the reader: that part of the query was left out."""


def dated(field: str, written: str) -> Dated:
    """`field` is a date field of a query. Raises NotADayError."""
    text = written.strip(" .,;")
    said = f"{field}: {text[:40]}"
    first, dots, last = text.partition("..")
    if field in ("date", "year"):
        begins = _span(first, field)[0] if first else None
        ends = _span(last if dots else first, field)[1] if last or not dots else None
        if begins is None and ends is None:
            raise _unreadable(text, field)
        if begins and ends and begins > ends:  # written the other way round
            begins, ends = _span(last, field)[0], _span(first, field)[1]
        return Dated(begins, ends, said)
    begin, end = _span(text, field)
    try:
        match field:
            case "before":
                return Dated(None, begin - dt.timedelta(days=1), said)
            case "after":
                return Dated(end + dt.timedelta(days=1), None, said)
    except OverflowError:
        raise _unreadable(text, field) from None
    return Dated(begin, None, said) if field in ("since", "from") else Dated(None, end, said)


def _span(written: str, field: str) -> tuple[dt.date, dt.date]:
    """The first and last day of what is written."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None or not found[0].isascii():
        raise _unreadable(written, field)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if found[3]:
            one = dt.date(year, month, day)
            return one, one
        if found[2]:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    except ValueError:
        raise _unreadable(written, field) from None


def _unreadable(written: str, field: str) -> NotADayError:
    return NotADayError(
        f"\u201c{field}: {written[:40]}\u201d was left out. Write a date as 2021, 2021-03 or 2021-03-31."
    )
