"""Candidate contradictions: two sentences side by side, to accept or refuse."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.lineage.models import Contradiction, Suggestion, Verdict
from answerable.lineage.operations import LineageError, decide
from answerable.workspace.answers import CONFLICT, NO_CONFLICT, named
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import number, words
from answerable.workspace.presenters.contradictions import candidates
from answerable.workspace.presenters.review import candidates_open
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/review/contradictions"
CRUMBS = (("Your work", ROOT), ("Review desk", f"{ROOT}/review"))


@requires("SUGGESTION_DECIDE")
def candidate_list(request: HttpRequest) -> HttpResponse:
    context = {
        "candidates": candidates(actor(request)),
        "open": candidates_open(),
        "conflict": CONFLICT,
        "refusals": NO_CONFLICT,
    }
    return show(request, "candidates.html", desk_page("Candidate contradictions", "review", CRUMBS), context)


@requires("SUGGESTION_DECIDE")
def decide_candidate(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    answer = named((CONFLICT, *NO_CONFLICT), request.POST.get("answer", ""))
    found = (
        Suggestion.objects.filter(pk=number(request, "suggestion"), value=CONFLICT.value)
        .select_related("entry", "other")
        .first()
    )
    if answer is None or found is None:
        tell(request, "Choose one of the answers. Nothing was written.", wrong=True)
        return HttpResponseRedirect(HERE)
    verdict = Verdict.REFUSED if answer.is_refusal else Verdict.ACCEPTED
    try:
        decide(by=by, verdict=verdict, suggestion=found, reason=words(request, "reason") or answer.reason)
    except LineageError as error:
        tell(request, str(error), wrong=True)
        return HttpResponseRedirect(HERE)
    if verdict == Verdict.REFUSED:
        tell(request, "Refused. It does not come back.")
        return HttpResponseRedirect(HERE)
    ends = [found.entry, found.other]
    opened = Contradiction.objects.filter(entry__in=ends, other__in=ends).first()
    tell(request, "Opened in the register of contradictions. Name the body that must resolve it.")
    return HttpResponseRedirect(f"{ROOT}/contradictions/{opened.reference}" if opened else HERE)
