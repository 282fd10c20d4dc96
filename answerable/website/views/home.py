"""The first page, what the register is and how it is made, and the data to download."""

from collections.abc import Iterator
from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.pipeline.bulk.described import tables_described
from answerable.pipeline.bulk.tables import columns_of
from answerable.publication import tables
from answerable.publication.records import ReportRecord, report_records
from answerable.register.queries import in_register
from answerable.website.batches import in_batches
from answerable.website.exports import csv_response, json_list_response
from answerable.website.presenters.coverage import coverage_page, held_by_year
from answerable.website.presenters.doors import doors
from answerable.website.presenters.home import home_page
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.files import manifest


def home(request: HttpRequest) -> HttpResponse:
    page = Page(
        "What was asked, and who must answer",
        f"{settings.SERVICE_NAME} keeps what coroners, inquiries and investigations asked to make care "
        "safer: the exact words, who is asked to act, and by when a reply is due.",
        header_search=False,
        canonical="/",
        other_language="/cy",
    )
    return show(request, "home.html", page, {"shown": home_page(), "doors": tuple(doors().values())})


def about(request: HttpRequest) -> HttpResponse:
    page = Page(
        "About and methods",
        "What this register holds, how it is made, and what is known to be missing.",
        section="about",
        canonical="/about",
        other_forms=(OtherForm("text/csv", "/about/by-year.csv", "Coverage by year as CSV"),),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "about.html", page, {"shown": coverage_page()})


def about_by_year(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    columns = ("year", "coroners", "coroners_published_elsewhere", "inquiries", "others", "total")
    rows = (
        (one.year, one.coroners, one.published, one.inquiries, one.others, one.total)
        for one in held_by_year()
    )
    return csv_response("answerable-coverage.csv", columns, rows)


def data(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Data to download",
        "Everything that this register shows, as CSV and JSON.",
        section="about",
        canonical="/data",
        crumbs=(HOME_CRUMB, {"text": "About and methods", "href": "/about"}),
    )
    context = {"tables": tuple(tables_described(columns_of())), "made": manifest()}
    return show(request, "data.html", page, context)


def reports(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("publishers")


def _reports() -> Iterator[ReportRecord]:
    rows = in_register().select_related("publisher").order_by("-issued_on", "pk").iterator(400)
    return in_batches(rows, report_records)


def reports_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-reports.csv", tables.REPORT_COLUMNS, map(tables.report_row, _reports()))


def reports_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return json_list_response({}, "reports", map(asdict, _reports()))
