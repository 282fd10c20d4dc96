"""The public list of what is asked and has no clear owner."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.oversight.owners.finding import Reason
from answerable.publication.together import flat, named
from answerable.website.exports import csv_response, json_list_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.owners import COLUMNS, csv_rows, owners_page
from answerable.website.refusals import date_asked_for
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import page_number


def _reason(request: HttpRequest) -> str:
    written = request.GET.get("reason", "")
    return written if written in list(Reason) else ""


def without_owner(request: HttpRequest) -> HttpResponse:
    reason, as_at = _reason(request), date_asked_for(request)
    asked = {"reason": reason, "as-at": as_at.isoformat() if as_at else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    end = f"?{query}" if query else ""
    shown = owners_page(reason, page_number(request), as_at)
    page = Page(
        "Without a clear owner",
        "What is asked and has nobody who clearly answers for it, with the reason.",
        section="expectations",
        indexed=as_at is None,
        canonical=f"/without-owner{end}",
        other_forms=(
            OtherForm("text/csv", f"/without-owner.csv{end}", "This list as CSV"),
            OtherForm("application/json", f"/without-owner.json{end}", "This list as JSON"),
        ),
        crumbs=(HOME_CRUMB,),
        as_at=as_at,
        now_href="/without-owner",
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    return show(request, "without_owner.html", page, {"shown": shown, "pages": pages})


def without_owner_json(request: HttpRequest) -> HttpResponseBase:
    as_at = date_asked_for(request)
    rows = named(COLUMNS, csv_rows(_reason(request), as_at))
    return json_list_response({"as_at": as_at}, "without_owner", rows)


def without_owner_csv(request: HttpRequest) -> HttpResponseBase:
    rows = flat(csv_rows(_reason(request), date_asked_for(request)))
    return csv_response("answerable-without-owner.csv", COLUMNS, rows)
