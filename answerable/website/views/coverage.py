"""What is missing from the register, and the form by which anybody says where a missing report is."""

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from answerable.accounts.passwords import keyed_digest
from answerable.core.actors import PUBLIC
from answerable.oversight.operations.supplying import SupplyError, TooManySuppliesError, supply
from answerable.website.client import client_of
from answerable.website.exports import csv_response, json_response
from answerable.website.posted import length, pass_over, sent_from_here
from answerable.website.presenters.reconciliation import (
    AREA_COLUMNS,
    HERE,
    MISSING_COLUMNS,
    YEAR_COLUMNS,
    area_rows,
    missing_rows,
    missing_year,
    number_page,
    reconciliation_page,
    year_rows,
)
from answerable.website.refusals import Explained, date_asked_for
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, explain, show

LARGEST_FORM = 20_000  # bytes
TOO_LARGE = "What you sent is too large."
BROKEN = "What you sent could not be read as a form. Please try again."
CRUMBS = (HOME_CRUMB, {"text": "Is anything missing?", "href": HERE})


def coverage(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Is anything missing?",
        "What sources published against what this register holds, and how fresh it is.",
        section="about",
        canonical=HERE,
        other_forms=(
            OtherForm("text/csv", f"{HERE}/by-year.csv", "By year as CSV"),
            OtherForm("application/json", f"{HERE}.json", "Sources and freshness as JSON"),
        ),
        crumbs=(HOME_CRUMB,),
        as_at=date_asked_for(request),
        now_href=HERE,
    )
    return show(request, "coverage.html", page, {"shown": reconciliation_page(date_asked_for(request))})


def coverage_json(request: HttpRequest) -> HttpResponse:
    shown = reconciliation_page(date_asked_for(request))
    return json_response(
        {
            "on": shown.on,
            "numbers": [
                {
                    "source": year.numbers.source,
                    "year": year.numbers.year,
                    "held": year.numbers.held,
                    "first": year.numbers.first,
                    "highest_held": year.numbers.highest,
                    "not_held": len(year.numbers.missing),
                    "explained": year.explained,
                    "counted_by_others": year.counted,
                }
                for _, _, years in shown.numbered
                for year in years
            ],
            "sources": [
                {
                    "source": one.silence.source,
                    "name": one.name,
                    "newest_report": one.silence.newest,
                    "taken_in": one.silence.received,
                    "silent": one.silence.silent,
                    "words": one.words,
                }
                for one in shown.sources
            ],
            "up_to_date": [{"what": part.what, "on": part.on} for part in shown.parts],
        }
    )


def by_year_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_response("answerable-coverage-by-year.csv", YEAR_COLUMNS, year_rows(date_asked_for(request)))


def missing_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_response("answerable-missing.csv", MISSING_COLUMNS, missing_rows(date_asked_for(request)))


def areas_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-coverage-by-area.csv", AREA_COLUMNS, area_rows())


def year(request: HttpRequest, source: str, year: int) -> HttpResponse:
    on = date_asked_for(request)
    shown = missing_year(source, year, on)
    page = Page(
        f"Numbers of {year} that are not held",
        "Reports that their publisher numbered, and that this register lacks.",
        section="about",
        canonical=shown.year.href,
        crumbs=CRUMBS,
        as_at=on,
        now_href=shown.year.href,
    )
    return show(request, "coverage_year.html", page, {"shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, source: str, number: str) -> HttpResponse:
    shown = number_page(source, number)
    if request.method != "POST":
        return _page(request, source, number)
    if not sent_from_here(request):
        pass_over(request)
        return explain(request, _elsewhere(shown.href), 403)
    if length(request) > LARGEST_FORM:
        pass_over(request)
        return _page(request, source, number, error=TOO_LARGE, status=413)
    given: dict[str, str] = {}
    try:
        given = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in ("url", "words")}
        supply(
            by=PUBLIC,
            source=source,
            number=number,
            url=given["url"],
            words=given["words"],
            client=keyed_digest("supply", client_of(request)),
        )
    except TooManySuppliesError as error:
        return _page(request, source, number, given=given, error=str(error), status=429)
    except SupplyError as error:
        return _page(request, source, number, given=given, error=str(error), status=422)
    except RequestDataTooBig:
        return _page(request, source, number, error=TOO_LARGE, status=413)
    except (BadRequest, SuspiciousOperation):
        return _page(request, source, number, error=BROKEN, status=400)
    response = HttpResponseRedirect(f"{shown.href}?sent=yes")
    response.status_code = 303
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    request: HttpRequest,
    source: str,
    number: str,
    *,
    given: dict[str, str] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = number_page(source, number, given=given, error=error)
    page = Page(
        f"{'Error: ' if error else ''}Report {number} is not held",
        "What is known of a report that this register lacks, and how to say where it is.",
        section="about",
        indexed=False,
        canonical=shown.href,
        crumbs=(
            *CRUMBS,
            {"text": f"Numbers of {shown.year}", "href": f"{HERE}/{source}/{shown.year}"},
        ),
    )
    context = {"shown": shown, "just_sent": request.GET.get("sent") == "yes"}
    response = show(request, "coverage_number.html", page, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _elsewhere(href: str) -> Explained:
    return Explained(
        "The form was sent from another site",
        ("For safety this form is only taken from its own page.",),
        (("Open the form", href), ("Home", "/")),
    )
