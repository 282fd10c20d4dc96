"""The public record of a report or an entry in another form, as somebody supplied it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.db.models import Q

from answerable.register.models import Edition, Entry, Report
from answerable.register.plain import editions_of
from answerable.uploads.models import Upload

EDITION_COLUMNS = (
    "edition",
    "report",
    "entry",
    "form",
    "supplied_by",
    "address",
    "recorded_at",
    "withdrawn_at",
    "withdrawn_why",
)


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """`href` is where it may be had; blank while a file waits for a virus scanner."""

    reference: str
    form: str
    form_words: str
    supplied_by: str
    entry: str
    href: str
    recorded_at: dt.datetime

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "recorded_at": self.recorded_at.isoformat()}


def edition_records(report: Report, entry: Entry | None, on: dt.date | None) -> tuple[EditionRecord, ...]:
    """Of a report, or of one entry with those of its whole report. One query."""
    return tuple(_record(row) for row in editions_of(report.pk, entry, on=on))


def edition_rows() -> Iterator[tuple[object, ...]]:
    """All there ever were of what is in the register, for the bulk files; the withdrawn ones say so."""
    there = Q(entry__withdrawn_at__isnull=True, report__withdrawn_at__isnull=True)
    rows = Edition.objects.filter(there).select_related("report", "entry", "upload").order_by("reference")
    for row in rows.iterator(500):
        yield (
            row.reference,
            row.report.reference,
            row.entry.reference if row.entry else "",
            row.form,
            row.supplied_by,
            address_of(row) if row.withdrawn_at is None else "",
            row.recorded_at.isoformat(),
            row.withdrawn_at.isoformat() if row.withdrawn_at else "",
            row.withdrawn_why,
        )


def address_of(row: Edition) -> str:
    """Where the public may have it: its maker's page, or our file once a virus scanner has looked at it."""
    if row.upload is None:
        return row.url
    return f"/editions/{row.reference}/file" if row.upload.state == Upload.State.KEPT else ""


def _record(row: Edition) -> EditionRecord:
    return EditionRecord(
        reference=row.reference,
        form=row.form,
        form_words=row.get_form_display(),
        supplied_by=row.supplied_by,
        entry=row.entry.reference if row.entry else "",
        href=address_of(row),
        recorded_at=row.recorded_at,
    )
