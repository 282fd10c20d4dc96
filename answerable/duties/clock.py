"""The arithmetic of the clock: from the day of a report to the day by which an answer is due. Pure.

A period of days is counted in calendar days from the date of the report, weekends and bank holidays included,
as regulation 29(4) of the Coroners (Investigations) Regulations 2013 does for its 56 days. Dates are days in
London: the change to and from summer time moves none of them.
"""

import calendar as months
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

LATEST_YEARS_AHEAD = 5  # a time given beyond that is a slip of the pen


@dataclass(frozen=True, slots=True)
class DutyRule:
    """How an instrument's addressees are to answer. At most one of `days` and `months` is set."""

    kind: str  # of Duty.Kind
    basis: str  # the rule in words, with its source
    days: int | None = None
    months: int | None = None

    def due_on(self, issued_on: dt.date | None) -> dt.date | None:
        """The date worked out from the rule; None where the rule or the report gives no date."""
        if issued_on is None:
            return None
        try:
            if self.days is not None:
                return issued_on + dt.timedelta(days=self.days)
            if self.months is not None:
                return add_months(issued_on, self.months)
        except (OverflowError, ValueError):
            return None
        return None

    @property
    def period(self) -> str:
        if self.days is not None:
            return f"{self.days} days"
        if self.months is not None:
            return f"{self.months} months"
        return "no stated period"


def add_months(date: dt.date, count: int) -> dt.date:
    """The same day of the month, or the month's last day where it is shorter."""
    years, month = divmod(date.month - 1 + count, 12)
    year = date.year + years
    last = months.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last))


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which an answer is due."""

    on: dt.date
    basis: str  # of DueDate.Basis
    why: str


def clock(rule: DutyRule, issued_on: dt.date | None, stated: dt.date | None) -> list[Due]:
    """The days that come with a report: worked out from the rule, and as the report states it.

    A day stated that is no later than the report itself is a slip of the pen: nobody can answer by it.
    """
    days: list[Due] = []
    computed = rule.due_on(issued_on)
    if computed:
        days.append(Due(computed, "computed", f"{rule.period} from the date of the report"))
    if stated and (issued_on is None or stated > issued_on):
        days.append(Due(stated, "stated", "the date that the report gives"))
    return days


def due(
    rule: DutyRule,
    issued_on: dt.date | None,
    stated: dt.date | None = None,
    extended_to: Sequence[dt.date] = (),
) -> Due | None:
    """The day that holds: the last extension, else the report's own, else the one worked out."""
    if extended_to:
        return Due(extended_to[-1], "extension", "the time was extended")
    days = clock(rule, issued_on, stated)
    return days[-1] if days else None
