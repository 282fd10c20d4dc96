"""What programs send and get of reports that an issuer writes, and of replies that it judges."""

import datetime as dt
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator

from answerable.api.writing.shapes import (
    MOST_KEY,
    NO_NUL,
    DayIn,
    Ref,
    Revision,
    Sent,
    Short,
    Words,
    among,
    described,
)
from answerable.assurance.models import Adequacy, Challenge

_OUTCOMES = [value for value in Challenge.Outcome.values if value]
AdequacyIn = Annotated[
    str, AfterValidator(among(Adequacy.Verdict.values)), described(Adequacy.Verdict.values)
]
OutcomeIn = Annotated[str, AfterValidator(among(_OUTCOMES)), described(_OUTCOMES)]
Line = Annotated[str, Field(max_length=300, pattern=r"^[^\x00\r\n]*$")]


class EntryIn(Sent):
    """One recommendation or concern. `to`: whom it asks, as written, where that differs from the report's.

    `entry`: the reference of the entry whose words it corrects.
    """

    text: Words
    to: list[Line] = Field([], max_length=50)
    entry: Ref = ""


class ManuscriptIn(Sent):
    """What is asked in a report. `people`: names that are withheld from what is published."""

    instrument: Annotated[str, Field(max_length=20, pattern=NO_NUL)] = ""
    issued_on: DayIn | None = None
    reference: Annotated[str, Field(max_length=60, pattern=NO_NUL)] = ""
    url: Short = ""
    addressees: list[Line] = Field([], max_length=200)
    people: list[Line] = Field([], max_length=50)
    entries: list[EntryIn] = Field([], max_length=500)


class ManuscriptBegin(Sent):
    """A new report; or the correction of one that is published, named by its reference."""

    content: ManuscriptIn | None = None
    corrects: Ref = ""


class ManuscriptSave(Sent):
    revision: Revision
    content: ManuscriptIn


class AtRevision(Sent):
    revision: Revision


class ExtensionIn(Sent):
    """More time to answer, for these duties on the report."""

    duties: list[Ref] = Field(min_length=1, max_length=500)
    due_on: DayIn
    reason: Short


class AdequacySent(Sent):
    """`instead_of`: the judgement of this reply that stood when it was read; null where none did."""

    answer: Ref
    verdict: AdequacyIn
    reason: Words
    instead_of: int | None = Field(None, ge=1, le=MOST_KEY)


class ChallengeAnswer(Sent):
    """`shown`: whether the words of the challenge may be shown beside the answer."""

    outcome: OutcomeIn
    reply: Words
    shown: bool


class EntryTyped(Schema):
    text: str
    to: list[str]
    entry: str


class ManuscriptOut(Schema):
    """A report that is being written: no fact until it is published. `problems` keep it from that."""

    manuscript: int
    publisher: str
    corrects: str
    revision: int
    instrument: str
    issued_on: str
    reference: str
    url: str
    addressees: list[str]
    people: list[str]
    entries: list[EntryTyped]
    problems: list[str]
    saved_by: str
    saved_at: dt.datetime


class ManuscriptKept(Schema):
    """That a manuscript was kept, at which revision. Its words are not said again: answers are kept for a
    while, and what is thrown away must go."""

    manuscript: int
    publisher: str
    corrects: str
    revision: int
    problems: list[str]
    saved_at: dt.datetime


class Published(Schema):
    """A report as the register holds it now."""

    report: str
    publisher: str
    entries: list[str]
    recorded_at: dt.datetime


class Withdrawn(Schema):
    entry: str
    why: str
    withdrawn_at: dt.datetime


class AdequacyOut(Schema):
    adequacy: int
    duty: str
    answer: str
    verdict: str
    reason: str
    recorded_at: dt.datetime
