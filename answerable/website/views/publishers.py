"""Pages of those who ask: coroners, inquiries, investigators and others."""

from collections.abc import Iterator
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.publication import tables
from answerable.publication.records import report_records
from answerable.register.models import Report
from answerable.register.queries import in_register, reports_by_year
from answerable.sources.models import Publisher
from answerable.website.batches import in_batches
from answerable.website.exports import csv_response, json_list_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.publisher import (
    find_publisher,
    listed_publishers,
    publisher_groups,
    publisher_page,
)
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import page_number, record_page

COLUMNS = ("publisher", "name", "kind", "reports", "fictional")
LIST_CRUMB = {"text": "Publishers", "href": "/publishers"}


def publishers(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Publishers",
        "Coroners, inquiries, investigators and others whose reports this register holds.",
        section="publishers",
        canonical="/publishers",
        other_forms=(
            OtherForm("application/json", "/publishers.json", "All publishers as JSON"),
            OtherForm("text/csv", "/publishers.csv", "All publishers as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "publishers.html", page, {"groups": publisher_groups()})


def _rows() -> Iterator[tuple[object, ...]]:
    for kind, publisher in listed_publishers():
        yield (publisher.code, publisher.name, kind, publisher.reports, publisher.fictional)


def publishers_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-publishers.csv", COLUMNS, _rows())


def publishers_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return json_list_response({}, "publishers", (dict(zip(COLUMNS, row, strict=True)) for row in _rows()))


def publisher(request: HttpRequest, code: str) -> HttpResponse:
    shown = publisher_page(code, page_number(request))
    page = record_page(
        shown.name,
        f"Reports of {shown.name} in this register.",
        shown.href,
        None,
        (HOME_CRUMB, LIST_CRUMB),
        section="publishers",
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    return show(request, "publisher.html", page, {"shown": shown, "pages": pages})


def _reports(of: Publisher) -> Iterator[Report]:
    return (
        in_register()
        .filter(publisher=of)
        .select_related("publisher")
        .order_by("-issued_on", "pk")
        .iterator(400)
    )


def publisher_csv(request: HttpRequest, code: str) -> HttpResponseBase:  # noqa: ARG001
    found = find_publisher(code)
    records = in_batches(_reports(found), report_records)
    return csv_response(f"{found.code}.csv", tables.REPORT_COLUMNS, map(tables.report_row, records))


def publisher_json(request: HttpRequest, code: str) -> HttpResponseBase:  # noqa: ARG001
    found = find_publisher(code)
    records = in_batches(_reports(found), report_records)
    about = {"publisher": found.code, "name": found.name, "kind": found.kind, "fictional": found.fictional}
    return json_list_response(about, "reports", map(asdict, records))


def publisher_by_year(request: HttpRequest, code: str) -> HttpResponseBase:  # noqa: ARG001
    found = find_publisher(code)
    years = reports_by_year(in_register().filter(publisher=found).order_by())
    return csv_response(f"{found.code}-by-year.csv", ("year", "reports"), years)
