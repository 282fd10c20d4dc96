"""What was asked again after it was said to be done: looked at by somebody who is not of the body."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.assurance.operations import AssuranceError, OwnWorkError, note_refusal, reopen
from answerable.core.references import BadReferenceError, parse_reference
from answerable.impact.models import Reassessment
from answerable.impact.operations.alarming import reassess
from answerable.impact.operations.errors import AlarmError
from answerable.impact.queries.recurrence import AlarmShown, alarm_by_reference
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, number
from answerable.workspace.presenters.alarms import HERE, alarm_page, sections_of
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

TITLE = "Asked again"
OUTCOMES = tuple(Reassessment.Outcome.choices)


@requires("ALARM_REASSESS")
def waiting(request: HttpRequest) -> HttpResponse:
    page = desk_page(TITLE, "alarms", (("Your work", ROOT),))
    return show(request, "alarms.html", page, {"sections": sections_of(actor(request))})


@requires("ALARM_REASSESS")
def one(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, _find(written))


@requires("ALARM_REASSESS")
def look(request: HttpRequest, written: str) -> HttpResponse:
    """Records what the person found."""
    found, by = _find(written), actor(request)
    before = number(request, "instead_of")
    try:
        reassess(
            by=by,
            alarm=found.alarm,
            outcome=request.POST.get("outcome", ""),
            words=request.POST.get("words", "").replace("\r\n", "\n"),
            instead_of=Reassessment.objects.filter(pk=before, alarm=found.alarm).first(),
        )
    except OwnWorkError as error:
        note_refusal(by=by, duty=found.alarm.duty, tried="look at what was asked again")
        return _page(request, found, "look", str(error))
    except (AlarmError, AssuranceError) as error:
        return _page(request, found, "look", str(error))
    tell(request, "Recorded. The public reads it beside the claim.")
    return HttpResponseRedirect(f"{HERE}/{found.alarm.reference}")


@requires("CLOSURE_REOPEN")
def open_again(request: HttpRequest, written: str) -> HttpResponse:
    """Opens the duty again, on what was found."""
    found, by = _find(written), actor(request)
    closure = found.alarm.duty.closures.filter(reopened_at__isnull=True).first()
    if closure is None:
        return _page(request, found, "reopen", "It is open already.")
    try:
        reopen(by=by, closure=closure, reason=request.POST.get("reason", "").replace("\r\n", "\n"))
    except OwnWorkError as error:
        note_refusal(by=by, duty=found.alarm.duty, tried="reopen")
        return _page(request, found, "reopen", str(error))
    except AssuranceError as error:
        return _page(request, found, "reopen", str(error))
    tell(request, "It is open again.")
    return HttpResponseRedirect(f"{HERE}/{found.alarm.reference}")


def _page(request: HttpRequest, found: AlarmShown, form: str = "", error: str = "") -> HttpResponse:
    by = actor(request)
    title = f"{TITLE}: {found.alarm.reference}"
    context = {
        "shown": alarm_page(found, by),
        "here": f"{HERE}/{found.alarm.reference}",
        "outcomes": OUTCOMES,
        "may": by.permissions,
        "form": form,
        "error": error,
        "given": given(request),
    }
    page = desk_page(f"Error: {title}" if error else title, "alarms", (("Your work", ROOT), (TITLE, HERE)))
    return show(request, "alarm.html", page, context, status=422 if error else 200)


def _find(written: str) -> AlarmShown:
    try:
        found = alarm_by_reference(parse_reference(written, "N"))
    except BadReferenceError:
        found = None
    if found is None:
        raise Http404(written)
    return found
