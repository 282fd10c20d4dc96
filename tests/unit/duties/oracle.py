"""Deadlines worked out apart from the register: by Julian day numbers, with no calendar library.

Written from the rules alone: 56 calendar days from the report, or so many months (the month's last day where
it is shorter); a stated date after the report comes before that, an extension before both; a day ends at
midnight in London, where summer time runs from the last Sunday of March to that of October (01:00 UTC).
"""

Day = tuple[int, int, int]  # year, month, day
_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def number_of(day: Day) -> int:
    """The Julian day number (Fliegel and Van Flandern, 1968)."""
    year, month, of = day
    a = (14 - month) // 12
    y, m = year + 4800 - a, month + 12 * a - 3
    return of + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045


def day_of(number: int) -> Day:
    """The reverse (Richards, 2013)."""
    f = number + 1401 + (((4 * number + 274277) // 146097) * 3) // 4 - 38
    e = 4 * f + 3
    h = 5 * ((e % 1461) // 4) + 2
    month = (h // 153 + 2) % 12 + 1
    return e // 1461 - 4716 + (12 + 2 - month) // 12, month, (h % 153) // 5 + 1


def length_of(year: int, month: int) -> int:
    leap = year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)
    return 29 if month == 2 and leap else _MONTHS[month - 1]


def later_by_months(day: Day, count: int) -> Day:
    year, month, of = day
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return year, month, min(of, length_of(year, month))


def computed(day: Day, days: int | None, months: int | None) -> Day | None:
    if days is not None:
        return day_of(number_of(day) + days)
    return later_by_months(day, months) if months is not None else None


def due(
    issued: Day, days: int | None, months: int | None, stated: Day | None, extensions: list[Day]
) -> tuple[Day, str] | None:
    if extensions:
        return max(extensions, key=number_of), "extension"
    if stated and number_of(stated) > number_of(issued):
        return stated, "stated"
    worked_out = computed(issued, days, months)
    return (worked_out, "computed") if worked_out else None


def summer_ends_or_begins(year: int, month: int) -> int:
    """The Julian day number of the month's last Sunday."""
    last = number_of((year, month, 31))
    return last - (last + 1) % 7  # the day after Julian day 6 mod 7 is a Monday


def end_in_utc(day: Day) -> int:
    """Seconds since 1970 at which the day is over in London."""
    after = number_of(day) + 1
    year = day_of(after)[0]
    summer = summer_ends_or_begins(year, 3) < after <= summer_ends_or_begins(year, 10)
    return (after - number_of((1970, 1, 1))) * 86400 - (3600 if summer else 0)
