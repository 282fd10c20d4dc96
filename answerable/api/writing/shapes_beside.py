"""What stands beside duties and drafts: files, those whom a duty is with, and bodies that answer together."""

import datetime as dt

from ninja import Field, Schema


class FileOut(Schema):
    """A file that was sent. `state`: kept; quarantined, as long as no virus scanner has looked at it; or
    refused, where one found something later, and `why`."""

    file: int
    name: str = Field(description="As it was called, made safe.")
    media_type: str = Field(description="By its bytes.")
    size: int
    sha256: str
    state: str
    why: str
    recorded_at: dt.datetime


class DocumentOut(Schema):
    """A file that goes with an answer."""

    document: int
    title: str
    file: FileOut


class Handed(Schema):
    """Somebody of the body whom a duty is with."""

    delegation: int
    person: int
    name: str


class OfferOut(Schema):
    """One body asks another to answer under its lead. `accepted` is null until that answers."""

    offer: int
    lead: str = Field(description="The duty of the body that would lead.")
    duty: str
    words: str
    accepted: bool | None
    reply: str
    recorded_at: dt.datetime
    answered_at: dt.datetime | None


class JointOut(Schema):
    """Two bodies that answer together: what the lead says counts for the other."""

    joint: int
    lead: str
    duty: str
    reason: str
    recorded_at: dt.datetime
    ended_at: dt.datetime | None
