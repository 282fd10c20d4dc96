"""The public data as files: CSV and JSON Lines of each table, and a manifest with sizes and hashes."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Prefetch

from answerable.core.calendar import now
from answerable.duties.models import AnswerPart, DueDate, Duty
from answerable.duties.queries import with_entry
from answerable.impact.queries.recurrence import alarms
from answerable.organisations.models import Organisation
from answerable.publication import contradictions, expectations, lineage_tables, tables
from answerable.publication.csvsafe import csv_lines
from answerable.publication.records import addressee_record, body_record, entry_records, report_records
from answerable.publication.recurrence import ALARM_COLUMNS, alarm_record
from answerable.publication.standing import STANDING_COLUMNS, standing_row, standings
from answerable.register.models import Report, Resolution
from answerable.register.queries import current_versions

Progress = Callable[[str, int, int], None]
CHUNK = 500

ANSWER_COLUMNS = (
    "answer",
    "duty",
    "entry",
    "organisation",
    "origin",
    "answered_on",
    "stance",
    "words",
    "words_to_all",
    "elevated_to",
    "withdrawn_at",
    "withdrawn_why",
)
ORGANISATION_COLUMNS = ("organisation", "name", "kind", "ods_code", "opened", "closed", "fictional")


def _entries() -> Iterator[tables.Row]:
    versions = current_versions().order_by("entry__report__reference", "entry__order").iterator(CHUNK)
    return (tables.entry_row(record) for record in entry_records(versions))


def _reports() -> Iterator[tables.Row]:
    batch: list[Report] = []
    for report in Report.objects.select_related("publisher").order_by("reference").iterator(CHUNK):
        batch.append(report)
        if len(batch) == CHUNK:
            yield from map(tables.report_row, report_records(batch))
            batch = []
    yield from map(tables.report_row, report_records(batch))


def _addressees() -> Iterator[tables.Row]:
    rows = (
        Resolution.objects.filter(superseded_at__isnull=True)
        .select_related("addressing__report", "organisation")
        .order_by("addressing__report__reference", "addressing__order")
    )
    for row in rows.iterator(CHUNK):
        yield tables.addressee_row(row.addressing.report.reference, addressee_record(row))


def _duties() -> Iterator[tables.Row]:
    rows = (
        Duty.objects.filter(entry__withdrawn_at__isnull=True)
        .select_related("entry__report", "organisation")
        .prefetch_related(Prefetch("due_dates", queryset=DueDate.objects.order_by("pk")))
        .order_by("reference")
    )
    return (tables.duty_row(duty) for duty in rows.iterator(CHUNK))


def _standing() -> Iterator[tables.Row]:
    """The six axes of each duty, with what stands beside them."""
    rows = with_entry(Duty.objects.filter(entry__withdrawn_at__isnull=True)).order_by("reference")
    duties = rows.iterator(CHUNK)
    while batch := list(islice(duties, CHUNK)):
        yield from (standing_row(record) for record in standings(batch, answers=False, notes=False))


def _answers() -> Iterator[tables.Row]:
    """Each part of each answer, the withdrawn ones too, which say so."""
    rows = AnswerPart.objects.filter(entry__withdrawn_at__isnull=True).select_related(
        "answer__organisation", "duty", "entry", "elevated_to"
    )
    for part in rows.order_by("answer__reference", "pk").iterator(CHUNK):
        answer = part.answer
        yield (
            answer.reference,
            part.duty.reference,
            part.entry.reference,
            answer.organisation.reference,
            answer.origin,
            answer.answered_on,
            part.stance,
            part.words,
            answer.words,
            part.elevated_to.reference if part.elevated_to else "",
            answer.withdrawn_at.isoformat() if answer.withdrawn_at else "",
            answer.withdrawn_why,
        )


def _recurrence() -> Iterator[tables.Row]:
    """What was asked again after it was said to be done; without what a person found to be another ask."""
    return (alarm_record(one).row for one in alarms() if one.stands)


def _organisations() -> Iterator[tables.Row]:
    for body in Organisation.objects.order_by("reference").iterator(CHUNK):
        record = body_record(body)
        yield (
            record.reference,
            record.name,
            record.kind,
            record.ods,
            body.opened,
            body.closed,
            body.fictional,
        )


TABLES: dict[str, tuple[tuple[str, ...], Callable[[], Iterator[tables.Row]]]] = {
    "entries": (tables.ENTRY_COLUMNS, _entries),
    "reports": (tables.REPORT_COLUMNS, _reports),
    "addressees": (tables.ADDRESSEE_COLUMNS, _addressees),
    "duties": (tables.DUTY_COLUMNS, _duties),
    "standing": (STANDING_COLUMNS, _standing),
    "answers": (ANSWER_COLUMNS, _answers),
    "recurrence": (ALARM_COLUMNS, _recurrence),
    "organisations": (ORGANISATION_COLUMNS, _organisations),
    "expectations": (expectations.COLUMNS, lineage_tables.expectation_rows),
    "themes": (lineage_tables.THEME_COLUMNS, lineage_tables.theme_rows),
    "links": (lineage_tables.LINK_COLUMNS, lineage_tables.link_rows),
    "contradictions": (contradictions.COLUMNS, lineage_tables.contradiction_rows),
}


def export_to(directory: Path, *, progress: Progress | None = None) -> dict[str, Any]:
    """Writes every table twice (CSV, JSON Lines) and `manifest.json`, each file whole or not at all.

    Returns the manifest. Raises OSError when the directory can't be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    files: dict[str, dict[str, object]] = {}
    for done, (name, (columns, rows)) in enumerate(TABLES.items()):
        if progress:
            progress(name, done, len(TABLES))
        counter = _Counter()
        files[f"{name}.csv"] = _write(
            directory / f"{name}.csv", csv_lines(columns, counter.over(rows())), counter
        )
        objects = tables.as_objects(columns, counter.over(rows()))
        lines = (json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in objects)
        files[f"{name}.jsonl"] = _write(directory / f"{name}.jsonl", lines, counter)
    if progress:
        progress("done", len(TABLES), len(TABLES))
    manifest = {
        "made_at": now().isoformat(timespec="seconds"),
        "note": "Names of people are withheld. Counts by coroner area measure coroners' habits, not risk. "
        "Themes and links whose state is “suggested” are a program's, not checked by a person.",
        "licence": "Words of public bodies' reports: Open Government Licence v3.0.",
        "files": files,
    }
    _write(directory / "manifest.json", iter([json.dumps(manifest, indent=2) + "\n"]), _Counter())
    return manifest


class _Counter:
    def __init__(self) -> None:
        self.rows = 0

    def over(self, rows: Iterator[tables.Row]) -> Iterator[tables.Row]:
        self.rows = 0
        for row in rows:
            self.rows += 1
            yield row


def _write(path: Path, pieces: Iterator[str], counter: _Counter) -> dict[str, object]:
    digest = hashlib.sha256()
    size = 0
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                data = piece.encode()
                digest.update(data)
                size += len(data)
                file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return {"rows": counter.rows, "bytes": size, "sha256": digest.hexdigest()}
