"""The public record of an entry: one shape for pages, JSON, CSV, search and export."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Literal

from answerable.core.calendar import today
from answerable.duties.models import DueDate, Duty
from answerable.duties.queries import ResponseState, dates_held, reply_facts, standing_date
from answerable.lineage.queries import scopes_decided
from answerable.publication.held import read_lineage
from answerable.publication.lineage import Lineage, LineageRecord, lineage_record
from answerable.publication.reports import (
    BodyRecord,
    ReportRecord,
    body_record,
    report_record,
    report_records,
)
from answerable.register.models import Addressing, EntryVersion, Resolution, Summary
from answerable.register.plain import summaries_of
from answerable.register.queries import resolutions_of
from answerable.register.sectors import sectors_of

BATCH = 400
HowMuch = Literal["no", "brief", "whole"]  # of the lineage: "brief" leaves out links and contradictions


@dataclass(frozen=True, slots=True)
class AddresseeRecord:
    """An addressee as written (names withheld) and the body it means, if that is settled."""

    as_written: str
    role: str
    status: str
    reason: str
    method: str
    body: BodyRecord | None


@dataclass(frozen=True, slots=True)
class DateRecord:
    due_on: dt.date
    basis: str
    reason: str


@dataclass(frozen=True, slots=True)
class DutyRecord:
    reference: str
    body: BodyRecord
    kind: str
    basis: str
    due: DateRecord | None
    all_dates: tuple[DateRecord, ...]


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """The entry in plain words, and who put it so: a program by a method, or a person."""

    text: str
    maker: str
    method: str
    made_by: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class EntryRecord:
    reference: str
    kind: str
    number: str
    text: str
    purpose: str
    context: dict[str, str]
    masked: int
    flags: tuple[str, ...]
    labels: dict[str, str]
    parent: str
    page: int | None
    row: int | None
    version: int
    method: str
    recorded_at: dt.datetime
    report: ReportRecord
    addressees: tuple[AddresseeRecord, ...]
    duties: tuple[DutyRecord, ...]
    summary: SummaryRecord | None = None  # None where nothing says these words plainly
    lineage: LineageRecord | None = None  # None where it was not asked for

    @property
    def bodies(self) -> tuple[BodyRecord, ...]:
        """The bodies asked to act, each once, in the order written."""
        found = {a.body.reference: a.body for a in self.addressees if a.body and a.role == "addressee"}
        return tuple(found.values())

    def as_json(self) -> dict[str, object]:
        """Plain values, dates in ISO form. What was not asked for is left out."""
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        if self.lineage is None:
            del plain["lineage"]
        else:
            plain["lineage"] = {name: value for name, value in plain["lineage"].items() if value is not None}
        return plain


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value


def entry_records(
    versions: Iterable[EntryVersion],
    *,
    on: dt.date | None = None,
    with_duties: bool = True,
    lineage: HowMuch = "no",
    resolutions: Sequence[Resolution] | None = None,
) -> Iterator[EntryRecord]:
    """Public records of these versions, in their order, a bounded number in memory at a time.

    `versions` come with `entry__report__publisher` and `entry__parent` selected. `on` dates the duties, the
    addressees, the lineage and the state of the reply; today when left out. A list that shows no duties of
    single entries saves a third of the work by leaving them out. With `resolutions`, which a caller read for
    its own ends, records are those of a list: without what their reports are of.
    """
    rows = iter(versions)
    while batch := list(islice(rows, BATCH)):
        yield from _batch(batch, on, with_duties, lineage, resolutions)


def _batch(
    versions: Sequence[EntryVersion],
    on: dt.date | None,
    with_duties: bool,
    how_much: HowMuch,
    resolutions: Sequence[Resolution] | None,
) -> Iterator[EntryRecord]:
    date = on or today()
    reports = {version.entry.report_id: version.entry.report for version in versions}
    read: dict[int, Lineage] = {}
    if how_much != "no":
        read = read_lineage([version.entry_id for version in versions], on, links=how_much == "whole")
    others = {
        link.other.entry.report_id: link.other.entry.report for one in read.values() for link in one.links
    }
    facts = reply_facts(list((others | reports).values()), on=on)
    listed = resolutions is not None
    decided = {} if listed else scopes_decided((others | reports).keys(), on)
    sectors = {} if listed else sectors_of((others | reports).keys(), on)
    records = {
        pk: report_record(report, facts[pk], date, decided.get(pk), sectors.get(pk, ()))
        for pk, report in (others | reports).items()
    }
    whole, own = _addressees(_resolutions(reports, on) if resolutions is None else resolutions)
    plain = {} if listed else summaries_of(versions, on)
    duties = (
        _duties([pk for v in versions for pk in {v.entry_id, v.entry.parent_id or v.entry_id}], on)
        if with_duties
        else {}
    )
    for version in versions:
        entry = version.entry
        top = entry.parent_id or entry.pk
        yield EntryRecord(
            reference=entry.reference,
            kind=entry.kind,
            number=entry.number,
            text=version.text,
            purpose=version.purpose,
            context=dict(version.context),
            masked=version.masked,
            flags=tuple(version.flags),
            labels=dict(entry.labels),
            parent=entry.parent.reference if entry.parent else "",
            page=version.page,
            row=version.row,
            version=version.version,
            method=version.method,
            recorded_at=version.recorded_at,
            report=records[entry.report_id],
            addressees=tuple(own.get(entry.pk, own.get(top, ()))) + tuple(whole.get(entry.report_id, ())),
            duties=tuple(duties.get(entry.pk, duties.get(top, []))),
            summary=_summary(plain.get(entry.pk)),
            lineage=lineage_record(read[entry.pk], version, records, whole=how_much == "whole")
            if read
            else None,
        )


def _resolutions(reports: Iterable[int], on: dt.date | None) -> list[Resolution]:
    """As on the day; what was recorded since where nothing was by then."""
    return list(resolutions_of(reports, on=on)) or list(resolutions_of(reports))


def _addressees(
    resolutions: Iterable[Resolution],
) -> tuple[dict[int, list[AddresseeRecord]], dict[int, list[AddresseeRecord]]]:
    """Addressees of whole reports, and those of single entries."""
    whole: dict[int, list[AddresseeRecord]] = {}
    own: dict[int, list[AddresseeRecord]] = {}
    for resolution in resolutions:
        addressing = resolution.addressing
        record = addressee_record(resolution)
        if addressing.entry_id is None:
            whole.setdefault(addressing.report_id, []).append(record)
        else:
            own.setdefault(addressing.entry_id, []).append(record)
    return whole, own


def _summary(row: Summary | None) -> SummaryRecord | None:
    return SummaryRecord(row.text, row.maker, row.method, row.made_by, row.recorded_at) if row else None


def addressee_record(resolution: Resolution) -> AddresseeRecord:
    addressing: Addressing = resolution.addressing
    return AddresseeRecord(
        as_written=addressing.as_published,
        role=addressing.role,
        status=resolution.status,
        reason=resolution.reason,
        method=resolution.method,
        body=body_record(resolution.organisation) if resolution.organisation else None,
    )


def duty_record(duty: Duty, *, on: dt.date | None = None) -> DutyRecord:
    dates = dates_held(duty.due_dates.all(), on=on)
    standing = standing_date(dates, on=on)
    return DutyRecord(
        reference=duty.reference,
        body=body_record(duty.organisation),
        kind=duty.kind,
        basis=duty.basis,
        due=_date(standing) if standing else None,
        all_dates=tuple(_date(date) for date in dates),
    )


def _date(date: DueDate) -> DateRecord:
    return DateRecord(date.due_on, date.basis, date.reason)


def _duties(entries: list[int], on: dt.date | None) -> dict[int, list[DutyRecord]]:
    found: dict[int, list[DutyRecord]] = {}
    rows = (
        Duty.objects.filter(entry_id__in=entries)
        .select_related("organisation")
        .prefetch_related("due_dates")
        .order_by("entry_id", "pk")
    )
    for duty in rows:
        found.setdefault(duty.entry_id, []).append(duty_record(duty, on=on))
    return found


__all__ = [
    "AddresseeRecord",
    "BodyRecord",
    "DutyRecord",
    "EntryRecord",
    "LineageRecord",
    "ReportRecord",
    "ResponseState",
    "SummaryRecord",
    "addressee_record",
    "body_record",
    "duty_record",
    "entry_records",
    "report_record",
    "report_records",
]
