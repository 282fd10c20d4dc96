"""Pages of impact assessments, and the list of what was asked without one."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.oversight.queries.assessments import assessments_on
from answerable.publication import assessments as tables
from answerable.publication.together import named
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.presenters import assessments as shown_as
from answerable.website.refusals import date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import record_page

LIST_CRUMB = {"text": "Impact assessments", "href": "/assessments"}


def assessments(request: HttpRequest) -> HttpResponse:
    as_at = date_asked_for(request)
    query = f"?as-at={as_at.isoformat()}" if as_at else ""
    page = Page(
        "Impact assessments",
        "What it would cost and risk to do what is asked, and not to; and what was asked without knowing.",
        section="expectations",
        indexed=as_at is None,
        canonical=f"/assessments{query}",
        other_forms=(
            OtherForm("application/json", f"/assessments.json{query}", "All impact assessments as JSON"),
            OtherForm("text/csv", f"/assessments.csv{query}", "All impact assessments as CSV"),
            OtherForm("text/csv", f"/assessments/missing.csv{query}", "What was asked without one, as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
        as_at=as_at,
        now_href="/assessments",
    )
    return show(request, "assessments.html", page, {"shown": shown_as.assessments_page(as_at)})


def assessments_json(request: HttpRequest) -> HttpResponseBase:
    as_at = date_asked_for(request)
    rows = named(tables.COLUMNS, map(tables.assessment_row, assessments_on(as_at)))
    return json_list_response({"as_at": as_at}, "assessments", rows)


def assessments_csv(request: HttpRequest) -> HttpResponseBase:
    rows = map(tables.assessment_row, assessments_on(date_asked_for(request)))
    return csv_response("answerable-assessments.csv", tables.COLUMNS, rows)


def missing_csv(request: HttpRequest) -> HttpResponseBase:
    rows = shown_as.missing_rows(date_asked_for(request))
    return csv_response("answerable-without-assessment.csv", shown_as.MISSING_COLUMNS, rows)


def assessment(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "S")
    if canonical != reference:
        return redirect("assessment", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    shown = shown_as.assessment_page(shown_as.find_assessment(canonical, as_at), as_at)
    page = record_page(
        f"Impact assessment {canonical}",
        "What it would cost and risk to do what is asked, and not to.",
        shown.href,
        as_at,
        (HOME_CRUMB, LIST_CRUMB),
        section="expectations",
    )
    return show(request, "assessment.html", page, {"shown": shown})


def assessment_json(request: HttpRequest, reference: str) -> HttpResponse:
    row = shown_as.find_assessment(reference_in_address(reference, "S"), date_asked_for(request))
    return json_response(dict(zip(tables.COLUMNS, tables.assessment_row(row), strict=True)))


def assessment_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    row = shown_as.find_assessment(reference_in_address(reference, "S"), date_asked_for(request))
    return csv_response(f"{row.reference}.csv", tables.COLUMNS, [tables.assessment_row(row)])
