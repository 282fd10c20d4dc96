"""Shapes of answers that no record has yet, and the page that lists come in."""

import datetime as dt
from typing import Generic, TypeVar

from ninja import Field, Schema

from answerable.publication.records import EntryRecord
from answerable.publication.reports import BodyRecord, ReportRecord
from answerable.publication.standing import StandingRecord

T = TypeVar("T")


class Listed(Schema, Generic[T]):
    """One page of a list. `next` goes into `cursor` for what follows; null at the end."""

    items: list[T]
    next: str | None = Field(description="Goes into `cursor` for what follows; null at the end.")
    total: int | None = Field(None, description="Of the whole list, where it is known without reading it.")


class Body(Schema):
    """A body that can be asked to act."""

    reference: str
    name: str
    kind: str
    ods: str
    opened: dt.date | None
    closed: dt.date | None
    fictional: bool


class Report(Schema):
    """A report and the references of its entries, in reading order."""

    report: ReportRecord
    entries: list[str]


class AskedBody(Schema):
    organisation: str
    name: str
    reports: int


class Expectation(Schema):
    """One live ask. A draft was put together by a program, and no person has adopted it."""

    expectation: str
    state: str
    text: str
    note: str
    origin: str
    merged_into: str | None
    settled_at: dt.datetime | None
    fictional: bool
    reports: int
    occasions: int
    entries: int
    first_asked_on: dt.date | None
    last_asked_on: dt.date | None
    publishers: int
    asked_of: list[AskedBody]
    instruments: dict[str, int]
    years: dict[str, int]


class Theme(Schema):
    key: str
    name: str
    definition: str
    families: list[str]


class IndicatorLine(Schema):
    code: str
    title: str
    unit: str
    better: str
    definition: str
    source: str


class Value(Schema):
    """One period. Without a value, `why` says why; a hidden one stays hidden."""

    period: str
    words: str
    value: float | None
    why: str


class SeriesOut(Schema):
    indicator: str
    organisation: str
    split: str
    unit: str
    notes: list[str]
    values: list[Value]


class LogLine(Schema):
    index: int
    at: dt.datetime
    category: str
    words: str
    subject: str


__all__ = [
    "Body",
    "BodyRecord",
    "EntryRecord",
    "Expectation",
    "IndicatorLine",
    "Listed",
    "LogLine",
    "Report",
    "ReportRecord",
    "SeriesOut",
    "StandingRecord",
    "Theme",
    "Value",
]
