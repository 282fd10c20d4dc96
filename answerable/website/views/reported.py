"""Errors that readers reported with their answers, and the form by which anybody reports one."""

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from answerable.accounts.passwords import keyed_digest
from answerable.core.actors import PUBLIC
from answerable.oversight.operations.reporting import ReportingError, TooManyReportedError, report_error
from answerable.oversight.queries.reported import errors_answered
from answerable.website.client import client_of
from answerable.website.exports import csv_response
from answerable.website.posted import length, pass_over, sent_from_here
from answerable.website.presenters.reported import (
    A_PAGE,
    COLUMNS,
    HERE,
    NEW,
    ErrorForm,
    csv_rows,
    error_on_record,
    page_given,
)
from answerable.website.refusals import Explained
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, explain, show

LARGEST_FORM = 40_000  # bytes
ELSEWHERE = Explained(
    "The form was sent from another site",
    ("For safety this form is only taken from its own page.",),
    (("Report an error", NEW), ("Home", "/")),
)
CRUMBS = (HOME_CRUMB, {"text": "Reported errors", "href": HERE})


def reported(request: HttpRequest) -> HttpResponse:
    written = request.GET.get("page", "1")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
    rows = list(errors_answered()[A_PAGE * (number - 1) : A_PAGE * number + 1]) if number else []
    if not rows and number != 1:
        raise Http404
    page = Page(
        "Reported errors",
        "What readers said was wrong on a page, and what was answered.",
        section="about",
        canonical=HERE,
        other_forms=(OtherForm("text/csv", f"{HERE}.csv", "Reported errors as CSV"),),
        crumbs=(HOME_CRUMB,),
    )
    context = {"rows": rows[:A_PAGE], "older": number + 1 if len(rows) > A_PAGE else 0}
    return show(request, "reported.html", page, context)


def reported_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-reported.csv", COLUMNS, csv_rows())


def one(request: HttpRequest, reference: str) -> HttpResponse:
    found = error_on_record(reference)
    page = Page(
        f"Reported error {found.reference}",
        "What became of an error that somebody reported.",
        section="about",
        canonical=f"{HERE}/{found.reference}",
        crumbs=CRUMBS,
        indexed=found.answered_at is not None,
    )
    context = {"one": found, "just_sent": request.GET.get("sent") == "yes"}
    return show(request, "reported_one.html", page, context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        asked = page_given(request.GET.get("page", ""))
        return _form(request, ErrorForm(asked, {"page": asked, "words": "", "mail": ""}))
    if not sent_from_here(request):
        pass_over(request)
        return explain(request, ELSEWHERE, 403)
    blank = {"page": "", "words": "", "mail": ""}
    if length(request) > LARGEST_FORM:
        pass_over(request)
        return _form(request, ErrorForm("", blank, "What you sent is too large."), 413)
    try:
        given = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in blank}
    except RequestDataTooBig:
        return _form(request, ErrorForm("", blank, "What you sent is too large."), 413)
    except (BadRequest, SuspiciousOperation):
        return _form(request, ErrorForm("", blank, "What you sent could not be read as a form."), 400)
    return _sent(request, given)


def _sent(request: HttpRequest, given: dict[str, str]) -> HttpResponse:
    about = page_given(given["page"])
    try:
        made = report_error(
            by=PUBLIC,
            page=about,
            words=given["words"],
            mail=given["mail"],
            client=keyed_digest("report-error", client_of(request)),
        )
    except TooManyReportedError as error:
        return _form(request, ErrorForm(about, given, str(error)), 429)
    except ReportingError as error:
        field = "page" if not about else ("mail" if "e-mail" in str(error) else "words")
        return _form(request, ErrorForm(about, given, str(error), field), 422)
    response = HttpResponseRedirect(f"{HERE}/{made.reference}?sent=yes")
    response.status_code = 303
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(request: HttpRequest, form: ErrorForm, status: int = 200) -> HttpResponse:
    page = Page(
        f"{'Error: ' if form.error else ''}Report an error",
        "Say what is wrong on a page. You need no account.",
        section="about",
        indexed=False,
        canonical=NEW,
        crumbs=CRUMBS,
    )
    response = show(request, "reported_new.html", page, {"form": form}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
