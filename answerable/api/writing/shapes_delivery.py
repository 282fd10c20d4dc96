"""What programs send and get of plans, progress, evidence, claims, disputes and challenges."""

import datetime as dt

from ninja import Field, Schema

from answerable.api.writing.shapes import (
    MOST_KEY,
    AboutIn,
    DayIn,
    DisputeIn,
    GradeIn,
    LevelIn,
    Ref,
    Sent,
    Short,
    Words,
)
from answerable.api.writing.shapes_beside import FileOut
from answerable.api.writing.shapes_sharing import FileNumber, PersonNumber

_MOST_EVIDENCE = 100


class StepIn(Sent):
    """A milestone."""

    words: Short
    due_on: DayIn


class ActionIn(Sent):
    """`owner_role` is a post, which is public; no name of a person belongs in it. `owner` is the member who
    sees to it, whom the body alone sees."""

    duties: list[Ref] = Field(min_length=1, max_length=200)
    words: Short
    owner_role: Short
    owner: PersonNumber | None = None
    measure: Short = Field("", description="How one will know that it worked.")
    end: DayIn = Field(description="By which it is finished.")
    steps: list[StepIn] = Field([], max_length=30)


class MilestoneIn(StepIn):
    """One more milestone, no later than the action's end."""


class DateIn(Sent):
    """Another date for one milestone, with the reason, which is public. The former date stays on record."""

    milestone: int = Field(ge=1, le=MOST_KEY, description="Its `order`.")
    due_on: DayIn
    reason: Short


class CoverIn(Sent):
    duty: Ref


class ProgressIn(Sent):
    """What is done of an action, or of one of its milestones, on a day."""

    level: LevelIn
    words: Words
    on: DayIn
    milestone: int | None = Field(
        None, ge=1, le=MOST_KEY, description="Its `order`; null: the action itself."
    )
    evidence: list[Ref] = Field([], max_length=_MOST_EVIDENCE)


class ClaimIn(Sent):
    """`seen` is the claim that stood when this was written, as the duty shows it: 0 where none did."""

    level: LevelIn
    words: Words
    claimed_on: DayIn
    evidence: list[Ref] = Field([], max_length=_MOST_EVIDENCE)
    seen: int = Field(ge=0, le=MOST_KEY)


class EvidenceIn(Sent):
    """A link, or a file that was sent before: one of the two. `is_public`: whether anybody may have the
    file."""

    grade: GradeIn
    title: Short
    url: Short = Field("", description="An https address that anybody can open.")
    file: FileNumber | None = None
    is_public: bool = False
    dated: DayIn | None = None


class DisputeSent(Sent):
    """Why the duty is not the body's own. `elevated_to`: the body that can act."""

    kind: DisputeIn
    words: Short
    elevated_to: Ref = ""


class ChallengeSent(Sent):
    """That something in the register of the body's own duty is wrong. It is answered on the record."""

    about: AboutIn
    words: Words


class MilestoneOut(Schema):
    order: int
    words: str
    is_end: bool
    due_on: dt.date
    first_due_on: dt.date


class ProgressOut(Schema):
    milestone: int | None
    level: str
    words: str
    on: dt.date
    recorded_at: dt.datetime


class ActionOut(Schema):
    """One action of a plan. Dates that moved stand in the public record of the duty."""

    action: str
    body: str
    duties: list[str]
    words: str
    owner_role: str
    measure: str
    milestones: list[MilestoneOut]
    progress: list[ProgressOut]
    dropped_at: dt.datetime | None
    recorded_at: dt.datetime


class EvidenceOut(Schema):
    """A piece of evidence: a link, or a file."""

    evidence: str
    body: str
    grade: str
    title: str
    dated: dt.date | None
    url: str
    file: FileOut | None
    is_public: bool
    withdrawn_at: dt.datetime | None
    recorded_at: dt.datetime


class DisputeOut(Schema):
    """A dispute. Until it is settled the time runs on."""

    dispute: int
    duty: str
    kind: str
    words: str
    elevated_to: str
    outcome: str
    settled_at: dt.datetime | None
    recorded_at: dt.datetime


class ChallengeOut(Schema):
    """A challenge, with the answer on the record once there is one."""

    challenge: str
    entry: str
    duty: str
    about: str
    words: str
    outcome: str
    reply: str
    answered_at: dt.datetime | None
    recorded_at: dt.datetime
