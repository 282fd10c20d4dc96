"""Whether it worked: of all expectations with a measure, of one, of a body; and each test of effect."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.publication.effects import EFFECT_COLUMNS, effect_row, plain
from answerable.publication.impact import impacts
from answerable.publication.impact_tables import (
    IMPACT_COLUMNS,
    INDEX_COLUMNS,
    POINT_COLUMNS,
    impact_json,
    impact_row,
    impact_rows,
    index_row,
    point_rows,
)
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.effect import effect_page, find_effect
from answerable.website.presenters.expectation import find_expectation
from answerable.website.presenters.impact import impact_page
from answerable.website.presenters.impact_index import index_page, measured_rows
from answerable.website.presenters.impact_of_body import body_page, of_body
from answerable.website.presenters.organisation import find_organisation
from answerable.website.refusals import WithdrawnError, date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, explain, show
from answerable.website.views.expectations import LIST_CRUMB
from answerable.website.views.organisations import LIST_CRUMB as BODIES_CRUMB
from answerable.website.views.records import page_number, record_page

IMPACT_CRUMB = {"text": "Did it work?", "href": "/impact"}


def impact(request: HttpRequest) -> HttpResponse:
    as_at = date_asked_for(request)
    shown = index_page(request.GET.get("verdict", ""), page_number(request), as_at)
    page = Page(
        "Did it work?",
        "Expectations that are measured: what was tested, and what people judge of it.",
        section="expectations",
        canonical=f"/impact{shown.query}",
        indexed=as_at is None,
        other_forms=(
            OtherForm("application/json", f"/impact.json{shown.query}", "This list as JSON"),
            OtherForm("text/csv", f"/impact.csv{shown.query}", "This list as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
        as_at=as_at,
        now_href="/impact",
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    return show(request, "impact.html", page, {"shown": shown, "pages": pages})


def _index_rows(request: HttpRequest) -> Iterator[tuple[object, ...]]:
    for shown, known in measured_rows(request.GET.get("verdict", ""), date_asked_for(request)):
        yield index_row(shown, known)


def impact_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_response("answerable-impact.csv", INDEX_COLUMNS, list(_index_rows(request)))


def impact_index_json(request: HttpRequest) -> HttpResponseBase:
    rows = [dict(zip(INDEX_COLUMNS, row, strict=True)) for row in _index_rows(request)]
    return json_list_response({}, "expectations", rows)


def expectation_impact(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "X")
    if canonical != reference:
        return redirect("expectation-impact", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    try:
        shown = impact_page(canonical, as_at, page_number(request))
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    page = record_page(
        shown.title,
        "The claim, what others found, the chart, the tests, what a person judges, and what was asked again.",
        shown.href,
        as_at,
        (HOME_CRUMB, LIST_CRUMB, {"text": canonical, "href": f"/expectations/{canonical}"}),
        section="expectations",
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    return show(request, "expectation_impact.html", page, {"shown": shown, "pages": pages})


def expectation_impact_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    as_at = date_asked_for(request)
    try:
        shown = find_expectation(reference_in_address(reference, "X"), as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    rows = list(impact_rows(shown, impacts([shown.id], as_at)[shown.id]))
    return csv_response(f"{shown.reference}-impact.csv", IMPACT_COLUMNS, rows)


def expectation_impact_json(request: HttpRequest, reference: str) -> HttpResponse:
    as_at = date_asked_for(request)
    try:
        shown = find_expectation(reference_in_address(reference, "X"), as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    known = impacts([shown.id], as_at)[shown.id]
    return json_response({**impact_json(shown, known), "as_at": as_at})


def expectation_tests_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Every test of effect for it, newest first, also of measures that ended."""
    as_at = date_asked_for(request)
    try:
        shown = find_expectation(reference_in_address(reference, "X"), as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    known = impacts([shown.id], as_at, light=True)[shown.id]
    rows = [effect_row(test) for one in (known.overall, *known.bodies) for test in one.tests]
    return csv_response(f"{shown.reference}-tests.csv", EFFECT_COLUMNS, rows)


def organisation_impact(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "B")
    if canonical != reference:
        return redirect("organisation-impact", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    body = find_organisation(canonical)
    shown = body_page(body, as_at, page_number(request))
    page = record_page(
        f"Did it work? {body.name}",
        f"What {body.name} says it did, what others found, and whether figures moved.",
        f"/organisations/{canonical}/impact",
        as_at,
        (HOME_CRUMB, BODIES_CRUMB, {"text": body.name, "href": f"/organisations/{canonical}"}),
        section="organisations",
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    return show(request, "organisation_impact.html", page, {"shown": shown, "body": body, "pages": pages})


def organisation_impact_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    body = find_organisation(reference_in_address(reference, "B"))
    rows = [impact_row(shown, one) for shown, one in of_body(body, date_asked_for(request))]
    return csv_response(f"{body.reference}-impact.csv", IMPACT_COLUMNS, rows)


def organisation_impact_json(request: HttpRequest, reference: str) -> HttpResponseBase:
    body = find_organisation(reference_in_address(reference, "B"))
    rows = [impact_row(shown, one) for shown, one in of_body(body, date_asked_for(request))]
    about = {"organisation": body.reference, "name": body.name}
    return json_list_response(about, "impact", [dict(zip(IMPACT_COLUMNS, row, strict=True)) for row in rows])


def effect(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "T")
    if canonical != reference:
        return redirect("effect", reference=canonical, permanent=True)
    shown = effect_page(canonical)
    page = record_page(
        f"Test of effect {canonical}",
        "What was tested, on which figures, what was found, and what it cannot say.",
        f"/effects/{canonical}",
        None,
        (HOME_CRUMB, IMPACT_CRUMB),
        section="expectations",
    )
    return show(request, "effect.html", page, {"shown": shown})


def effect_csv(request: HttpRequest, reference: str) -> HttpResponseBase:  # noqa: ARG001
    """The points that it saw."""
    canonical = reference_in_address(reference, "T")
    shown = effect_page(canonical)
    return csv_response(f"{canonical}.csv", POINT_COLUMNS, list(point_rows(canonical, shown.seen)))


def effect_json(request: HttpRequest, reference: str) -> HttpResponse:  # noqa: ARG001
    record = find_effect(reference_in_address(reference, "T"))
    found = plain(record)
    assert isinstance(found, dict)
    return json_response(found)
