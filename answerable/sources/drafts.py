"""What an adapter gives back: reports and entries as found, before the register decides anything.

Adapters are pure: text in, drafts out. They invent nothing; what they doubt, they flag.
"""

from dataclasses import dataclass, field
from typing import Literal

from answerable.core.text.dates import FoundDate

Instrument = Literal[
    "reg28",  # report to prevent future deaths, from 25 July 2013
    "rule43",  # its predecessor
    "inquiry",  # public inquiry, statutory or not
    "hssib",  # HSSIB or HSIB investigation
    "review",  # other published review or investigation
]
EntryKind = Literal["recommendation", "concern", "safety_action", "observation"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where words stand in their document. Offsets count characters of ReadDocument.text, or of the cell."""

    page: int | None = None
    start: int | None = None
    end: int | None = None
    row: int | None = None
    column: str = ""


@dataclass(slots=True)
class EntryDraft:
    """One thing asked, or one concern. `text` is the exact words, boilerplate and numbering removed."""

    kind: EntryKind
    text: str
    number: str = ""  # as printed: "1", "(a)", "R/2021/146"
    passage: Passage = field(default_factory=Passage)
    addressees: list[str] = field(default_factory=list)  # as written, where the entry names its own
    purpose: str = ""  # the "This is to ..." of an HSSIB recommendation
    flags: list[str] = field(default_factory=list)
    parts: list["EntryDraft"] = field(default_factory=list)  # limbs of one recommendation
    extra: dict[str, str] = field(default_factory=dict)  # source's own labels, e.g. change type; published
    # What introduces it, by "heading" and "lead_in", as written. May name people: mask before showing.
    context: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sight:
    """One source's view of a report: raw values by field name ("date", "reference", "addressees", ...)."""

    source: str  # code of data/sources/*.toml
    values: dict[str, str]
    date: FoundDate | None = None


@dataclass(slots=True)
class ReportDraft:
    """One report as found in one place of one document."""

    instrument: Instrument
    publisher: str  # as found: coroner area ("Inner North London"), inquiry's name, or body's name
    where: str  # "row 12", "whole document": for messages
    reference: str = ""  # the publisher's own, e.g. "2023-0489"; "" where there is none
    title: str = ""  # as published; for editors only, since it may name the dead
    url: str = ""  # publisher's own page
    document_url: str = ""
    issued: FoundDate = field(default_factory=lambda: FoundDate("", None))
    response_due: FoundDate | None = None  # as stated in the report
    author: str = ""  # coroner or chair, for editors only
    area: str = ""  # coroner area
    categories: list[str] = field(default_factory=list)  # official, cleaned of the " related deaths" tail
    addressees: list[str] = field(default_factory=list)  # cells as written, not yet split into bodies
    deceased: list[str] = field(default_factory=list)  # full names as found; personal
    sections: dict[str, str] = field(default_factory=dict)  # see SECTIONS; personal, never published
    entries: list[EntryDraft] = field(default_factory=list)
    reply_urls: list[str] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    left_out: str = ""  # why this report gives no entries, in plain words; "" when it gives some


@dataclass(slots=True)
class ReplyDraft:
    """One published reply to a report, as found. The text is whole and exact: places in it are kept."""

    where: str  # "row 12": for messages
    text: str
    reference: str = ""  # the report's, as its publisher gives it
    report_url: str = ""  # the report's page
    url: str = ""  # the reply's own
    written_by: str = ""  # as the source says: a body, or a post in one
    dated: FoundDate = field(default_factory=lambda: FoundDate("", None))


# The sections of the Regulation 28 form, in its order.
SECTIONS = (
    "addressees",
    "coroner",
    "legal_powers",
    "investigation",
    "circumstances",
    "concerns",
    "action",
    "response",
    "copies",
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    where: str
    why: str


@dataclass(slots=True)
class Adapted:
    """Everything an adapter found in one document."""

    adapter: str  # name and version, e.g. "pfd_table/1"
    reports: list[ReportDraft] = field(default_factory=list)
    replies: list[ReplyDraft] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[LeftOut] = field(default_factory=list)
