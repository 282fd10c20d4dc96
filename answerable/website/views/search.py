"""Search and browse."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.publication import tables
from answerable.publication.records import EntryRecord, entry_records
from answerable.publication.streaming import in_order
from answerable.register.queries import current_versions
from answerable.search.documents import IndexClosedError, IndexMissingError
from answerable.website.exports import csv_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.asked import read_address
from answerable.website.presenters.published_searches import search_lines, search_shown
from answerable.website.presenters.search import all_found, found_for, search_page
from answerable.website.presenters.search_places import COLUMNS as PLACE_COLUMNS
from answerable.website.presenters.search_places import HERE as PLACES
from answerable.website.presenters.search_places import place_rows, places_shown
from answerable.website.presenters.suggestions import suggestions
from answerable.website.refusals import Explained, WithdrawnError
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, explain, show
from answerable.website.security import POLICY

# The one page with a script of ours: it asks this register for names as one types, and does nothing else.
WITH_SUGGESTIONS = f"{POLICY}; script-src 'self'; connect-src 'self'"
NOT_READY = Explained(
    "Search is not ready",
    (
        "The search index has not been built yet, or is being built now. Try again in a few minutes.",
        "If you run this service: the command is “answerable reindex”.",
    ),
    (("Organisations", "/organisations"), ("Publishers", "/publishers")),
)
CLOSED = Explained(
    "Search cannot be used at the moment",
    (
        "The search index is kept, but this service may not open it. Everything else can be read as usual.",
        "If you run this service: the command “answerable search” says which folder it is and what it needs.",
    ),
    (("Organisations", "/organisations"), ("Publishers", "/publishers")),
)


def why_not(error: IndexMissingError) -> Explained:
    """Why there is no search now: there is no index, or it may not be opened."""
    return CLOSED if isinstance(error, IndexClosedError) else NOT_READY


def search(request: HttpRequest) -> HttpResponse:
    asked = read_address(request.GET)
    try:
        shown = search_page(asked)
    except IndexMissingError as error:
        return explain(request, why_not(error), 503)
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
    response = show(request, "search.html", page, {"shown": shown, "pages": pages})
    response.headers["Content-Security-Policy"] = WITH_SUGGESTIONS
    return response


def how(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Ways to search",
        "Phrases, Boolean words, brackets, fields and dates.",
        section="search",
        canonical="/search/how",
        crumbs=(HOME_CRUMB, {"text": "Search", "href": "/search"}),
    )
    return show(request, "search_how.html", page)


def suggest(request: HttpRequest) -> HttpResponse:
    """Themes and organisations whose names have the words typed."""
    return json_response(
        {"suggestions": [one.as_json() for one in suggestions(request.GET.get("q", "")[:100])]}
    )


def search_places(request: HttpRequest) -> HttpResponse:
    asked = read_address(request.GET)
    try:
        shown = places_shown(asked)
    except IndexMissingError as error:
        return explain(request, why_not(error), 503)
    page = Page(
        "Where entries come from, and whom they ask",
        "Regions, boards, coroners' areas and bodies of the entries of a search.",
        section="search",
        indexed=False,
        canonical=asked.href(PLACES),
        other_forms=(OtherForm("text/csv", asked.href(f"{PLACES}.csv"), "These tables as CSV"),),
        crumbs=(HOME_CRUMB, {"text": "Search", "href": asked.href()}),
    )
    return show(request, "search_places.html", page, {"shown": shown})


def search_places_csv(request: HttpRequest) -> HttpResponseBase:
    try:
        shown = places_shown(read_address(request.GET))
    except IndexMissingError as error:
        return explain(request, why_not(error), 503)
    return csv_response("answerable-places.csv", PLACE_COLUMNS, place_rows(shown))


def published(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Published searches",
        "Searches that this register keeps up, each always with its results of today.",
        section="search",
        canonical="/searches",
        other_forms=(OtherForm("application/json", "/searches.json", "These searches as JSON"),),
        crumbs=(HOME_CRUMB, {"text": "Search", "href": "/search"}),
    )
    return show(request, "searches.html", page, {"lines": search_lines()})


def published_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return json_response({"searches": [line.as_json() for line in search_lines()]})


def published_one(request: HttpRequest, code: str) -> HttpResponse:
    try:
        shown = search_shown(code)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    asked = shown.line.asked
    page = Page(
        shown.line.search.title,
        "A search that this register keeps up, with its results of today.",
        section="search",
        canonical=shown.line.href,
        other_forms=(
            OtherForm("application/json", asked.href("/search.json"), "Its results as JSON"),
            OtherForm("text/csv", asked.href("/search.csv"), "All its results as CSV"),
        ),
        crumbs=(HOME_CRUMB, {"text": "Published searches", "href": "/searches"}),
    )
    return show(request, "published_search.html", page, {"shown": shown})


def search_json(request: HttpRequest) -> HttpResponse:
    """One page of results, with the addresses of its neighbours."""
    asked = read_address(request.GET)
    try:
        found = found_for(asked)
    except IndexMissingError as error:
        return json_response({"error": why_not(error).title}, status=503)
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
        except IndexMissingError as error:
            return explain(request, why_not(error), 503)
    else:
        versions = current_versions().order_by(
            "-entry__report__issued_on", "entry__report_id", "entry__order"
        )
        records = entry_records(in_order(versions), with_duties=False)
    return csv_response("answerable-search.csv", tables.ENTRY_COLUMNS, map(tables.entry_row, records))
