"""Impact assessments as anybody may read them, and what was asked without one."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from answerable.core.calendar import end_of_day
from answerable.lineage.queries import expectations_shown
from answerable.oversight.models import Assessment
from answerable.oversight.queries.assessments import (
    PublisherCount,
    assessment_by_reference,
    assessment_of_expectation,
    assessments_beside,
    assessments_on,
    by_publisher,
    unassessed,
)
from answerable.publication.records import EntryRecord
from answerable.register.models import Entry
from answerable.sources.models import Publisher
from answerable.website.formats import long_date
from answerable.website.refusals import Explained, NotHereError, nothing_has

MISSING = "No impact assessment was made before this was asked."
_LISTED = 50
_TABLE = 60

MISSING_COLUMNS = ("entry", "report", "publisher", "issued_on", "address")


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment in a list or beside what it is of."""

    reference: str
    href: str
    of: str
    of_href: str
    said: str
    cost: str
    hours: str
    confidence: str


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """One assessment with all it says."""

    row: Assessment
    line: AssessmentLine
    href: str
    by: str
    text: str  # of the expectation; an entry's own words stand on its page
    sources: tuple[str, ...]
    replaced: bool
    confidence: str


@dataclass(frozen=True, slots=True)
class MissingEntry:
    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class AssessmentsPage:
    """What was assessed, and what was not."""

    made: tuple[AssessmentLine, ...]
    made_count: int
    missing: tuple[MissingEntry, ...]
    missing_count: int
    asked_count: int
    publishers: tuple[PublisherCount, ...]
    more_publishers: int


@dataclass(frozen=True, slots=True)
class AssessedAsk:
    """What an entry's page says of assessments. `missing`: the sentence where none was made before."""

    expected: bool
    own: AssessmentLine | None
    over: tuple[AssessmentLine, ...]
    missing: str


def assessments_page(on: dt.date | None = None) -> AssessmentsPage:
    made = assessments_on(on)
    missing, publishers = unassessed(on), by_publisher(on)
    return AssessmentsPage(
        made=tuple(_line(row) for row in made[:_LISTED]),
        made_count=made.count(),
        missing=listed_missing(missing[:_LISTED]),
        missing_count=sum(one.asked - one.assessed for one in publishers),
        asked_count=sum(one.asked for one in publishers),
        publishers=tuple(publishers[:_TABLE]),
        more_publishers=max(0, len(publishers) - _TABLE),
    )


def listed_missing(entries: Iterable[Entry]) -> tuple[MissingEntry, ...]:
    return tuple(MissingEntry(entry.reference, _name(entry)) for entry in entries)


def find_assessment(reference: str, on: dt.date | None) -> Assessment:
    """Raises NotHereError."""
    found = assessment_by_reference(reference)
    if found is None:
        raise nothing_has("S", reference)
    if on and found.recorded_at >= end_of_day(on):
        raise NotHereError(
            Explained(
                "Not made yet on that day",
                (f"This assessment was made on {long_date(found.recorded_at)}.",),
                (("See it as it is now", f"/assessments/{reference}"), ("All assessments", "/assessments")),
            )
        )
    return found


def assessment_page(row: Assessment, on: dt.date | None) -> AssessmentPage:
    text = ""
    if row.expectation_id:
        shown = expectations_shown([row.expectation_id], on).get(row.expectation_id)
        text = shown.text if shown else ""
    replaced = row.superseded_at is not None and (on is None or row.superseded_at < end_of_day(on))
    name = Publisher.objects.filter(code=row.publisher).values_list("name", flat=True).first()
    return AssessmentPage(
        row=row,
        line=_line(row),
        href=f"/assessments/{row.reference}",
        by=name or "the register’s own team",
        text=text,
        sources=tuple(line for line in row.sources.splitlines() if line),
        replaced=replaced,
        confidence=str(Assessment.Confidence(row.confidence).label),
    )


def assessed(record: EntryRecord, on: dt.date | None = None) -> AssessedAsk:
    """What is to be said beside one entry. Two queries; none for what no assessment is expected of."""
    if record.kind != Entry.Kind.RECOMMENDATION or record.parent:
        return AssessedAsk(False, None, (), "")
    rows = list(assessments_beside(record.reference, on))
    own = next((row for row in rows if row.entry_id), None)
    missing = "" if own and own.before else MISSING
    over = tuple(_line(row) for row in rows if row.expectation_id)
    return AssessedAsk(True, _line(own) if own else None, over, missing)


def assessed_expectation(expectation_id: int, on: dt.date | None = None) -> AssessmentLine | None:
    row = assessment_of_expectation(expectation_id, on)
    return _line(row) if row else None


def missing_rows(on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    for entry in unassessed(on).iterator(chunk_size=500):
        report = entry.report
        yield (
            entry.reference,
            report.reference,
            report.publisher.name,
            report.issued_on,
            f"/entries/{entry.reference}",
        )


def money(low: Decimal | None, high: Decimal | None) -> str:
    """As in "£10,000 to £25,000 a year"; blank where no figure is given."""
    if low is None:
        return ""
    said = f"£{low:,.0f}" if high is None or high == low else f"£{low:,.0f} to £{high:,.0f}"
    return f"{said} a year"


def hours(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return ""
    said = (
        f"{low.normalize():f}"
        if high is None or high == low
        else f"{low.normalize():f} to {high.normalize():f}"
    )
    return f"{said} staff hours a ward and week"


def _line(row: Assessment) -> AssessmentLine:
    if row.entry:
        of, href = _name(row.entry), f"/entries/{row.entry.reference}"
    else:
        assert row.expectation is not None
        of = f"Expectation {row.expectation.reference}"
        href = f"/expectations/{row.expectation.reference}"
    when = "before it was asked" if row.before else "after it was asked"
    return AssessmentLine(
        reference=row.reference,
        href=f"/assessments/{row.reference}",
        of=of,
        of_href=href,
        said=f"Made {when}, on {long_date(row.recorded_at)}",
        cost=money(row.cost_low, row.cost_high),
        hours=hours(row.hours_low, row.hours_high),
        confidence=str(Assessment.Confidence(row.confidence).label),
    )


def _name(entry: Entry) -> str:
    number = f" {entry.number}" if entry.number else ""
    report = entry.report
    return f"Recommendation{number}, {report.publisher.name}, {long_date(report.issued_on)}"
