"""One action of a body: its dates and why they moved, what was reported, and what can be done with it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import NotPermittedError
from answerable.duties.models import Action, Duty, Evidence, Milestone
from answerable.duties.operations import (
    DutyError,
    add_milestone,
    cover_duty,
    drop_action,
    move_date,
    report_progress,
)
from answerable.duties.queries.delegated import duties_seen
from answerable.duties.queries.plans import action_of, evidence_seen
from answerable.organisations.models import Organisation
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body
from answerable.workspace.posted import day, given, number, numbers, reference, words
from answerable.workspace.presenters.delivering import LEVELS, actions_shown, at_body, evidence_shown
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.views.delivering import crumbs_of

Done = Callable[[HttpRequest, Organisation, Action], str]


def _find(request: HttpRequest, body: Organisation, written: str) -> Action:
    """The action that the address names, where the person may see a duty that it serves. Raises Http404."""
    found = action_of(body.pk, written)
    if found is None or not duties_seen(actor(request), body.pk).filter(actions__action=found).exists():
        raise Http404(written)
    return found


@for_body("BODY_READ")
def action(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    return _page(request, body, _find(request, body, written))


def _page(
    request: HttpRequest, body: Organisation, held: Action, form: str = "", error: str = ""
) -> HttpResponse:
    by = actor(request)
    title = f"Action {held.reference}"
    offered = [one for one in evidence_seen(by, body.pk) if one.withdrawn_at is None]
    context = {
        "body": body,
        "shown": actions_shown([held], body)[0],
        "here": at_body(body, "actions", held.reference),
        "levels": LEVELS,
        "offered": evidence_shown(offered, body),
        "ticked": numbers(request, "evidence"),
        "evidence_here": at_body(body, "evidence"),
        "may_edit": by.may_for("PLAN_EDIT", body.pk) and held.dropped_at is None,
        "may_report": by.may_for("PROGRESS_REPORT", body.pk) and held.dropped_at is None,
        "form": form,
        "error": error,
        "given": given(request),
    }
    page = desk_page(f"Error: {title}" if error else title, "plan", crumbs_of(body))
    return show(request, "action.html", page, context, status=422 if error else 200)


def _milestone(request: HttpRequest, held: Action) -> Milestone | None:
    return held.milestones.filter(pk=number(request, "milestone")).first()


def _report(request: HttpRequest, body: Organisation, held: Action) -> str:
    chosen = Evidence.objects.filter(pk__in=numbers(request, "evidence"), organisation=body)
    report_progress(
        by=actor(request),
        action=held,
        milestone=_milestone(request, held),
        level=words(request, "level"),
        words=words(request, "words"),
        on=day(request, "on"),
        evidence=list(chosen),
    )
    return "Reported."


def _move(request: HttpRequest, _: Organisation, held: Action) -> str:
    milestone = _milestone(request, held)
    if milestone is None:
        raise DutyError("Choose which date moves.")
    by, reason = actor(request), words(request, "reason")
    moved = move_date(by=by, milestone=milestone, due_on=day(request, "due_on"), reason=reason)
    return f"Moved to {moved.due_on:%-d %B %Y}. The former date stays in the ledger."


def _add(request: HttpRequest, _: Organisation, held: Action) -> str:
    add_milestone(
        by=actor(request), action=held, words=words(request, "words"), due_on=day(request, "due_on")
    )
    return "Added."


def _drop(request: HttpRequest, _: Organisation, held: Action) -> str:
    drop_action(by=actor(request), action=held, reason=words(request, "reason"))
    return "Dropped. It stays in the plan, with the reason."


def _cover(request: HttpRequest, body: Organisation, held: Action) -> str:
    found = Duty.objects.filter(reference=reference(request, "duty", "D"), holder=body).first()
    if found is None:
        raise DutyError(f"{body.name} has no duty of that reference: it looks like D-7KQ2M9XA4.")
    cover_duty(by=actor(request), action=held, duty=found)
    return f"It serves {found.reference} too."


def _step(request: HttpRequest, body: Organisation, written: str, what: str, do: Done) -> HttpResponse:
    held = _find(request, body, written)
    try:
        done = do(request, body, held)
    except (DutyError, NotPermittedError) as error:
        return _page(request, body, held, what, str(error))
    tell(request, done)
    return HttpResponseRedirect(at_body(body, "actions", held.reference))


@for_body("PROGRESS_REPORT")
def report(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    return _step(request, body, written, "report", _report)


EDITS: dict[str, Done] = {"move": _move, "add": _add, "drop": _drop, "cover": _cover}


@for_body("PLAN_EDIT")
def edit(request: HttpRequest, body: Organisation, written: str, what: str) -> HttpResponse:
    return _step(request, body, written, what, EDITS[what])
