"""Search and browse."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.publication import tables
from answerable.publication.records import EntryRecord, entry_records
from answerable.register.queries import current_versions
from answerable.search.documents import IndexMissingError
from answerable.website.exports import csv_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.asked import read_address
from answerable.website.presenters.search import all_found, found_for, search_page
from answerable.website.refusals import Explained
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, explain, show

NOT_READY = Explained(
    "Search is not ready",
    (
        "The search index has not been built yet, or is being built now. Try again in a few minutes.",
        "If you run this service: the command is “answerable reindex”.",
    ),
    (("Organisations", "/organisations"), ("Publishers", "/publishers")),
)


def search(request: HttpRequest) -> HttpResponse:
    asked = read_address(request.GET)
    try:
        shown = search_page(asked)
    except IndexMissingError:
        return explain(request, NOT_READY, 503)
    page = Page(
        f"{asked.text} - search" if asked.text else shown.heading,
        "Search what coroners, inquiries and investigations have asked for.",
        section="search",
        header_search=False,
        indexed=False,
        canonical=asked.href(),
        other_forms=(
            OtherForm("application/json", asked.href("/search.json"), "These results as JSON"),
            OtherForm("text/csv", replace(asked, page=1).href("/search.csv"), "All results as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    pages = numbered_pages(request, asked.page, shown.pages)
    return show(request, "search.html", page, {"shown": shown, "pages": pages})


def search_json(request: HttpRequest) -> HttpResponse:
    """One page of results, with the addresses of its neighbours."""
    asked = read_address(request.GET)
    try:
        found = found_for(asked)
    except IndexMissingError:
        return json_response({"error": NOT_READY.title}, status=503)
    more = found.page * found.size < found.total
    return json_response(
        {
            "next": replace(asked, page=asked.page + 1).href("/search.json") if more else None,
            "previous": replace(asked, page=asked.page - 1).href("/search.json") if asked.page > 1 else None,
            **found.as_json(),
        }
    )


def search_csv(request: HttpRequest) -> HttpResponseBase:
    """Every result, however many, in the order of the page."""
    asked = read_address(request.GET)
    records: Iterator[EntryRecord]
    if asked.text or asked.narrowed:
        try:
            records = all_found(asked)
        except IndexMissingError:
            return explain(request, NOT_READY, 503)
    else:
        versions = current_versions().order_by(
            "-entry__report__issued_on", "entry__report_id", "entry__order"
        )
        records = entry_records(versions.iterator(400), with_duties=False)
    return csv_response("answerable-search.csv", tables.ENTRY_COLUMNS, map(tables.entry_row, records))
