"""A body's own work under way: what others do on the same is shown before it records or plans its own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import NotPermittedError
from answerable.core.references import BadReferenceError, parse_reference
from answerable.organisations.models import Organisation
from answerable.oversight.models import Work
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.operations.working import (
    Described,
    change_work,
    join_work,
    leave_work,
    record_work,
)
from answerable.oversight.queries.groups import group_by_reference
from answerable.oversight.queries.work import others_at_work, work
from answerable.workspace.bodies import NoSuchBodyError
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body
from answerable.workspace.posted import day, given, reference, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.views.coordinating import expectations_named

Step = Callable[[HttpRequest, Organisation], str]


@for_body("WORK_RECORD")
def work_list(request: HttpRequest, body: Organisation) -> HttpResponse:
    return _page(request, body)


def _page(request: HttpRequest, body: Organisation, form: str = "", error: str = "") -> HttpResponse:
    title = f"Work of {body.name}"
    wanted = words(request, "expectations") or request.GET.get("on", "")
    try:
        asked = expectations_named(wanted)
    except CoordinationError:
        asked = []
    mine = work(organisation=body.pk)
    context = {
        "body": body,
        "here": f"{ROOT}/bodies/{body.reference}/under-way",
        "mine": [one for one in mine if one.row.organisation_id == body.pk],
        "joined": [one for one in mine if one.row.organisation_id != body.pk],
        "others": others_at_work([one.pk for one in asked], but=body.pk) if asked else [],
        "asked": wanted,
        "states": Work.State.choices,
        "form": form,
        "error": error,
        "given": given(request),
    }
    crumbs = (("Your work", ROOT), (body.name, f"{ROOT}/bodies/{body.reference}"))
    page = desk_page(f"Error: {title}" if error else title, "duties", crumbs)
    return show(request, "work.html", page, context, status=422 if error else 200)


def _described(request: HttpRequest) -> Described:
    return Described(
        title=words(request, "title"),
        words=request.POST.get("words", ""),
        state=words(request, "state"),
        starts_on=day(request, "starts_on"),
        ends_on=day(request, "ends_on"),
        open_to_others=words(request, "open_to_others") == "yes",
        contact=words(request, "contact"),
        url=words(request, "url"),
    )


def _named(request: HttpRequest) -> Work:
    try:
        written = parse_reference(words(request, "work"), "W")
    except BadReferenceError as error:
        raise CoordinationError("That is no reference of work: it looks like W-7KQ2M9XA4.") from error
    found = Work.objects.filter(reference=written, superseded_at__isnull=True).first()
    if found is None:
        raise CoordinationError("No work has that reference.")
    return found


def _record(request: HttpRequest, body: Organisation) -> str:
    group = None
    if words(request, "group"):
        shown = group_by_reference(reference(request, "group", "G"))
        if shown is None or shown.ended:
            raise CoordinationError("No group that goes on has that reference.")
        group = shown.group
    made = record_work(
        by=actor(request),
        organisation=body,
        described=_described(request),
        expectations=expectations_named(words(request, "expectations")),
        group=group,
        why_apart=words(request, "why_apart"),
    )
    return f"Recorded, as {made.reference}. It is public."


def _change(request: HttpRequest, body: Organisation) -> str:  # noqa: ARG001  # the operation asks whose it is
    held = _named(request)
    seen = words(request, "seen")
    if seen and seen != str(held.pk):
        raise CoordinationError("Somebody has changed it since you opened it. Look at it again.")
    change_work(by=actor(request), work=held, described=_described(request), why=words(request, "why"))
    return "Changed. The earlier version stays on record."


def _join(request: HttpRequest, body: Organisation) -> str:
    held = _named(request)
    join_work(by=actor(request), work=held, organisation=body)
    return f"{body.name} has joined {held.reference}."


def _leave(request: HttpRequest, body: Organisation) -> str:
    held = _named(request)
    leave_work(by=actor(request), work=held, organisation=body, why=words(request, "why"))
    return f"{body.name} has left {held.reference}."


STEPS: dict[str, Step] = {"record": _record, "change": _change, "join": _join, "leave": _leave}


@for_body("WORK_RECORD")
def step(request: HttpRequest, body: Organisation, what: str) -> HttpResponse:
    try:
        done = STEPS[what](request, body)
    except (CoordinationError, NoSuchBodyError) as error:
        return _page(request, body, what, str(error))
    except NotPermittedError:
        return _page(request, body, what, "That is the work of another body: its own people change it.")
    tell(request, done)
    return HttpResponseRedirect(f"{ROOT}/bodies/{body.reference}/under-way")
