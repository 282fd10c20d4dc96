"""What programs send and get of whole reports that are withdrawn."""

import datetime as dt
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator

from answerable.api.writing.shapes import NO_NUL, DayIn, Ref, Sent, among, described
from answerable.register.models import Withdrawal

_GROUNDS = [value for value in Withdrawal.Ground.values if value != Withdrawal.Ground.SCOPE]
GroundIn = Annotated[str, AfterValidator(among(_GROUNDS)), described(_GROUNDS)]


class ReportWithdrawal(Sent):
    """`on`: from which day, today where null. `notice`: the page on which the publisher says so.

    `replaced_by`: the report that stands in its place; a duplicate names the other.
    """

    ground: GroundIn
    reason: Annotated[str, Field(min_length=1, max_length=300, pattern=NO_NUL)]
    on: DayIn | None = None
    notice: Annotated[str, Field(max_length=1000, pattern=NO_NUL)] = ""
    replaced_by: Ref = ""


class ReportWithdrawn(Schema):
    """A withdrawal; `restored_at` is null while it stands."""

    report: str
    ground: str
    why: str
    withdrawn_on: dt.date
    withdrawn_at: dt.datetime
    replaced_by: str
    restored_at: dt.datetime | None
    restored_why: str
