"""The public log of corrections, as a page, JSON and CSV."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from answerable.core.references import BadReferenceError, parse_reference
from answerable.website.exports import csv_response, json_list_response
from answerable.website.presenters.corrections import A_PAGE, COLUMNS, csv_rows, json_rows, page_of
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show


def corrections(request: HttpRequest) -> HttpResponse:
    written, about = request.GET.get("page", "1"), request.GET.get("about", "").strip()
    if not (written.isascii() and written.isdigit() and 0 < int(written[:6]) < 100_000):
        raise Http404
    subject = ""
    if about:
        try:
            subject = parse_reference(about)
        except BadReferenceError:
            raise Http404 from None
    number = int(written)
    rows, total = page_of(number, subject)
    if number > 1 and not rows:
        raise Http404
    page = Page(
        "Corrections",
        "What this register had wrong, what it says now, and why.",
        canonical="/corrections",
        other_forms=(
            OtherForm("application/json", "/corrections.json", "The log of corrections as JSON"),
            OtherForm("text/csv", "/corrections.csv", "The log of corrections as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    context = {
        "rows": rows,
        "total": total,
        "number": number,
        "more": total > number * A_PAGE,
        "subject": subject,
    }
    return show(request, "corrections.html", page, context)


def corrections_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return json_list_response({}, "corrections", json_rows())


def corrections_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-corrections.csv", COLUMNS, csv_rows())
