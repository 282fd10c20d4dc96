"""What each figure of a body's page counts: the list behind it, as a page, CSV and JSON."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.publication.body_standing import ASKED, standing_page
from answerable.publication.standing import STANDING_COLUMNS, StandingRecord, standing_row
from answerable.website.exports import csv_response, json_list_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.body_standing import MEANINGS, kept, standing_list
from answerable.website.presenters.organisation import find_organisation
from answerable.website.refusals import date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.organisations import LIST_CRUMB
from answerable.website.views.records import page_number

CHUNK = 500


def _list_asked_for(request: HttpRequest) -> str:
    name = request.GET.get("list", ASKED)
    if name not in MEANINGS:
        raise Http404(name)
    return name


def body_standing_page(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "B")
    if canonical != reference:
        return redirect("organisation-standing", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    body = find_organisation(canonical)
    shown = standing_list(body, _list_asked_for(request), page_number(request), as_at)
    here = f"/organisations/{canonical}/standing"
    end = f"?list={shown.name}" + (f"&as-at={as_at.isoformat()}" if as_at else "")
    page = Page(
        f"{shown.label}: {body.name}",
        f"What {body.name} was asked, what it says it did, and what others found.",
        section="organisations",
        canonical=f"{here}{end}",
        indexed=False,
        as_at=as_at,
        now_href=f"{here}?list={shown.name}",
        other_forms=(
            OtherForm("application/json", f"{here}.json{end}", "This list as JSON"),
            OtherForm("text/csv", f"{here}.csv{end}", "This list as CSV"),
        ),
        crumbs=(HOME_CRUMB, LIST_CRUMB, {"text": body.name, "href": f"/organisations/{canonical}"}),
    )
    context = {"shown": shown, "body": body, "pages": numbered_pages(request, shown.page, shown.pages)}
    return show(request, "body_standing.html", page, context)


def _records(request: HttpRequest, reference: str) -> Iterator[StandingRecord]:
    as_at = date_asked_for(request)
    name = _list_asked_for(request)
    held = kept(find_organisation(reference_in_address(reference, "B")), as_at)
    for start in range(0, held.count(name), CHUNK):
        yield from standing_page(held, name, start, CHUNK, as_at)


def body_standing_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    rows = [standing_row(record) for record in _records(request, reference)]
    return csv_response(f"{reference}-standing.csv", STANDING_COLUMNS, rows)


def body_standing_json(request: HttpRequest, reference: str) -> HttpResponseBase:
    rows = [record.as_json() for record in _records(request, reference)]
    return json_list_response({"list": _list_asked_for(request)}, "standing", rows)
