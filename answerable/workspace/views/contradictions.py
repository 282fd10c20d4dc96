"""The register of contradictions: who must resolve each, by when, and what came of it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor
from answerable.core.references import BadReferenceError, parse_reference
from answerable.lineage.models import ContradictionStep
from answerable.lineage.operations import (
    ContradictionError,
    assign_contradiction,
    note_contradiction,
    record_agreement,
    reopen_contradiction,
    resolve_contradiction,
)
from answerable.lineage.queries import ContradictionShown, contradiction_by_reference
from answerable.workspace.bodies import NoSuchBodyError, body_chosen
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, reference, words
from answerable.workspace.presenters.contradictions import STATES, contradiction_page, register_rows
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/contradictions"
Step = Callable[[HttpRequest, Actor, ContradictionShown], str]


@requires("CONTRADICTION_EDIT")
def register(request: HttpRequest) -> HttpResponse:
    page = desk_page("Register of contradictions", "contradictions", (("Your work", ROOT),))
    return show(
        request,
        "contradictions.html",
        page,
        {"rows": register_rows(), "states": STATES, "may": actor(request).permissions},
    )


@requires("CONTRADICTION_EDIT")
def contradiction(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, _find(written))


def _page(request: HttpRequest, found: ContradictionShown, form: str = "", error: str = "") -> HttpResponse:
    title = f"Contradiction {found.contradiction.reference}"
    page = desk_page(
        f"Error: {title}" if error else title,
        "contradictions",
        (("Your work", ROOT), ("Contradictions", HERE)),
    )
    context = {
        "shown": contradiction_page(found),
        "here": f"{HERE}/{found.contradiction.reference}",
        "states": STATES,
        "form": form,
        "error": error,
        "given": given(request),
    }
    return show(request, "contradiction.html", page, context, status=422 if error else 200)


def _find(written: str) -> ContradictionShown:
    try:
        found = contradiction_by_reference(parse_reference(written, "C"))
    except BadReferenceError:
        found = None
    if found is None:
        raise Http404(written)
    return found


def _assign(request: HttpRequest, by: Actor, found: ContradictionShown) -> str:
    due_on = day(request, "due_on")
    if due_on is None:
        raise ContradictionError("Give the day by which it must be resolved.")
    body = body_chosen(request)
    assign_contradiction(
        by=by,
        contradiction=found.contradiction,
        organisation=body,
        due_on=due_on,
        words=words(request, "words"),
    )
    return f"{body.name} is named to resolve it."


def _note(request: HttpRequest, by: Actor, found: ContradictionShown) -> str:
    note_contradiction(by=by, contradiction=found.contradiction, words=words(request, "words"))
    return "The note is added."


def _agree(request: HttpRequest, by: Actor, found: ContradictionShown) -> str:
    body = body_chosen(request)
    record_agreement(
        by=by, contradiction=found.contradiction, organisation=body, words=words(request, "words")
    )
    return f"The agreement of {body.name} is on record."


def _resolve(request: HttpRequest, by: Actor, found: ContradictionShown) -> str:
    held = found.contradiction
    outcome, said = request.POST.get("outcome", ""), reference(request, "prevails", "E")
    one_prevails = outcome == ContradictionStep.Outcome.ONE_PREVAILS
    prevails = next((entry for entry in (held.entry, held.other) if entry.reference == said), None)
    resolve_contradiction(
        by=by,
        contradiction=held,
        outcome=outcome,
        words=words(request, "words"),
        prevails=prevails if one_prevails else None,
        organisation=found.organisation,
    )
    return "It is resolved."


def _reopen(request: HttpRequest, by: Actor, found: ContradictionShown) -> str:
    reopen_contradiction(by=by, contradiction=found.contradiction, reason=words(request, "words"))
    return "It is open again."


STEPS: dict[str, Step] = {
    "assign": _assign,
    "agree": _agree,
    "note": _note,
    "resolve": _resolve,
    "reopen": _reopen,
}


@requires("CONTRADICTION_EDIT")
def step(request: HttpRequest, written: str, what: str) -> HttpResponse:
    found = _find(written)
    try:
        done = STEPS[what](request, actor(request), found)
    except (ContradictionError, NoSuchBodyError) as error:
        return _page(request, found, what, str(error))
    tell(request, done)
    return HttpResponseRedirect(f"{HERE}/{found.contradiction.reference}")
