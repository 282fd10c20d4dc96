"""Pages of reports."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect

from answerable.publication import tables
from answerable.publication.editions import edition_records
from answerable.publication.records import entry_records, report_records
from answerable.register.queries import withdrawal_of
from answerable.website.exports import csv_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.report import find_report, report_entries, report_page, standing_report
from answerable.website.presenters.support import support_lines
from answerable.website.refusals import (
    Explained,
    NotHereError,
    WithdrawnError,
    date_asked_for,
    reference_in_address,
)
from answerable.website.rendering import HOME_CRUMB, explain, show
from answerable.website.views.records import page_number, record_page


class SeeOther(HttpResponseRedirect):
    """303: the thing itself is elsewhere, and this is where to read about it."""

    status_code = 303


def report(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "R")
    if canonical != reference:
        return redirect("report", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    try:
        shown = report_page(canonical, as_at, page_number(request))
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    crumbs = (
        HOME_CRUMB,
        {"text": "Publishers", "href": "/publishers"},
        {"text": shown.record.publisher, "href": f"/publishers/{shown.record.publisher_code}"},
    )
    page = record_page(
        shown.record.title,
        f"{shown.record.title}. {shown.record.response_words}.",
        shown.href,
        as_at,
        crumbs,
        section="publishers",
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    context = {"shown": shown, "pages": pages, "support": support_lines()[:2]}
    return show(request, "report.html", page, context)


def report_json(request: HttpRequest, reference: str) -> HttpResponse:
    as_at = date_asked_for(request)
    try:
        found = standing_report(reference_in_address(reference, "R"), as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    versions = report_entries(found, as_at)
    about = asdict(report_records([found], on=as_at)[0])
    editions = edition_records(found, None, as_at) if not found.withdrawn_at else ()
    return json_response(
        {
            **about,
            "editions": [one.as_json() for one in editions],
            "entries": [record.as_json() for record in entry_records(versions, on=as_at)],
        }
    )


def report_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    as_at = date_asked_for(request)
    try:
        found = standing_report(reference_in_address(reference, "R"), as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    rows = (tables.entry_row(record) for record in entry_records(report_entries(found, as_at), on=as_at))
    return csv_response(f"{found.reference}.csv", tables.ENTRY_COLUMNS, rows)


def report_source(request: HttpRequest, reference: str) -> HttpResponse:
    """Sends the reader to the publisher's own page. Its address may hold a name: it stands nowhere here."""
    try:
        found = standing_report(reference_in_address(reference, "R"), None)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    address = found.url or found.document_url
    if not address.startswith(("https://", "http://")):
        raise NotHereError(
            Explained(
                "We have no page of the publisher for this report",
                ("The source that gave us this report did not say where it was published.",),
                (("Back to the report", f"/reports/{found.reference}"),),
            )
        )
    return _elsewhere(address)


def report_notice(request: HttpRequest, reference: str) -> HttpResponse:  # noqa: ARG001
    """Sends the reader to where its publisher says that a report was withdrawn, for the same reason so."""
    found = find_report(reference_in_address(reference, "R"))
    row = withdrawal_of(found)
    if row is None or not row.notice:
        raise NotHereError(
            Explained(
                "We have no notice of the publisher for this report",
                (
                    "Either the report was not withdrawn, or nobody told this register where its publisher "
                    "says so.",
                ),
                (("Back to the report", f"/reports/{found.reference}"),),
            )
        )
    return _elsewhere(row.notice)


def _elsewhere(address: str) -> HttpResponse:
    response = SeeOther(address)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
