"""Pages on cross-purposes: known tensions, and the register of contradictions."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.publication.contradictions import COLUMNS, as_json, contradiction_row
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.presenters.cross_purposes import (
    all_contradictions,
    contradiction_page,
    cross_purposes_page,
    find_contradiction,
)
from answerable.website.presenters.support import support_lines
from answerable.website.refusals import date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import record_page

LIST_CRUMB = {"text": "Cross-purposes", "href": "/cross-purposes"}


def cross_purposes(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Cross-purposes",
        "Where what is asked pulls in two directions, and who must settle it.",
        section="expectations",
        canonical="/cross-purposes",
        other_forms=(
            OtherForm("application/json", "/cross-purposes.json", "The register of contradictions as JSON"),
            OtherForm("text/csv", "/cross-purposes.csv", "The register of contradictions as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "cross_purposes.html", page, {"shown": cross_purposes_page()})


def cross_purposes_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return json_list_response({}, "contradictions", map(as_json, all_contradictions()))


def cross_purposes_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response(
        "answerable-contradictions.csv", COLUMNS, map(contradiction_row, all_contradictions())
    )


def contradiction(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "C")
    if canonical != reference:
        return redirect("contradiction", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    shown = contradiction_page(canonical, as_at)
    page = record_page(
        f"Contradiction {canonical}",
        f"Two asks that conflict. {shown.listed.state}.",
        shown.href,
        as_at,
        (HOME_CRUMB, LIST_CRUMB),
        section="expectations",
    )
    return show(request, "contradiction.html", page, {"shown": shown, "support": support_lines()[:2]})


def contradiction_json(request: HttpRequest, reference: str) -> HttpResponse:
    as_at = date_asked_for(request)
    return json_response(as_json(find_contradiction(reference_in_address(reference, "C"), as_at)))


def contradiction_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    as_at = date_asked_for(request)
    shown = find_contradiction(reference_in_address(reference, "C"), as_at)
    return csv_response(f"{shown.contradiction.reference}.csv", COLUMNS, [contradiction_row(shown)])
