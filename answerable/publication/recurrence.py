"""What was asked again after it was said to be done, as the public may know it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from answerable.assurance.queries.facts import day_of
from answerable.impact.models import Alarm
from answerable.impact.queries.recurrence import AlarmShown, Gap
from answerable.impact.queries.warnings import Warned

ALARM_COLUMNS = (
    "alarm",
    "duty",
    "entry",
    "holder",
    "holder_name",
    "basis",
    "done_on",
    "again_on",
    "again_entry",
    "again_report",
    "days",
    "reach",
    "taken_for_the_same_by",
    "probability",
    "death_may_be_of_before",
    "outcome",
    "looked_on",
    "words",
    "found",
)
GAP_COLUMNS = (
    "duty",
    "entry",
    "holder",
    "holder_name",
    "closed_on",
    "until",
    "days",
    "still_running",
    "again_entry",
    "again_report",
    "taken_for_the_same_by",
)
WARNING_COLUMNS = (
    "entry",
    "report",
    "issued_on",
    "organisation",
    "organisation_name",
    "first_asked_in",
    "first_asked_on",
    "reports_before",
    "days",
    "days_are_until",
    "taken_for_the_same_by",
)
PERSON, PROGRAM = "person", "program"


@dataclass(frozen=True, slots=True)
class AlarmRecord:
    """One alarm that stands, with what somebody independent found."""

    alarm: str
    duty: str
    entry: str
    holder: str
    holder_name: str
    basis: str
    basis_words: str
    done_on: dt.date
    again_on: dt.date
    again_entry: str
    again_report: str
    days: int
    reach: str
    by: str
    probability: float | None
    maybe_before: bool
    outcome: str
    outcome_words: str
    looked_on: dt.date | None
    words: str
    found: str
    fictional: bool

    @property
    def row(self) -> Sequence[object]:
        return (
            self.alarm,
            self.duty,
            self.entry,
            self.holder,
            self.holder_name,
            self.basis,
            self.done_on,
            self.again_on,
            self.again_entry,
            self.again_report,
            self.days,
            self.reach,
            self.by,
            self.probability,
            self.maybe_before,
            self.outcome,
            self.looked_on,
            self.words,
            self.found,
        )

    def as_json(self) -> dict[str, Any]:
        return dict(zip(ALARM_COLUMNS, self.row, strict=True)) | {"fictional": self.fictional}


def alarm_record(one: AlarmShown) -> AlarmRecord:
    alarm: Alarm = one.alarm
    looked = one.looked
    return AlarmRecord(
        alarm=alarm.reference,
        duty=alarm.duty.reference,
        entry=alarm.duty.entry.reference,
        holder=alarm.duty.holder.reference,
        holder_name=alarm.duty.holder.name,
        basis=alarm.basis,
        basis_words=str(alarm.get_basis_display()),
        done_on=alarm.done_on,
        again_on=alarm.again_on,
        again_entry=alarm.entry.reference,
        again_report=alarm.entry.report.title,
        days=alarm.days,
        reach=alarm.reach,
        by=PERSON if one.confirmed else PROGRAM,
        probability=None if one.confirmed or alarm.score is None else round(alarm.score, 2),
        maybe_before=alarm.maybe_before,
        outcome=looked.outcome if looked else "",
        outcome_words=str(looked.get_outcome_display()) if looked else "",
        looked_on=day_of(looked.recorded_at) if looked else None,
        words=one.words,
        found=looked.words if looked else "",
        fictional=alarm.duty.entry.report.fictional,
    )


def gap_row(gap: Gap) -> Sequence[object]:
    again = gap.again
    return (
        gap.duty.reference,
        gap.duty.entry.reference,
        gap.duty.holder.reference,
        gap.duty.holder.name,
        gap.start,
        gap.until,
        gap.days,
        gap.censored,
        again.alarm.entry.reference if again else "",
        again.alarm.entry.report.title if again else "",
        (PERSON if again.confirmed else PROGRAM) if again else "",
    )


def warning_row(one: Warned) -> Sequence[object]:
    return (
        one.entry.reference,
        one.entry.report.title,
        one.entry.report.issued_on,
        one.body.reference,
        one.body.name,
        one.first.reference,
        one.first.report.issued_on,
        one.times,
        one.days,
        one.basis,
        PERSON if one.confirmed else PROGRAM,
    )
