"""The public list of what is asked and has no clear owner."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.oversight.owners.finding import Reason
from answerable.website.exports import csv_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.owners import COLUMNS, csv_rows, owners_page
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import page_number


def _reason(request: HttpRequest) -> str:
    written = request.GET.get("reason", "")
    return written if written in list(Reason) else ""


def without_owner(request: HttpRequest) -> HttpResponse:
    reason = _reason(request)
    end = f"?reason={reason}" if reason else ""
    shown = owners_page(reason, page_number(request))
    page = Page(
        "Without a clear owner",
        "What is asked and has nobody who clearly answers for it, with the reason.",
        section="expectations",
        canonical=f"/without-owner{end}",
        other_forms=(OtherForm("text/csv", f"/without-owner.csv{end}", "This list as CSV"),),
        crumbs=(HOME_CRUMB,),
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    return show(request, "without_owner.html", page, {"shown": shown, "pages": pages})


def without_owner_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_response("answerable-without-owner.csv", COLUMNS, csv_rows(_reason(request)))
