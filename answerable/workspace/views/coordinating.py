"""Groups at the desk: the overseer begins and changes them, people of the lead body write their record."""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor, NotPermittedError
from answerable.core.references import BadReferenceError, parse_reference
from answerable.lineage.models import Expectation
from answerable.oversight.models import GroupNote, Membership
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.operations.grouping import (
    end_group,
    hand_over_lead,
    join_group,
    leave_group,
    leave_out,
    review_group,
    see_to,
    start_group,
)
from answerable.oversight.operations.minuting import add_note, file_of, replace_note
from answerable.oversight.queries.groups import GroupShown, group_by_reference, groups, led_by
from answerable.uploads.operations import UploadError
from answerable.uploads.serving import GoneError, attachment
from answerable.website.presenters.coordination import group_page
from answerable.workspace.bodies import NoSuchBodyError, body_named
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, reference, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.sent import keep_sent

HERE = f"{ROOT}/groups"
CRUMBS = (("Your work", ROOT), ("Groups", HERE))
Step = Callable[[HttpRequest, Actor, GroupShown], str]


def expectations_named(written: str) -> list[Expectation]:
    """By their references, with spaces or commas between. Raises CoordinationError for one that is none."""
    found = []
    for piece in re.split(r"[\s,;]+", written.strip()):
        if not piece:
            continue
        try:
            row = Expectation.objects.filter(reference=parse_reference(piece, "X")).first()
        except BadReferenceError:
            row = None
        if row is None:
            raise CoordinationError(
                f"No expectation has the reference “{piece[:20]}”: it is like X-7KQ2M9XA4."
            )
        found.append(row)
    return found


@requires("GROUP_NOTE")
def group_list(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, error: str = "") -> HttpResponse:
    by = actor(request)
    ours = by.bodies.get("GROUP_NOTE")
    context = {
        "rows": groups(ended=False) if ours is None else led_by(ours),
        "may_run": "GROUP_RUN" in by.permissions,
        "here": HERE,
        "error": error,
        "form": "start" if error else "",
        "given": given(request),
    }
    page = desk_page("Error: Groups" if error else "Groups", "groups", CRUMBS[:1])
    return show(request, "groups.html", page, context, status=422 if error else 200)


@requires("GROUP_RUN")
def start(request: HttpRequest) -> HttpResponse:
    review_on = day(request, "review_on")
    try:
        if review_on is None:
            raise CoordinationError("Give the day on which it is asked whether the group is still needed.")
        made = start_group(
            by=actor(request),
            title=words(request, "title"),
            purpose=words(request, "purpose"),
            review_on=review_on,
            expectations=expectations_named(words(request, "expectations")),
            lead=body_named(words(request, "lead")),
        )
    except (CoordinationError, NoSuchBodyError) as error:
        return _list(request, str(error))
    tell(request, f"The group {made.reference} is begun. It is public.")
    return HttpResponseRedirect(f"{HERE}/{made.reference}")


@requires("GROUP_NOTE")
def group(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, _find(written))


def _find(written: str) -> GroupShown:
    try:
        found = group_by_reference(parse_reference(written, "G"))
    except BadReferenceError:
        found = None
    if found is None:
        raise Http404(written)
    return found


def _page(request: HttpRequest, found: GroupShown, form: str = "", error: str = "") -> HttpResponse:
    by = actor(request)
    lead = found.lead.organisation
    whole = "GROUP_NOTE" not in by.bodies
    title = f"Group {found.group.reference}"
    context = {
        "shown": group_page(found.group.reference, None),
        "here": f"{HERE}/{found.group.reference}",
        "may_run": "GROUP_RUN" in by.permissions and not found.ended,
        "may_note": (whole or (lead is not None and by.may_for("GROUP_NOTE", lead.pk))) and not found.ended,
        "kinds": GroupNote.Kind.choices,
        "roles": [one for one in Membership.Role.choices if one[0] != Membership.Role.LEAD or not lead],
        "progresses": GroupNote.Progress.choices,
        "form": form,
        "error": error,
        "given": given(request),
    }
    page = desk_page(f"Error: {title}" if error else title, "groups", CRUMBS)
    return show(request, "group.html", page, context, status=422 if error else 200)


