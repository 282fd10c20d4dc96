"""An issuer gives the bodies that a report of theirs asks more time to answer."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import NotPermittedError
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.operations import DutyError, extend_duties
from answerable.duties.queries import duties_of_report, responses
from answerable.register.models import Report
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT


def _find(request: HttpRequest, written: str) -> Report:
    """Raises Http404 for a report that is not there, or that another publisher issued."""
    try:
        wanted = parse_reference(written, "R")
    except BadReferenceError as error:
        raise Http404(written) from error
    found = Report.objects.filter(reference=wanted).select_related("publisher").first()
    if found is None or not actor(request).may_publish("DUTY_EXTEND", found.publisher.code):
        raise Http404(written)
    return found


@requires("DUTY_EXTEND")
def time(request: HttpRequest, written: str) -> HttpResponse:
    report, error = _find(request, written), ""
    here = f"{ROOT}/publishing/reports/{report.reference}"
    duties = list(duties_of_report(report).select_related("entry__report__publisher", "holder"))
    if request.method == "POST":
        ticked = set(request.POST.getlist("duty"))
        try:
            until = day(request, "due_on")
            if until is None:
                raise DutyError("Give the new day to answer by.")
            count = extend_duties(
                by=actor(request),
                duties=[duty for duty in duties if duty.reference in ticked],
                due_on=until,
                reason=words(request, "reason"),
            )
        except (DutyError, NotPermittedError) as problem:
            error = str(problem)
        else:
            tell(request, f"More time given: duties {count}. It is public.")
            return HttpResponseRedirect(f"{here}/time")
    facts = responses(duties)
    context = {
        "report": report,
        "here": f"{here}/time",
        "rows": [(duty, facts[duty.pk]) for duty in duties],
        "ticked": request.POST.getlist("duty"),
        "error": error,
        "given": given(request),
    }
    title = f"More time to answer {report.reference}"
    crumbs = (("Your work", ROOT), (report.reference, here))
    page = desk_page(f"Error: {title}" if error else title, "publishing", crumbs)
    return show(request, "more_time.html", page, context, status=422 if error else 200)
