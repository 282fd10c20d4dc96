"""Pages of indicators."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from answerable.impact.operations.defining import definition_told
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.indicator_charts import find_indicator
from answerable.website.presenters.indicator_page import (
    BODY_COLUMNS,
    FILE_COLUMNS,
    body_rows,
    file_rows,
    indicator_page,
)
from answerable.website.presenters.indicators import (
    COLUMNS,
    LIST_COLUMNS,
    figures,
    indicator_rows,
    indicators_page,
)
from answerable.website.refusals import date_asked_for
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import page_number

LIST_CRUMB = {"text": "Indicators", "href": "/indicators"}


def indicators(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Indicators",
        "Measures of whether care changed: what each counts, its source, and the figures held.",
        canonical="/indicators",
        other_forms=(
            OtherForm("application/json", "/indicators.json", "All indicators as JSON"),
            OtherForm("text/csv", "/indicators.csv", "All indicators as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    groups = indicators_page()
    listed = [one for group in groups for one in group.indicators]
    held = [one for one in listed if one.any]
    return show(
        request, "indicators.html", page, {"groups": groups, "measures": len(listed), "with_figures": held}
    )


def indicators_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-indicators.csv", LIST_COLUMNS, indicator_rows())


def indicators_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    rows = (dict(zip(LIST_COLUMNS, row, strict=True)) for row in indicator_rows())
    return json_list_response({}, "indicators", rows)


def indicator(request: HttpRequest, code: str) -> HttpResponse:
    if body := request.GET.get("body", ""):  # an older address of a body's own page
        return HttpResponseRedirect(f"/indicators/{code}/{quote(body, safe='')}")
    shown = indicator_page(request, code, page_number(request))
    forms = [
        OtherForm("text/csv", f"{shown.href}.csv", "The figures of England as CSV"),
        OtherForm("application/json", f"{shown.href}.json", "The definition and the files as JSON"),
    ]
    if shown.bodies or shown.hidden_only:
        forms.append(OtherForm("text/csv", f"{shown.href}/bodies.csv", "Every body as CSV"))
    if shown.files:
        forms.append(OtherForm("text/csv", f"{shown.href}/files.csv", "The files as CSV"))
    page = Page(
        f"{shown.indicator.title} - indicator",
        "What this indicator counts, where its figures come from, and the figures held.",
        canonical=shown.href,
        other_forms=tuple(forms),
        crumbs=(HOME_CRUMB, LIST_CRUMB),
        as_at=shown.figure.asked.on,
        now_href=request.path,
    )
    pagination = numbered_pages(request, shown.page, shown.pages)
    return show(request, "indicator.html", page, {"shown": shown, "pagination": pagination})


def indicator_json(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001
    """The definition, and what every file gives of it. The figures themselves are in the tables."""
    found = find_indicator(code)
    held = [dict(zip(FILE_COLUMNS, row, strict=True)) for row in file_rows(code)]
    return json_response({"indicator": found.code, **definition_told(found), "files": held})


def indicator_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    rows = list(figures(code, request.GET.get("body", ""), date_asked_for(request)))
    return csv_response(f"{code}.csv", COLUMNS, rows)


def indicator_bodies_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    return csv_response(f"{code}-bodies.csv", BODY_COLUMNS, body_rows(request, code))


def indicator_files_csv(request: HttpRequest, code: str) -> HttpResponseBase:  # noqa: ARG001
    return csv_response(f"{code}-files.csv", FILE_COLUMNS, list(file_rows(code)))
