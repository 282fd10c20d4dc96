"""The overseer gives a body a duty that a report named nobody for, and has bodies answer together."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.models import Duty, Joint
from answerable.duties.operations import DutyError, assign_duty, end_joint, join_duties
from answerable.duties.queries import duty_by_reference
from answerable.register.models import Entry
from answerable.workspace.bodies import NoSuchBodyError, body_named
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, reference, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/oversight/whose"
_MOST = 100


@requires("DUTY_ASSIGN")
def whose(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, form: str = "", error: str = "") -> HttpResponse:
    title = "Whose duty it is"
    joints = Joint.objects.filter(superseded_at__isnull=True).select_related("duty__holder", "lead__holder")
    context = {
        "here": HERE,
        "joints": joints.order_by("-pk")[:_MOST],
        "form": form,
        "error": error,
        "given": given(request),
    }
    crumbs = (("Your work", ROOT), ("Oversight", f"{ROOT}/oversight"))
    page = desk_page(f"Error: {title}" if error else title, "oversight", crumbs)
    return show(request, "whose_duty.html", page, context, status=422 if error else 200)


def _assign(request: HttpRequest, by: Actor) -> str:
    try:
        written = parse_reference(words(request, "entry"), "E")
    except BadReferenceError as error:
        raise DutyError("That is no reference of an entry: it looks like E-7KQ2M9XA4.") from error
    entry = Entry.objects.filter(reference=written, parent__isnull=True).first()
    if entry is None:
        raise DutyError("No entry has that reference, or it is a part of one: name the whole entry.")
    if words(request, "due_on") and day(request, "due_on") is None:
        raise DutyError("The day to answer by is no date.")
    made = assign_duty(
        by=by,
        entry=entry,
        to=body_named(words(request, "body")),
        reason=words(request, "reason"),
        due_on=day(request, "due_on"),
    )
    return f"Assigned, as {made.reference}. It is public."


def _duty(request: HttpRequest, name: str) -> Duty:
    found = duty_by_reference(reference(request, name, "D"))
    if found is None:
        raise DutyError("No duty has that reference: it looks like D-7KQ2M9XA4.")
    return found


def _join(request: HttpRequest, by: Actor) -> str:
    made = join_duties(
        by=by,
        lead=_duty(request, "lead"),
        duty=_duty(request, "duty"),
        reason=words(request, "reason"),
    )
    return f"{made.duty.holder.name} now answers under the lead of {made.lead.holder.name}."


def _part(request: HttpRequest, by: Actor) -> str:
    joint = _duty(request, "duty").joints.filter(superseded_at__isnull=True).first()
    if joint is None:
        raise DutyError("That duty has no lead.")
    end_joint(by=by, joint=joint, reason=words(request, "reason"))
    return "From now on each body answers for itself."


STEPS: dict[str, Callable[[HttpRequest, Actor], str]] = {"assign": _assign, "join": _join, "part": _part}


@requires("DUTY_ASSIGN")
def step(request: HttpRequest, what: str) -> HttpResponse:
    try:
        done = STEPS[what](request, actor(request))
    except (DutyError, NoSuchBodyError) as error:
        return _page(request, what, str(error))
    tell(request, done)
    return HttpResponseRedirect(HERE)
