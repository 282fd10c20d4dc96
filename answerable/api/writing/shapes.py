"""What programs send and get. A field that is not named here is refused, so that no misspelling is lost."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from ninja import Field, Schema
from ninja.params import functions as param
from pydantic import AfterValidator, BeforeValidator, ConfigDict, WithJsonSchema

from answerable.api.writing.shapes_beside import DocumentOut, Handed, JointOut, OfferOut
from answerable.assurance.models import Challenge
from answerable.duties.models import ClaimLevel, Dispute, Grade, SignOff, Stance

NO_NUL = r"^[^\x00]*$"  # the one character that PostgreSQL holds in no text
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOST_REVISION = 2**31 - 1
MOST_KEY = 2**63 - 1

Words = Annotated[str, Field(max_length=20_000, pattern=NO_NUL)]
Short = Annotated[str, Field(max_length=1000, pattern=NO_NUL)]
Ref = Annotated[str, Field(max_length=20, pattern=NO_NUL, description="A reference such as D-7KQ2M9XA4.")]
Revision = Annotated[
    int, Field(ge=0, le=MOST_REVISION, description="The one that was read; 409 where there is a newer.")
]


def _day(written: object) -> dt.date:
    if not isinstance(written, str) or not _WRITTEN.fullmatch(written):
        raise ValueError("A day is written like 2026-11-28.")
    return dt.date.fromisoformat(written)


DayIn = Annotated[dt.date, BeforeValidator(_day)]


def among(values: Sequence[str]) -> Callable[[str], str]:
    def check(written: str) -> str:
        if written not in values:
            raise ValueError(f"It is one of: {', '.join(filter(None, values))}")
        return written

    return check


def described(values: Sequence[str]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(values)})


_STANCES = ["", *Stance.values]
StanceIn = Annotated[str, AfterValidator(among(_STANCES)), described(_STANCES)]
_SIGNED = [SignOff.Verdict.SIGNED.value, SignOff.Verdict.RETURNED.value]
VerdictIn = Annotated[str, AfterValidator(among(_SIGNED)), described(_SIGNED)]
LevelIn = Annotated[str, AfterValidator(among(ClaimLevel.values)), described(ClaimLevel.values)]
GradeIn = Annotated[str, AfterValidator(among(Grade.values)), described(Grade.values)]
DisputeIn = Annotated[str, AfterValidator(among(Dispute.Kind.values)), described(Dispute.Kind.values)]
AboutIn = Annotated[str, AfterValidator(among(Challenge.About.values)), described(Challenge.About.values)]


def at(words: str, most: int = 20) -> Any:
    """A part of an address."""
    return param.Path(..., max_length=most, description=words)


def numbered(words: str) -> Any:
    return param.Path(..., ge=1, le=MOST_KEY, description=words)


class Sent(Schema):
    """What programs send."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Named(Schema):
    """A body or a publisher."""

    key: str = Field(description="What stands for it in addresses: a reference, or a publisher's code.")
    name: str


class Mine(Schema):
    """A key, and what it may do at this moment."""

    key: str = Field(description="Its first characters.")
    label: str
    person: str
    scopes: list[str] = Field(description="What it may do now: what its owner may, of what it was made for.")
    bodies: list[Named]
    publishers: list[Named]
    expires_at: dt.datetime


class DutyLine(Schema):
    """One duty of a body. `state` is one sentence; `axis` is the same for programs."""

    duty: str
    entry: str
    report: str
    publisher: str
    issued_on: dt.date | None
    kind: str
    asked: str
    due_on: dt.date | None
    axis: str
    state: str
    closed: bool
    disputed: bool
    draft: int | None = Field(description="The draft that is open on it.")


class AskedOf(Schema):
    """One thing asked under a duty: an entry, or a part of one."""

    duty: str
    entry: str
    words: str


class ClaimOut(Schema):
    """What a body says of the work on a duty. The latest stands."""

    claim: int
    duty: str
    level: str
    words: str
    claimed_on: dt.date
    evidence: list[str]
    recorded_at: dt.datetime


class DutyOut(Schema):
    """A duty with everything that it asks, and the claim that stands."""

    duty: DutyLine
    things: list[AskedOf]
    answers: list[str]
    actions: list[str]
    claim: ClaimOut | None
    with_whom: list[Handed]
    offers: list[OfferOut]
    joints: list[JointOut]


class SaidIn(Sent):
    """What is said of one thing asked, or of all. `elevated_to`: the other body, where it is elevated."""

    stance: StanceIn = ""
    words: Words = ""
    elevated_to: Ref = ""


class PartIn(SaidIn):
    """What is said of one thing by itself. `left_out`: nothing, though something is said of all."""

    duty: Ref
    entry: Ref
    left_out: bool = False


class ContentIn(Sent):
    """What a draft holds: the whole of it each time. `all` answers what no part answers by itself."""

    words: Words = Field("", description="Words that go with everything.")
    all: SaidIn = SaidIn()
    parts: list[PartIn] = Field([], max_length=2000)


class DraftIn(Sent):
    """Duties that one answer is to answer; or an expectation, for all duties that serve it and are open."""

    duties: list[Ref] = Field([], max_length=500)
    expectation: Ref = ""
    content: ContentIn | None = None


class RevisionIn(Sent):
    revision: Revision
    content: ContentIn


class AskIn(Sent):
    """`words`: what those who sign should know."""

    revision: Revision
    words: Short = ""


class SignOffIn(Sent):
    """`signed` signs a draft off, `returned` sends it back, with what has to change."""

    revision: Revision
    verdict: VerdictIn
    words: Short = ""


class SubmitIn(Sent):
    revision: Revision
    unanswered_confirmed: bool = Field(
        False, description="That what the draft says nothing of is to stay open."
    )


class Nothing(Sent):
    """Nothing more is needed: send {}."""


class ReasonIn(Sent):
    reason: Short = Field(description="The public reads it.")


class SaidOut(Schema):
    stance: str
    words: str
    elevated_to: str


class PartOut(SaidOut):
    duty: str
    entry: str
    left_out: bool


class Fault(Schema):
    """What keeps a draft from being submitted. Without an entry, it is about what is said of all."""

    duty: str
    entry: str
    why: str


class DraftOut(Schema):
    """A draft: seen by the people of its body alone. `state`: being_written, asked, signed or returned."""

    draft: int
    body: str
    duties: list[str]
    expectation: str
    revision: int
    state: str
    words: str
    all: SaidOut
    parts: list[PartOut]
    unanswered: list[AskedOf]
    faults: list[Fault]
    documents: list[DocumentOut]
    saved_by: str
    saved_at: dt.datetime


class AnswerOut(Schema):
    """An answer on the record."""

    answer: str
    body: str
    answered_on: dt.date
    duties: list[str]
    withdrawn_at: dt.datetime | None
    recorded_at: dt.datetime


class Made(Schema):
    """What was recorded: its reference, or its number where it has none."""

    key: str
    words: str = Field(description="What was done, in plain words.")
