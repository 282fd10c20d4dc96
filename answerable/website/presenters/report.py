"""One report for its page: what it is, whom it asks, and its entries."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.calendar import end_of_day, today
from answerable.publication.editions import EditionRecord, edition_records
from answerable.publication.records import (
    AddresseeRecord,
    DutyRecord,
    EntryRecord,
    ReportRecord,
    addressee_record,
    entry_records,
    report_records,
)
from answerable.register.models import Addressing, EntryVersion, Report, Resolution
from answerable.register.queries import resolutions_of, versions_on, withdrawal_of
from answerable.website.presenters import words
from answerable.website.presenters.flags import flag_words
from answerable.website.presenters.sources import Difference, differences, source_name
from answerable.website.presenters.withdrawn import left_since, taken_back, withdrawn_report
from answerable.website.refusals import WithdrawnError, not_published_yet, nothing_has

ENTRIES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Seen:
    source: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ReportPage:
    record: ReportRecord
    report_name: str
    entries: tuple[tuple[str, EntryRecord], ...]  # (what it is called, entry)
    total: int
    page: int
    pages: int
    kinds: tuple[tuple[str, int], ...]
    content_note: str
    asked: tuple[AddresseeRecord, ...]
    others: tuple[AddresseeRecord, ...]
    duties: tuple[DutyRecord, ...]
    scope: str
    settings: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    differences: tuple[Difference, ...]
    seen: tuple[Seen, ...]
    left_out: str
    withdrawn: str  # what a page of an earlier day says of a report that left since
    before: tuple[str, ...]  # withdrawals that were taken back
    held: bool
    editions: tuple[EditionRecord, ...]

    @property
    def href(self) -> str:
        return f"/reports/{self.record.reference}"


def find_report(reference: str) -> Report:
    """Raises NotHereError for a reference never given. A report that was withdrawn is found too."""
    report = Report.objects.select_related("publisher").filter(reference=reference).first()
    if report is None:
        raise nothing_has("R", reference)
    return report


def standing_report(reference: str, on: dt.date | None) -> Report:
    """As `find_report`. Raises WithdrawnError where the report had left the register by that day."""
    report = find_report(reference)
    gone = withdrawal_of(report, on)
    if gone is not None:
        raise WithdrawnError(withdrawn_report(report, gone))
    return report


def report_entries(report: Report, on: dt.date | None) -> list[EntryVersion]:
    """The words of a report's entries as held on a date. NotHereError when it was not published."""
    date = on or today()
    if report.issued_on and report.issued_on > date:
        raise not_published_yet("R", report.issued_on, f"/reports/{report.reference}")
    return versions_on(report, date)


def report_page(reference: str, on: dt.date | None, page: int) -> ReportPage:
    report = standing_report(reference, on)
    versions = report_entries(report, on)
    record = report_records([report], on=on)[0]
    pages = max(1, -(-len(versions) // ENTRIES_A_PAGE))
    page = min(page, pages)
    shown = versions[(page - 1) * ENTRIES_A_PAGE : page * ENTRIES_A_PAGE]
    entries = tuple(entry_records(shown, on=on))
    names = words.names_in_report(
        [(v.entry_id, v.entry.kind, v.entry.number, v.entry.parent_id) for v in versions]
    )
    kinds: dict[str, int] = {}
    for version in versions:
        if version.entry.parent_id is not None:
            continue
        kinds[version.entry.kind] = kinds.get(version.entry.kind, 0) + 1
    asked, others = _addressees(report, on)
    return ReportPage(
        record=record,
        report_name=words.report_name(record),
        entries=tuple(zip((names[v.entry_id] for v in shown), entries, strict=True)),
        total=len(versions),
        page=page,
        pages=pages,
        kinds=tuple((words.ENTRY_KINDS[kind], count) for kind, count in kinds.items()),
        content_note=words.content_note(record),
        asked=asked,
        others=others,
        duties=_duties(entries),
        scope=words.SCOPES[record.scope],
        settings=tuple((words.setting_label(setting), tuple(found)) for setting, found in report.settings),
        notes=tuple(flag_words(record.flags)),
        differences=differences(report, on),
        seen=tuple(
            Seen(source_name(sighting.source), sighting.recorded_at) for sighting in report.sightings.all()
        ),
        left_out=report.left_out,
        withdrawn=left_since(report) if report.withdrawn_at else "",
        before=taken_back(report, on),
        held=on is None or report.recorded_at < end_of_day(on),
        editions=edition_records(report, None, on) if not report.withdrawn_at else (),
    )


def _addressees(
    report: Report, on: dt.date | None
) -> tuple[tuple[AddresseeRecord, ...], tuple[AddresseeRecord, ...]]:
    """Those asked, each body once, and those copied in or named as persons."""
    rows: list[Resolution] = list(resolutions_of([report.pk], on=on)) or list(resolutions_of([report.pk]))
    asked: dict[object, AddresseeRecord] = {}
    others: list[AddresseeRecord] = []
    for row in rows:
        record = addressee_record(row)
        if record.role == Addressing.Role.ADDRESSEE:
            asked.setdefault(record.body.reference if record.body else (record.as_written,), record)
        else:
            others.append(record)
    return tuple(asked.values()), tuple(others)


def _duties(entries: tuple[EntryRecord, ...]) -> tuple[DutyRecord, ...]:
    """The duty of each body once: within a report they share their rule and date."""
    found: dict[str, DutyRecord] = {}
    for entry in entries:
        for duty in entry.duties:
            found.setdefault(duty.body.reference, duty)
    return tuple(found.values())
