"""What programs send of files, of whom a duty is with, and of answering together."""

from typing import Annotated

from ninja import Field, Schema

from answerable.api.writing.shapes import MOST_KEY, Ref, Sent, Short

FileNumber = Annotated[int, Field(ge=1, le=MOST_KEY, description="Of a file that the key's owner sent.")]
PersonNumber = Annotated[int, Field(ge=1, le=MOST_KEY, description="Of a member: `members` lists them.")]


class DocumentIn(Sent):
    """A file that goes with the answer. `title`: what it is, in a few words."""

    file: FileNumber
    title: Short


class SheetIn(Sent):
    """A plan as a spreadsheet (CSV or XLSX), in the form of the template of the workspace."""

    file: FileNumber


class SheetOut(Schema):
    """How many things a sheet changes; `same` are rows that are kept already. `remarks`: what of it was
    passed over."""

    planned: int = 0
    moved: int = 0
    reported: int = 0
    described: int = 0
    covered: int = 0
    same: int = 0
    remarks: list[str]


class MemberOut(Schema):
    """Somebody who acts for the body, or did: then `roles` is empty, and what they have can be passed on."""

    person: int
    name: str
    roles: list[str]


class DelegationIn(Sent):
    """Duties of the body that a member of it is to work on. They stay the body's."""

    duties: list[Ref] = Field(min_length=1, max_length=500)
    to: PersonNumber
    words: Short = ""


class HandoverIn(Sent):
    """All duties and actions that one member has, for another."""

    person: PersonNumber
    to: PersonNumber


class OfferIn(Sent):
    """`other`: another body's duty on the same entry, which is to be answered under the lead of this one."""

    other: Ref
    words: Short


class OfferAnswer(Sent):
    accept: bool
    words: Short = ""
