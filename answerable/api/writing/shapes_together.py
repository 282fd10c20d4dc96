"""What programs send and get of work under way, groups, and what several publishers are asked at once."""

import datetime as dt
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator

from answerable.api.writing.shapes import MOST_KEY, NO_NUL, DayIn, Ref, Sent, Short, Words, among, described
from answerable.api.writing.shapes_sharing import FileNumber
from answerable.oversight.models import GroupNote, Position, Work

_STANDS = [Position.Stand.AGREES.value, Position.Stand.DISSENTS.value]
_KINDS = ["", *GroupNote.Kind.values]
_PROGRESS = ["", *GroupNote.Progress.values]
StateIn = Annotated[str, AfterValidator(among(Work.State.values)), described(Work.State.values)]
StandIn = Annotated[str, AfterValidator(among(_STANDS)), described(_STANDS)]
KindIn = Annotated[str, AfterValidator(among(_KINDS)), described(_KINDS)]
ProgressIn = Annotated[str, AfterValidator(among(_PROGRESS)), described(_PROGRESS)]
Title = Annotated[str, Field(max_length=200, pattern=NO_NUL)]


class WorkDescribed(Sent):
    """What a body says of its work: all of it is public. `contact` is an office, not a person."""

    title: Title
    words: Words
    state: StateIn = Work.State.UNDER_WAY.value
    starts_on: DayIn | None = None
    ends_on: DayIn | None = None
    open_to_others: bool = False
    contact: Title = ""
    url: Short = ""


class WorkIn(WorkDescribed):
    """Work on what these expectations ask. `why_apart`: why it is done beside work of others on the same."""

    expectations: list[Ref] = Field(min_length=1, max_length=100)
    group: Ref = ""
    why_apart: Short = ""


class WorkChange(WorkDescribed):
    """How the work stands now, the whole of it, and `why` that has changed."""

    version: int = Field(ge=1, le=MOST_KEY, description="The one that was read; 409 where there is a newer.")
    why: Short


class WorkOut(Schema):
    """Work under way, as it stands. `body` records it, `joined` belong to it."""

    work: str
    version: int
    body: str
    title: str
    words: str
    state: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    open_to_others: bool
    contact: str
    url: str
    group: str
    expectations: list[str]
    joined: list[str]
    why: str
    recorded_at: dt.datetime


class NoteIn(Sent):
    """Something on the record of a group: `kind` is minutes, decision or plan. A step of the plan names the
    body that takes it (`organisation`) and its date. `replaces` names what it stands in the place of, and
    then `why`; the kind stays."""

    kind: KindIn = ""
    on: DayIn
    title: Title
    words: Words
    organisation: Ref = ""
    due_on: DayIn | None = None
    progress: ProgressIn = ""
    file: FileNumber | None = None
    replaces: Ref = ""
    why: Short = ""


class NoteOut(Schema):
    """It is public, but for its file."""

    note: str
    group: str
    kind: str
    on: dt.date
    title: str
    words: str
    organisation: str
    due_on: dt.date | None
    progress: str
    has_file: bool
    replaces: str
    recorded_at: dt.datetime


class GroupOut(Schema):
    """A group that the body leads."""

    group: str
    title: str
    purpose: str
    review_on: dt.date
    members: list[str]
    expectations: list[str]


class PositionIn(Sent):
    """Whether the publisher agrees that one ask in these words stands for its own. A dissent gives its words.
    `source`: where it said so; an editor gives one always."""

    stand: StandIn
    said_on: DayIn
    words: Words = ""
    source: Short = ""


class PositionOut(Schema):
    """What a publisher is asked, and says so far: stand is asked, agrees or dissents."""

    consolidation: str
    state: str
    wording: str
    reason: str
    answer_by: dt.date
    gathers: list[str]
    stand: str
    words: str
    said_on: dt.date | None
