"""What programs of issuers send and get of assessments, closures and reports in other forms."""

import datetime as dt
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator

from answerable.api.writing.shapes import NO_NUL, Ref, Revision, Sent, Short, Words, among, described
from answerable.api.writing.shapes_sharing import FileNumber
from answerable.assurance.models import Closure
from answerable.oversight.models import Assessment
from answerable.register.models import Edition

_MOST_POUNDS = 999_999_999_999
_MOST_HOURS = 99_999
Pounds = Annotated[float, Field(ge=0, le=_MOST_POUNDS, description="Pounds a year.")]
Hours = Annotated[float, Field(ge=0, le=_MOST_HOURS, description="Of staff, a ward and week.")]
Weighed = Annotated[str, Field(max_length=3000, pattern=NO_NUL)]
ConfidenceIn = Annotated[
    str, AfterValidator(among(Assessment.Confidence.values)), described(Assessment.Confidence.values)
]
ClosingIn = Annotated[str, AfterValidator(among(Closure.Reason.values)), described(Closure.Reason.values)]
FormIn = Annotated[str, AfterValidator(among(Edition.Form.values)), described(Edition.Form.values)]


class AssessmentIn(Sent):
    """What it would cost and risk to do what is asked, and not to. All of it is public."""

    cost_words: Weighed = Field(description="What it would cost, or why that cannot be told.")
    workload_words: Weighed = Field(description="Whose work it would be, and what it takes the place of.")
    risk_of_doing: Weighed
    risk_of_not_doing: Weighed
    who_bears: Weighed
    confidence: ConfidenceIn
    confidence_why: Weighed
    equality: Weighed = ""
    sources: Weighed = Field("", description="One a line.")
    cost_low: Pounds | None = None
    cost_high: Pounds | None = None
    hours_low: Hours | None = None
    hours_high: Hours | None = None


class AssessmentOfWritten(Sent):
    """`place`: which of the entries that are being written, from 1, is assessed before it is public."""

    revision: Revision
    place: int = Field(ge=1, le=500)
    assessment: AssessmentIn


class AssessmentOut(Schema):
    """An assessment on the record. `before`: made before it was asked."""

    assessment: str
    of: str
    before: bool
    cost_low: float | None
    cost_high: float | None
    hours_low: float | None
    hours_high: float | None
    confidence: str
    recorded_at: dt.datetime


class PasteIn(Sent):
    """A list that is to be split into entries, behind those that are there."""

    revision: Revision
    words: Annotated[str, Field(min_length=1, max_length=500_000, pattern=NO_NUL)]


class ClosureIn(Sent):
    """Why a duty is closed. `into`: the entry that took its place, where it was superseded or merged."""

    reason: ClosingIn
    words: Words
    into: Ref = ""


class ClosureOut(Schema):
    """A closed duty. Closed as done, it is looked at again on the days of `looks`."""

    duty: str
    reason: str
    words: str
    into: str
    closed_on: dt.date
    looks: list[dt.date]
    recorded_at: dt.datetime


class EditionIn(Sent):
    """A report, or one entry of it, in another form: a file that was sent before, or where its maker
    publishes it."""

    about: Ref = Field(description="The reference of the report or the entry.")
    form: FormIn
    supplied_by: Annotated[str, Field(max_length=250, pattern=NO_NUL, description="The body that made it.")]
    url: Short = ""
    file: FileNumber | None = None


class EditionOut(Schema):
    edition: str
    about: str
    form: str
    supplied_by: str
    url: str
    has_file: bool
    withdrawn_at: dt.datetime | None
    withdrawn_why: str
    recorded_at: dt.datetime


class ToJudge(Schema):
    """A duty on what the publisher asks. `answer`: the latest reply that nobody has judged; or blank, and it
    was found done and can be closed."""

    duty: str
    entry: str
    report: str
    body: str
    answer: str
