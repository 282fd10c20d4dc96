"""Thirty years at a glance: what has been asked over time, of all or of any search."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.search.documents import IndexMissingError
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.presenters.asked import Asked, read_address
from answerable.website.presenters.over_time import (
    COLUMNS,
    PATH,
    PUBLISHER_COLUMNS,
    over_time_page,
    rows_by_publisher,
    rows_by_year,
)
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, explain, show
from answerable.website.views.search import why_not

TITLE = "Thirty years at a glance"


def _asked(request: HttpRequest) -> Asked:
    """Any search; `organisation` is another name for the body that is asked."""
    query = request.GET.copy()
    query.setlist("body", [*query.getlist("body"), *query.getlist("organisation")])
    return read_address(query)


def over_time(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    try:
        shown = over_time_page(asked)
    except IndexMissingError as error:
        return explain(request, why_not(error), 503)
    page = Page(
        TITLE,
        "What coroners, inquiries and investigations have asked for over the years, and how often.",
        section="over-time",
        indexed=not (asked.text or asked.narrowed),
        canonical=asked.href(PATH),
        other_forms=(
            OtherForm("application/json", asked.href(f"{PATH}.json"), "These figures as JSON"),
            OtherForm("text/csv", shown.csv_href, "These figures by year as CSV"),
            OtherForm("text/csv", shown.publishers_href, "The same by publisher as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "over_time.html", page, {"shown": shown})


def over_time_csv(request: HttpRequest) -> HttpResponseBase:
    try:
        rows = list(rows_by_year(_asked(request)))
    except IndexMissingError as error:
        return explain(request, why_not(error), 503)
    return csv_response("answerable-over-time.csv", COLUMNS, rows)


def over_time_by_publisher(request: HttpRequest) -> HttpResponseBase:
    try:
        rows = list(rows_by_publisher(_asked(request)))
    except IndexMissingError as error:
        return explain(request, why_not(error), 503)
    return csv_response("answerable-over-time-by-publisher.csv", PUBLISHER_COLUMNS, rows)


def over_time_json(request: HttpRequest) -> HttpResponseBase:
    """Both tables: by year and by publisher."""
    asked = _asked(request)
    try:
        by_year, by_publisher = list(rows_by_year(asked)), list(rows_by_publisher(asked))
    except IndexMissingError as error:
        return json_response({"error": why_not(error).title}, status=503)
    about = {"by_year": list(_objects(COLUMNS, by_year))}
    return json_list_response(about, "by_publisher", _objects(PUBLISHER_COLUMNS, by_publisher))


def _objects(columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> Iterator[dict[str, object]]:
    return (dict(zip(columns, row, strict=True)) for row in rows)
