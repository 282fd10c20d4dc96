"""The publication log: as a page, as CSV, and as a feed."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.website.exports import csv_response
from answerable.website.presenters.log import COLUMNS, HERE, about, feed, href, log_page, rows, wanted
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show


def log(request: HttpRequest) -> HttpResponse:
    shown = log_page(wanted(request.GET))
    page = Page(
        "Publication log",
        "Every addition, change, withdrawal and correction, newest first.",
        section="about",
        indexed=not shown.query and shown.wanted.before is None,
        canonical=f"{HERE}{shown.query}",
        other_forms=(
            OtherForm("application/atom+xml", f"{HERE}.atom{shown.query}", "This log as a feed"),
            OtherForm("text/csv", f"{HERE}.csv{shown.query}", "This log as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "log.html", page, {"shown": shown, "href": href, "about": about})


def log_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_response("answerable-log.csv", COLUMNS, rows(wanted(request.GET)))


def log_atom(request: HttpRequest) -> HttpResponse:
    made = feed(wanted(request.GET), request.build_absolute_uri("/"))
    response = HttpResponse(made, content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
