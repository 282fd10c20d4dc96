"""Publishers: the list of them, and one for its page."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, Q

from answerable.publication.licences import definitions
from answerable.publication.records import ReportRecord, report_records
from answerable.register.queries import in_register, reports_by_year
from answerable.sources.definitions import SourceDefinition
from answerable.sources.models import Publisher
from answerable.website.charts import BarChart
from answerable.website.presenters import words
from answerable.website.presenters.years import by_year_chart
from answerable.website.refusals import Explained, NotHereError
from answerable.website.rendering import FRESH_SECONDS

REPORTS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ListedPublisher:
    code: str
    name: str
    reports: int
    fictional: bool


@dataclass(frozen=True, slots=True)
class PublisherGroup:
    kind: str
    heading: str
    publishers: tuple[ListedPublisher, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """One report in a publisher's table."""

    record: ReportRecord
    due_basis: str = ""

    @property
    def due_on(self) -> object:
        return self.record.response_due


@dataclass(frozen=True, slots=True)
class PublisherPage:
    code: str
    name: str
    kind: str
    fictional: bool
    is_coroner: bool
    total: int
    undated: int
    chart: BarChart | None
    reports: tuple[Published, ...]
    page: int
    pages: int
    source: SourceDefinition | None

    @property
    def href(self) -> str:
        return f"/publishers/{self.code}"


def listed_publishers() -> list[tuple[str, ListedPublisher]]:
    """(kind, publisher) of every publisher with a report, by name; at most a minute old."""
    rows: list[tuple[str, ListedPublisher]] | None = cache.get("publishers")
    if rows is None:
        there = Q(reports__withdrawn_at__isnull=True)
        found = (
            Publisher.objects.annotate(count=Count("reports", filter=there))
            .filter(count__gt=0)
            .order_by("name")
        )
        rows = [(row.kind, ListedPublisher(row.code, row.name, row.count, row.fictional)) for row in found]
        cache.set("publishers", rows, FRESH_SECONDS)
    return rows


def publisher_groups() -> list[PublisherGroup]:
    rows = listed_publishers()
    groups = (
        PublisherGroup(kind, heading, tuple(publisher for of, publisher in rows if of == kind))
        for kind, heading in words.PUBLISHER_KINDS_MANY.items()
    )
    return [group for group in groups if group.publishers]


def find_publisher(code: str) -> Publisher:
    publisher = Publisher.objects.filter(code=code).first()
    if publisher is None:
        raise NotHereError(
            Explained(
                "No publisher has that address",
                ("The address may be mistyped. Every publisher is in the list.",),
                (("All publishers", "/publishers"), ("Search the register", "/search")),
            )
        )
    return publisher


def publisher_page(code: str, page: int) -> PublisherPage:
    publisher = find_publisher(code)
    reports = in_register().filter(publisher=publisher).select_related("publisher")
    years = reports_by_year(reports.order_by())
    total = sum(count for _, count in years)
    pages = max(1, -(-total // REPORTS_A_PAGE))
    page = min(page, pages)
    ordered = reports.order_by(F("issued_on").desc(nulls_last=True), "pk")
    shown = list(ordered[(page - 1) * REPORTS_A_PAGE : page * REPORTS_A_PAGE])
    return PublisherPage(
        code=publisher.code,
        name=publisher.name,
        kind=words.PUBLISHER_KINDS[publisher.kind],
        fictional=publisher.fictional,
        is_coroner=publisher.kind == Publisher.Kind.CORONER,
        total=total,
        undated=sum(count for year, count in years if year is None),
        chart=by_year_chart(
            "by-year",
            "Reports in this register, by year of the report",
            years,
            f"/publishers/{publisher.code}/by-year.csv",
        ),
        reports=tuple(Published(record) for record in report_records(shown)),
        page=page,
        pages=pages,
        source=definitions().get(publisher.source),
    )
