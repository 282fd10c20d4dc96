"""Pages of impact assessments, and the list of what was asked without one."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.oversight.queries.assessments import assessments_on
from answerable.website.exports import csv_response, json_response
from answerable.website.presenters import assessments as shown_as
from answerable.website.refusals import date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import record_page

LIST_CRUMB = {"text": "Impact assessments", "href": "/assessments"}


def assessments(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Impact assessments",
        "What it would cost and risk to do what is asked, and not to; and what was asked without knowing.",
        section="expectations",
        canonical="/assessments",
        other_forms=(
            OtherForm("text/csv", "/assessments.csv", "All impact assessments as CSV"),
            OtherForm("text/csv", "/assessments/missing.csv", "What was asked without one, as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "assessments.html", page, {"shown": shown_as.assessments_page()})


def assessments_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    rows = map(shown_as.assessment_row, assessments_on())
    return csv_response("answerable-assessments.csv", shown_as.COLUMNS, rows)


def missing_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response(
        "answerable-without-assessment.csv", shown_as.MISSING_COLUMNS, shown_as.missing_rows()
    )


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
    return json_response(dict(zip(shown_as.COLUMNS, shown_as.assessment_row(row), strict=True)))


def assessment_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    row = shown_as.find_assessment(reference_in_address(reference, "S"), date_asked_for(request))
    return csv_response(f"{row.reference}.csv", shown_as.COLUMNS, [shown_as.assessment_row(row)])
