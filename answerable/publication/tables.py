"""The columns of each public table, the same on the pages' CSV and in the export."""

from collections.abc import Sequence

from answerable.duties.models import Duty
from answerable.publication.records import (
    AddresseeRecord,
    DutyRecord,
    EntryRecord,
    ReportRecord,
    duty_record,
)

Row = Sequence[object]

ENTRY_COLUMNS = (
    "entry",
    "kind",
    "number",
    "part_of",
    "heading",
    "lead_in",
    "text",
    "purpose",
    "report",
    "instrument",
    "publisher",
    "publisher_reference",
    "issued_on",
    "area",
    "addressed_to",
    "addressed_to_references",
    "response_state",
    "response_words",
    "response_due",
    "categories",
    "scope_derived",
    "settings_derived",
    "sectors",
    "quality_flags",
    "passages_withheld",
    "page",
    "version",
    "fictional",
    "recorded_at",
    "summary",
    "summary_by",
    "licence",
    "licence_confirmed",
    "attribution",
)


def _joined(values: Sequence[str]) -> str:
    return " | ".join(values)


def _licence(report: ReportRecord) -> Row:
    return (report.licence.code, report.licence.confirmed, report.licence.attribution)


def entry_row(record: EntryRecord) -> Row:
    report = record.report
    return (
        record.reference,
        record.kind,
        record.number,
        record.parent,
        record.context.get("heading", ""),
        record.context.get("lead_in", ""),
        record.text,
        record.purpose,
        report.reference,
        report.instrument,
        report.publisher,
        report.publisher_reference,
        report.issued_on,
        report.area,
        _joined([body.name for body in record.bodies]),
        _joined([body.reference for body in record.bodies]),
        report.response_state,
        report.response_words,
        report.response_due,
        _joined(report.categories),
        report.scope,
        _joined(report.settings),
        _joined([one.sector for one in report.sectors]),
        _joined(record.flags),
        record.masked,
        record.page,
        record.version,
        report.fictional,
        record.recorded_at.isoformat(),
        record.summary.text if record.summary else "",
        record.summary.maker if record.summary else "",
        *_licence(report),
    )


REPORT_COLUMNS = (
    "report",
    "title",
    "instrument",
    "publisher",
    "publisher_kind",
    "publisher_reference",
    "issued_on",
    "area",
    "categories",
    "scope_derived",
    "scope_words",
    "scope_method",
    "settings_derived",
    "sectors",
    "response_state",
    "response_words",
    "response_due",
    "quality_flags",
    "fictional",
    "recorded_at",
    "licence",
    "licence_confirmed",
    "attribution",
)


def report_row(record: ReportRecord) -> Row:
    return (
        record.reference,
        record.title,
        record.instrument,
        record.publisher,
        record.publisher_kind,
        record.publisher_reference,
        record.issued_on,
        record.area,
        _joined(record.categories),
        record.scope,
        _joined(record.scope_words),
        record.scope_method,
        _joined(record.settings),
        _joined([one.sector for one in record.sectors]),
        record.response_state,
        record.response_words,
        record.response_due,
        _joined(record.flags),
        record.fictional,
        record.recorded_at.isoformat(),
        *_licence(record),
    )


ADDRESSEE_COLUMNS = (
    "report",
    "as_written_names_withheld",
    "role",
    "status",
    "method",
    "reason",
    "organisation",
    "organisation_name",
    "ods_code",
)


def addressee_row(report: str, record: AddresseeRecord) -> Row:
    body = record.body
    return (
        report,
        record.as_written,
        record.role,
        record.status,
        record.method,
        record.reason,
        body.reference if body else "",
        body.name if body else "",
        body.ods if body else "",
    )


DUTY_COLUMNS = (
    "duty",
    "entry",
    "report",
    "organisation",
    "organisation_name",
    "kind",
    "basis",
    "due_on",
    "due_basis",
    "due_reason",
)


def duty_row(duty: Duty) -> Row:
    """`duty` comes with its entry, report, body and dates loaded."""
    record: DutyRecord = duty_record(duty)
    return (
        record.reference,
        duty.entry.reference,
        duty.entry.report.reference,
        record.body.reference,
        record.body.name,
        record.kind,
        record.basis,
        record.due.due_on if record.due else None,
        record.due.basis if record.due else "",
        record.due.reason if record.due else "",
    )
