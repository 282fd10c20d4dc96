"""The public record of an entry: one shape for pages, JSON, CSV, search and export."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from answerable.core.calendar import today
from answerable.duties.models import DueDate, Duty
from answerable.duties.queries import ReplyFacts, ResponseState, dates_held, reply_facts, standing_date
from answerable.organisations.models import Organisation
from answerable.register.models import Addressing, EntryVersion, Report, Resolution
from answerable.register.queries import resolutions_of
from answerable.sources.models import Publisher

BATCH = 400


@dataclass(frozen=True, slots=True)
class BodyRecord:
    reference: str
    name: str
    kind: str
    ods: str


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
class ReportRecord:
    reference: str
    title: str
    instrument: str
    publisher: str
    publisher_code: str
    publisher_kind: str
    publisher_reference: str
    issued_on: dt.date | None
    area: str
    categories: tuple[str, ...]
    scope: str
    scope_words: tuple[str, ...]
    scope_method: str
    settings: tuple[str, ...]
    flags: tuple[str, ...]
    fictional: bool
    has_source: bool
    response_state: str
    response_words: str
    response_due: dt.date | None
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

    @property
    def bodies(self) -> tuple[BodyRecord, ...]:
        """The bodies asked to act, each once, in the order written."""
        found = {a.body.reference: a.body for a in self.addressees if a.body and a.role == "addressee"}
        return tuple(found.values())

    def as_json(self) -> dict[str, object]:
        """Plain values, dates in ISO form."""
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        return plain


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value


def body_record(body: Organisation) -> BodyRecord:
    ods = body.key.removeprefix("ods:") if body.key.startswith("ods:") else ""
    return BodyRecord(body.reference, body.name, body.kind, ods)


def report_record(report: Report, facts: ReplyFacts, on: dt.date) -> ReportRecord:
    publisher: Publisher = report.publisher
    return ReportRecord(
        reference=report.reference,
        title=report.title,
        instrument=report.instrument,
        publisher=publisher.name,
        publisher_code=publisher.code,
        publisher_kind=publisher.kind,
        publisher_reference=report.publisher_reference,
        issued_on=report.issued_on,
        area=report.area,
        categories=tuple(report.categories),
        scope=report.scope,
        scope_words=tuple(report.scope_words),
        scope_method=report.scope_method,
        settings=tuple(setting for setting, _ in report.settings),
        flags=tuple(report.flags),
        fictional=report.fictional,
        has_source=bool(report.url or report.document_url),
        response_state=facts.state(on).value,
        response_words=facts.words(on),
        response_due=facts.due_on,
        recorded_at=report.recorded_at,
    )


def report_records(reports: Sequence[Report], *, on: dt.date | None = None) -> list[ReportRecord]:
    facts = reply_facts(reports)
    return [report_record(report, facts[report.pk], on or today()) for report in reports]


def entry_records(
    versions: Iterable[EntryVersion], *, on: dt.date | None = None, with_duties: bool = True
) -> Iterator[EntryRecord]:
    """Public records of these versions, in their order, a bounded number in memory at a time.

    `versions` come with `entry__report__publisher` and `entry__parent` selected. `on` dates the duties, the
    addressees and the state of the reply; today when left out. A list that shows no duties of single entries
    saves a third of the work by leaving them out.
    """
    rows = iter(versions)
    while batch := list(islice(rows, BATCH)):
        yield from _batch(batch, on, with_duties)


def _batch(versions: Sequence[EntryVersion], on: dt.date | None, with_duties: bool) -> Iterator[EntryRecord]:
    date = on or today()
    reports = {version.entry.report_id: version.entry.report for version in versions}
    facts = reply_facts(list(reports.values()))
    records = {pk: report_record(report, facts[pk], date) for pk, report in reports.items()}
    whole, own = _addressees(reports, on)
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
        )


def _addressees(
    reports: Iterable[int], on: dt.date | None
) -> tuple[dict[int, list[AddresseeRecord]], dict[int, list[AddresseeRecord]]]:
    """Addressees of whole reports, and those of single entries."""
    whole: dict[int, list[AddresseeRecord]] = {}
    own: dict[int, list[AddresseeRecord]] = {}
    resolutions = list(resolutions_of(reports, on=on)) or list(resolutions_of(reports))
    for resolution in resolutions:
        addressing = resolution.addressing
        record = addressee_record(resolution)
        if addressing.entry_id is None:
            whole.setdefault(addressing.report_id, []).append(record)
        else:
            own.setdefault(addressing.entry_id, []).append(record)
    return whole, own


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
    "ReportRecord",
    "ResponseState",
    "addressee_record",
    "body_record",
    "duty_record",
    "entry_records",
    "report_record",
    "report_records",
]
