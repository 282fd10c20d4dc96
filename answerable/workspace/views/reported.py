"""Errors that readers reported, answered by an editor."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.oversight.models import Reported
from answerable.oversight.operations.reporting import LONGEST_REPLY, ReportingError, answer_reported
from answerable.oversight.queries.reported import errors_to_answer
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/reported"
OUTCOMES = tuple((value, label) for value, label in Reported.Outcome.choices if value)
_MOST = 100


@requires("ERROR_ANSWER")
def reported(request: HttpRequest) -> HttpResponse:
    return _page(request)


@requires("ERROR_ANSWER")
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    found = Reported.objects.filter(reference=reference).first()
    if found is None:
        raise Http404(reference)
    try:
        answer_reported(
            by=actor(request),
            reported=found,
            outcome=request.POST.get("outcome", ""),
            reply=request.POST.get("reply", "").replace("\r\n", "\n"),
            correction=request.POST.get("correction", ""),
        )
    except ReportingError as error:
        return _page(request, reference, str(error))
    tell(request, f"Answered. It is shown at /reported/{found.reference}.")
    return HttpResponseRedirect(HERE)


def _page(request: HttpRequest, wrong: str = "", error: str = "") -> HttpResponse:
    rows = errors_to_answer()
    context = {
        "rows": rows[:_MOST],
        "count": rows.count(),
        "outcomes": OUTCOMES,
        "longest": LONGEST_REPLY,
        "wrong": wrong,
        "error": error,
        "given": given(request),
        "here": HERE,
    }
    page = desk_page("Error: Reported errors" if error else "Reported errors", "", (("Your work", ROOT),))
    return show(request, "reported.html", page, context, status=422 if error else 200)
