"""Pages of themes."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.lineage.themes.taxonomy import taxonomy
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.presenters.themes import (
    COLUMNS,
    theme_json,
    theme_page,
    theme_rows,
    theme_years,
    themes_page,
)
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show

LIST_CRUMB = {"text": "Themes", "href": "/themes"}


def themes(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Themes",
        "What entries are about: the themes of this register, what each means, and how often it comes up.",
        section="over-time",
        canonical="/themes",
        other_forms=(
            OtherForm("application/json", "/themes.json", "All themes as JSON"),
            OtherForm("text/csv", "/themes.csv", "All themes as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "themes.html", page, {"shown": themes_page()})


def themes_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-themes.csv", COLUMNS, theme_rows())


def themes_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in theme_rows())
    return json_list_response({"version": taxonomy().version}, "themes", rows)


def theme(request: HttpRequest, key: str) -> HttpResponse:
    shown = theme_page(key)
    page = Page(
        f"{shown.theme.name} - theme",
        "What this theme of the register means, and how often it comes up over the years.",
        section="over-time",
        canonical=shown.href,
        other_forms=(
            OtherForm("application/json", f"{shown.href}.json", "This theme as JSON"),
            OtherForm("text/csv", f"{shown.href}/by-year.csv", "Reports by year as CSV"),
            OtherForm("text/csv", f"/search.csv?theme={key}", "Its entries as CSV"),
        ),
        crumbs=(HOME_CRUMB, LIST_CRUMB),
    )
    return show(request, "theme.html", page, {"shown": shown})


def theme_as_json(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001
    return json_response(theme_json(key))


def theme_by_year(request: HttpRequest, key: str) -> HttpResponseBase:  # noqa: ARG001
    return csv_response(f"{key}-by-year.csv", ("year", "reports"), theme_years(key))
