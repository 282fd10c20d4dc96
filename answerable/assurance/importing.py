"""A table of statuses that another register gave, read row by row. Nothing is written here.

Columns: `entry` (E-...), or `report` (R-..., or its publisher's reference) with `number`; `vocabulary` and
`term`; and, where known, `body` (B-..., or its name), `date` and `url`.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from answerable.assurance.vocabularies import Term, UnknownTermError, Vocabulary, vocabulary
from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.organisations.models import Organisation
from answerable.register.models import Entry, Report

LARGEST = 20_000_000  # bytes
MOST_ROWS = 10_000
COLUMNS = ("entry", "report", "number", "body", "vocabulary", "term", "date", "url")
_MOST_ERRORS = 50
_is_url = URLValidator(schemes=["http", "https"])


class StatusTableError(ValueError):
    """The table can't be taken in. `errors` says why, row by row; nothing of it was written."""

    def __init__(self, errors: list[str]) -> None:
        more = f" And {len(errors) - _MOST_ERRORS:,} more." if len(errors) > _MOST_ERRORS else ""
        super().__init__("Nothing was imported.\n" + "\n".join(errors[:_MOST_ERRORS]) + more)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One status, ready to be recorded."""

    entry: Entry
    organisation: Organisation | None
    vocabulary: Vocabulary
    term: Term
    said_on: dt.date | None
    url: str


class _RowError(ValueError):
    """What is wrong with one row, in words."""


def read_statuses(content: bytes) -> list[StatusRow]:
    """All rows, or StatusTableError with what is wrong with each that can't be taken."""
    rows, errors = [], []
    for number, cells in _rows(content):
        try:
            rows.append(_row(cells))
        except (_RowError, UnknownTermError) as error:
            errors.append(f"Row {number}: {error}")
    if errors:
        raise StatusTableError(errors)
    if not rows:
        raise StatusTableError(["The table has no rows."])
    return rows


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    if len(content) > LARGEST:
        raise StatusTableError([f"The file has more than {LARGEST // 1_000_000} MB."])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StatusTableError(["The file is not in UTF-8: save it as CSV UTF-8."]) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        unknown = [name for name in names if name not in COLUMNS]
        if not {"vocabulary", "term"} <= set(names) or unknown or not {"entry", "report"} & set(names):
            raise StatusTableError([f"The first row must name the columns, of these: {', '.join(COLUMNS)}."])
        reader.fieldnames = names
        for place, cells in enumerate(reader, start=1):
            if place > MOST_ROWS:
                raise StatusTableError([f"The table has more than {MOST_ROWS:,} rows: split it."])
            if None in cells:
                raise StatusTableError([f"Row {place + 1}: it has more cells than the first row."])
            yield place + 1, {name: (value or "").strip() for name, value in cells.items()}
    except csv.Error as error:
        raise StatusTableError([f"The file can't be read as CSV ({error})."]) from error


def _row(cells: dict[str, str]) -> StatusRow:
    words = vocabulary(cells["vocabulary"])
    url = cells.get("url", "")
    if url:
        try:
            _is_url(url)
        except ValidationError as error:
            raise _RowError(f"“{url[:100]}” is no address of a page.") from error
        if len(url) > 1000:
            raise _RowError("The address has more than 1,000 characters.")
    return StatusRow(
        entry=_entry(cells),
        organisation=_body(cells.get("body", "")),
        vocabulary=words,
        term=words.term(cells["term"]),
        said_on=_date(cells.get("date", "")),
        url=url,
    )


def _entry(cells: dict[str, str]) -> Entry:
    written = cells.get("entry", "")
    if written:
        try:
            reference = parse_reference(written, "E")
        except BadReferenceError as error:
            raise _RowError(f"{error}.") from error
        found = Entry.objects.filter(reference=reference).first()
        if found is None:
            raise _RowError(f"No entry has the reference {reference}.")
    else:
        found = _by_number(_report(cells.get("report", "")), cells.get("number", ""))
    if found.withdrawn_at is not None:
        raise _RowError(f"The entry {found.reference} was withdrawn.")
    return found


def _report(written: str) -> Report:
    if not written:
        raise _RowError("Name an entry, or a report and the number in it.")
    try:
        rows = Report.objects.filter(reference=parse_reference(written, "R"))
    except BadReferenceError:
        rows = Report.objects.filter(publisher_reference=written)
    found = list(rows[:2])
    if not found:
        raise _RowError(f"No report has the reference “{written[:60]}”.")
    if len(found) > 1:
        raise _RowError(
            f"Several reports have the reference “{written[:60]}”: give the one of this register."
        )
    return found[0]


def _by_number(report: Report, number: str) -> Entry:
    rows = list(Entry.objects.filter(report=report, parent__isnull=True, withdrawn_at__isnull=True))
    if not number and len(rows) == 1:
        return rows[0]
    if not number:
        raise _RowError(f"{report.reference} has {len(rows)} entries: give the number of the one meant.")
    wanted = number.strip("().")
    same = [row for row in rows if row.number.strip("().") == wanted]
    if len(same) != 1:
        some = ", ".join(sorted({row.number for row in rows if row.number})[:20])
        raise _RowError(f"{report.reference} has no single entry numbered {number[:20]}. It has: {some}.")
    return same[0]


def _body(written: str) -> Organisation | None:
    if not written:
        return None
    try:
        rows = Organisation.objects.filter(reference=parse_reference(written, "B"))
    except BadReferenceError:
        rows = Organisation.objects.filter(name__iexact=written)
    found = list(rows[:2])
    if not found:
        raise _RowError(f"No body in the register is called “{written[:100]}”.")
    if len(found) > 1:
        raise _RowError(f"Several bodies are called “{written[:100]}”: give the reference (B-...).")
    return found[0]


def _date(written: str) -> dt.date | None:
    if not written:
        return None
    try:
        date = dt.date.fromisoformat(written)
    except ValueError as error:
        raise _RowError(f"“{written[:40]}” is no date: write it as in 2025-03-31.") from error
    if date > today():
        raise _RowError(f"{date:%-d %B %Y} is still to come.")
    return date
