"""Pages of indicators."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.website.exports import csv_response
from answerable.website.presenters.indicators import (
    COLUMNS,
    LIST_COLUMNS,
    figures,
    indicator_page,
    indicator_rows,
    indicators_page,
)
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show

LIST_CRUMB = {"text": "Indicators", "href": "/indicators"}


def indicators(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Indicators",
        "Measures of whether care changed: what each counts, its source, and the figures held.",
        canonical="/indicators",
        other_forms=(OtherForm("text/csv", "/indicators.csv", "All indicators as CSV"),),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "indicators.html", page, {"groups": indicators_page()})


def indicators_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-indicators.csv", LIST_COLUMNS, indicator_rows())


def indicator(request: HttpRequest, code: str) -> HttpResponse:
    shown = indicator_page(code, request.GET.get("body", ""))
    page = Page(
        f"{shown.indicator.title} - indicator",
        "What this indicator counts, where its figures come from, and the figures held.",
        canonical=f"{shown.href}{shown.here}",
        other_forms=(OtherForm("text/csv", f"{shown.href}.csv{shown.here}", "These figures as CSV"),),
        crumbs=(HOME_CRUMB, LIST_CRUMB),
    )
    return show(request, "indicator.html", page, {"shown": shown})


def indicator_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    rows = list(figures(code, request.GET.get("body", "")))
    return csv_response(f"{code}.csv", COLUMNS, rows)
