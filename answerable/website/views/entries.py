"""Pages of single entries."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.core.calendar import today
from answerable.publication import tables
from answerable.publication.editions import edition_records
from answerable.publication.records import EntryRecord, entry_records
from answerable.publication.standing import STANDING_COLUMNS, standing_row
from answerable.publication.weighed import of_entry
from answerable.website.exports import csv_response, json_response
from answerable.website.presenters.assessments import assessed
from answerable.website.presenters.entry import entry_page, find_entry, held_version, standing_on
from answerable.website.presenters.support import support_lines
from answerable.website.presenters.versions import VersionPage, version_page
from answerable.website.refusals import WithdrawnError, date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, explain, show
from answerable.website.views.records import record_page
from answerable.website.views.versions import remembered


def entry(request: HttpRequest, reference: str, version: int | None = None) -> HttpResponse:
    canonical = reference_in_address(reference, "E")
    if canonical != reference:
        return redirect("entry", reference=canonical, permanent=True)
    as_at = date_asked_for(request) if version is None else None
    try:
        shown = entry_page(canonical, as_at, version)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    report = shown.record.report
    crumbs = (
        HOME_CRUMB,
        {"text": "Search", "href": "/search"},
        {"text": shown.report_name, "href": f"/reports/{report.reference}"},
    )
    page = record_page(shown.heading, f"{shown.heading}. {report.response_words}.", shown.href, as_at, crumbs)
    old: VersionPage | None = None
    if version is not None and shown.history:
        old = version_page(shown.history, version)
        form = OtherForm("application/json", f"{old.href}.json", "This version as JSON")
        page = replace(page, canonical=shown.href, indexed=False, other_forms=(form,))
    context = {
        "shown": shown,
        "cited_on": as_at or today(),
        "cited_href": request.build_absolute_uri(f"{shown.href}/versions/{shown.record.version}"),
        "old": old,
        "support": support_lines()[:2],
        "assessed": assessed(shown.record, as_at),
    }
    response = show(request, "entry.html", page, context)
    return remembered(request, response, old) if old else response


def _record(request: HttpRequest, reference: str) -> EntryRecord:
    as_at = date_asked_for(request)
    version, _ = held_version(find_entry(reference_in_address(reference, "E")), as_at)
    return next(entry_records([version], on=as_at, lineage="whole"))


def entry_json(request: HttpRequest, reference: str) -> HttpResponse:
    try:
        on = date_asked_for(request)
        found = find_entry(reference_in_address(reference, "E"))
        held = standing_on(found, on)
        editions = [one.as_json() for one in edition_records(found.report, found, on)]
        record = _record(request, reference).as_json()
        weighed = of_entry(found.reference, on)
        more = {"editions": editions, "assessments": weighed}
        return json_response({**record, **held.as_json(), **more})
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)


def entry_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    try:
        record = _record(request, reference)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    return csv_response(f"{record.reference}.csv", tables.ENTRY_COLUMNS, [tables.entry_row(record)])


def entry_standing_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The duties on the entry, one a row, each with its six axes."""
    on = date_asked_for(request)
    try:
        found = find_entry(reference_in_address(reference, "E"), on)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    held = standing_on(found, on)
    rows = [standing_row(record) for record in held.duties]
    return csv_response(f"{found.reference}-standing.csv", STANDING_COLUMNS, rows)


def entries(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect("search")
