"""Impact assessments: those that stand, and what was asked without one."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from answerable.core.calendar import end_of_day
from answerable.core.references import parse_reference
from answerable.lineage.models import Serving, Standing
from answerable.lineage.queries.dated import present, recorded, stood
from answerable.oversight.models import Assessment
from answerable.register.models import Entry


@dataclass(frozen=True, slots=True)
class PublisherCount:
    """Of one publisher: recommendations, those assessed before they were asked, those assessed at all."""

    code: str
    name: str
    asked: int
    before: int
    assessed: int


def assessment_by_reference(reference: str, on: dt.date | None = None) -> Assessment | None:
    """Also one that a later one replaced. Raises BadReferenceError for what is no reference."""
    rows = Assessment.objects.filter(reference=parse_reference(reference, "S"))
    if on:
        rows = rows.filter(recorded_at__lt=end_of_day(on))
    return rows.select_related("entry__report__publisher", "expectation").first()


def assessments_on(on: dt.date | None = None) -> QuerySet[Assessment]:
    """Those that stand, or stood on a day, the newest first; none of an entry that was withdrawn by then."""
    return (
        Assessment.objects.filter(stood(on), present(on))
        .select_related("entry__report__publisher", "expectation")
        .order_by("-recorded_at", "-pk")
    )


def assessment_of_entry(entry_id: int, on: dt.date | None = None) -> Assessment | None:
    return assessments_on(on).filter(entry=entry_id).first()


def assessments_beside(reference: str, on: dt.date | None = None) -> QuerySet[Assessment]:
    """Of one entry, by its reference, and of the expectations that it serves, while they are kept up."""
    serving = Serving.objects.filter(
        stood(on),
        stood(on, "expectation__standings__"),
        entry__reference=reference,
        expectation__standings__state__in=(Standing.State.DRAFT, Standing.State.ADOPTED),
    ).values("expectation")
    return assessments_on(on).filter(Q(entry__reference=reference) | Q(expectation__in=serving))


def assessment_of_expectation(expectation_id: int, on: dt.date | None = None) -> Assessment | None:
    return assessments_on(on).filter(expectation=expectation_id).first()


def asked(on: dt.date | None = None) -> QuerySet[Entry]:
    """What an assessment is expected of: recommendations. A coroner's concern prescribes no remedy."""
    return Entry.objects.filter(
        present(on, ""), recorded(on), kind=Entry.Kind.RECOMMENDATION, parent__isnull=True
    )


def unassessed(on: dt.date | None = None) -> QuerySet[Entry]:
    """Recommendations without one, of themselves or of an expectation they serve; the newest report first."""
    own = Assessment.objects.filter(stood(on), entry=OuterRef("pk"))
    over = Serving.objects.filter(
        stood(on),
        stood(on, "expectation__assessments__"),
        entry=OuterRef("pk"),
        expectation__assessments__isnull=False,
    )
    return (
        asked(on)
        .filter(~Exists(own), ~Exists(over))
        .select_related("report__publisher")
        .order_by("-report__issued_on", "report_id", "order")
    )


def by_publisher(on: dt.date | None = None) -> list[PublisherCount]:
    """Each publisher that recommends, from A to Z. Three queries."""
    key = ("report__publisher__code", "report__publisher__name")
    every = Counter(asked(on).order_by().values_list(*key))
    missing = Counter(unassessed(on).order_by().values_list(*key))
    own = Assessment.objects.filter(stood(on), before=True, entry__in=asked(on))
    before = Counter(own.order_by().values_list("entry__report__publisher__code", flat=True))
    return sorted(
        (
            PublisherCount(code, name, count, before[code], count - missing[code, name])
            for (code, name), count in every.items()
        ),
        key=lambda one: (one.name, one.code),
    )