def _join(request: HttpRequest, by: Actor, found: GroupShown) -> str:
    body = body_named(words(request, "organisation"))
    join_group(by=by, group=found.group, organisation=body, role=words(request, "role") or "member")
    return f"{body.name} belongs to the group."


def _leave(request: HttpRequest, by: Actor, found: GroupShown) -> str:
    body = body_named(words(request, "organisation"))
    leave_group(by=by, group=found.group, organisation=body, why=words(request, "why"))
    return f"{body.name} has left the group."


def _lead(request: HttpRequest, by: Actor, found: GroupShown) -> str:
    body = body_named(words(request, "organisation"))
    hand_over_lead(
        by=by,
        group=found.group,
        to=body,
        why=words(request, "why"),
        stays=words(request, "stays") != "no",
    )
    return f"{body.name} leads the group."


def _see_to(request: HttpRequest, by: Actor, found: GroupShown) -> str:
    for one in _named(request):
        see_to(by=by, group=found.group, expectation=one)
    return "The group sees to it."


def _leave_out(request: HttpRequest, by: Actor, found: GroupShown) -> str:
    for one in _named(request):
        leave_out(by=by, group=found.group, expectation=one, why=words(request, "why"))
    return "The group sees to it no longer."


def _named(request: HttpRequest) -> list[Expectation]:
    found = expectations_named(words(request, "expectations"))
    if not found:
        raise CoordinationError("Name an expectation by its reference, as in X-7KQ2M9XA4.")
    return found


def _review(request: HttpRequest, by: Actor, found: GroupShown) -> str:
    review_on = day(request, "review_on")
    if review_on is None:
        raise CoordinationError("Give the day on which it is asked again.")
    review_group(by=by, group=found.group, review_on=review_on, why=words(request, "why"))
    return "It goes on."


def _end(request: HttpRequest, by: Actor, found: GroupShown) -> str:
    end_group(by=by, group=found.group, why=words(request, "why"))
    return "The group has ended. Its record stays."


def _note(request: HttpRequest, by: Actor, found: GroupShown) -> str:
    on = day(request, "on")
    if on is None:
        raise CoordinationError("Give the day of the meeting or decision.")
    owner = words(request, "organisation")
    details = {
        "on": on,
        "title": words(request, "title"),
        "words": request.POST.get("words", ""),
        "organisation": body_named(owner) if owner else None,
        "due_on": day(request, "due_on"),
        "progress": words(request, "progress"),
        "upload": keep_sent(request, by, "file", None),
    }
    written = reference(request, "replaces", "H")
    if words(request, "replaces"):
        before = GroupNote.objects.filter(group=found.group, reference=written).first()
        if before is None:
            raise CoordinationError("Nothing on this group's record has that reference.")
        made = replace_note(by=by, note=before, why=words(request, "why"), **details)  # type: ignore[arg-type]
    else:
        made = add_note(by=by, group=found.group, kind=words(request, "kind"), **details)  # type: ignore[arg-type]
    return f"On record, as {made.reference}. It is public."


RUNS: dict[str, Step] = {
    "join": _join,
    "leave": _leave,
    "lead": _lead,
    "see-to": _see_to,
    "leave-out": _leave_out,
    "review": _review,
    "end": _end,
}


@requires("GROUP_RUN")
def run(request: HttpRequest, written: str, what: str) -> HttpResponse:
    return _do(request, written, what, RUNS[what])


@requires("GROUP_NOTE")
def note(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, written, "note", _note)


@requires("GROUP_NOTE")
def note_file(request: HttpRequest, written: str, note: str) -> HttpResponse:
    """A file that was kept with something on the record: for those who write it, and for nobody else."""
    try:
        found = file_of(actor(request), _find(written).group, note)
        if found is None:
            raise Http404(note)
        return attachment(found)  # type: ignore[return-value]  # a response is streamed just as well
    except (NotPermittedError, GoneError) as error:
        raise Http404(note) from error


def _do(request: HttpRequest, written: str, what: str, step: Step) -> HttpResponse:
    found = _find(written)
    try:
        done = step(request, actor(request), found)
    except (CoordinationError, NoSuchBodyError, UploadError) as error:
        return _page(request, found, what, str(error))
    except NotPermittedError:
        said = "Only people of the body that leads the group write its record, and the overseer."
        return _page(request, found, what, said)
    tell(request, done)
    return HttpResponseRedirect(f"{HERE}/{found.group.reference}")
