"""The review desk for the scope of reports, and for settings and populations of entries: yes or no."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.lineage.models import Kind, Suggestion, Verdict
from answerable.lineage.operations import LineageError, decide, undo
from answerable.workspace import desk
from answerable.workspace.answers import Answer, scope_answer, value_answer
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import number, words
from answerable.workspace.presenters.links import last_decision, last_words
from answerable.workspace.presenters.progress import done_today, line
from answerable.workspace.presenters.values import no_second_readings, offered, reread, value_page
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

CRUMBS = (("Your work", ROOT), ("Review desk", f"{ROOT}/review"))
NEXT = "Nothing was written. Here is the next one."


@dataclass(frozen=True, slots=True)
class Line:
    """One of the lines of work that this desk serves."""

    kind: Kind
    title: str

    @property
    def href(self) -> str:
        return f"{ROOT}/review/{self.title.lower()}"


LINES = {
    "scope": Line(Kind.SCOPE, "Scope"),
    "settings": Line(Kind.SETTING, "Settings"),
    "populations": Line(Kind.POPULATION, "Populations"),
}


@requires("SUGGESTION_DECIDE")
def values(request: HttpRequest, of: str) -> HttpResponse:
    by, work = actor(request), LINES[of]
    item = desk.pick(
        request,
        of,
        by,
        reread=lambda lying: reread(work.kind, lying),
        first=lambda: offered(work.kind, by),
        second=no_second_readings,
        done=done_today(work.kind, by.identifier),
    )
    context = {
        "progress": line(work.kind, by.identifier),
        "shown": value_page(item) if item else None,
        "last": last_words(work.kind, by),
        "here": work.href,
        "title": work.title,
    }
    return show(request, "values.html", desk_page(f"Review {of}", "review", CRUMBS), context)


@requires("SUGGESTION_DECIDE")
def decide_value(request: HttpRequest, of: str) -> HttpResponse:
    by, work = actor(request), LINES[of]
    sent = request.POST.get("answer", "")
    answer = scope_answer(sent) if work.kind == Kind.SCOPE else value_answer(sent)
    found = Suggestion.objects.filter(
        pk=number(request, "suggestion"), subject=request.POST.get("item", ""), kind=work.kind
    ).first()
    if answer is None or found is None:
        tell(request, f"Choose one of the answers. {NEXT}", wrong=True)
        return HttpResponseRedirect(f"{work.href}#item")
    verdict, value = _verdict(answer, found)
    typed = words(request, "reason")
    try:
        decide(
            by=by,
            verdict=verdict,
            value=value,
            suggestion=found,
            reason=typed or ("" if verdict == Verdict.ACCEPTED else answer.reason),
        )
    except LineageError as error:
        tell(request, f"{error} {NEXT}", wrong=True)
    desk.clear(request, of)
    return HttpResponseRedirect(f"{work.href}#item")


def _verdict(answer: Answer, found: Suggestion) -> tuple[Verdict, str]:
    if found.kind != Kind.SCOPE:
        return (Verdict.REFUSED, "") if answer.is_refusal else (Verdict.ACCEPTED, found.value)
    same = answer.value == found.value
    return (Verdict.ACCEPTED if same else Verdict.CHANGED), answer.value


@requires("SUGGESTION_DECIDE")
def skip_value(request: HttpRequest, of: str) -> HttpResponse:
    desk.skip(request, of, actor(request))
    return HttpResponseRedirect(f"{LINES[of].href}#item")


@requires("SUGGESTION_DECIDE")
def undo_value(request: HttpRequest, of: str) -> HttpResponse:
    by, work = actor(request), LINES[of]
    last = last_decision(work.kind, by)
    if last is None:
        tell(request, "There is no decision of yours to take back.", wrong=True)
        return HttpResponseRedirect(f"{work.href}#item")
    try:
        undo(by=by, decision=last)
    except LineageError as error:
        tell(request, str(error), wrong=True)
        return HttpResponseRedirect(f"{work.href}#item")
    desk.put_again(request, of, by, last.subject, second=False)
    tell(request, "Taken back. Here it is again.")
    return HttpResponseRedirect(f"{work.href}#item")
