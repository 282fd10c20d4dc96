"""The clock of each instrument: what kind of duty to answer, resting on what, and how long.

The rules come from the reviewed definitions in data/sources; this module only does the arithmetic. A period
of days is counted in calendar days from the date of the report, weekends and bank holidays included, as
regulation 29(4) of the Coroners (Investigations) Regulations 2013 does for its 56 days.
"""

import calendar as months
import datetime as dt
from dataclasses import dataclass

from answerable.register.models import Entry


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


NO_RULE = DutyRule("none", "")

# Observations are offered, and safety actions were taken already: neither asks for an answer.
ASKING = frozenset({Entry.Kind.RECOMMENDATION.value, Entry.Kind.CONCERN.value})


def add_months(date: dt.date, count: int) -> dt.date:
    """The same day of the month, or the month's last day where it is shorter."""
    years, month = divmod(date.month - 1 + count, 12)
    year = date.year + years
    last = months.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(date.day, last))
