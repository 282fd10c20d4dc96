"""Duties before the overseer: their ladders, disputes to settle, and those whose body is no more."""

from collections.abc import Callable

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.models import Dispute, Duty, Transfer
from answerable.duties.operations import DutyError, settle_dispute, transfer_duty
from answerable.duties.queries.holding import duty_by_reference
from answerable.organisations.models import Organisation
from answerable.oversight.operations import (
    EscalationError,
    resume_escalation,
    stop_escalation,
    take_step,
)
from answerable.oversight.queries import climbing_duties
from answerable.oversight.succession.previewing import preview
from answerable.workspace.bodies import NoSuchBodyError, body_chosen
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, number, words
from answerable.workspace.presenters.overseeing import HERE, dispute_row, ladder_page
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

CRUMBS = (("Your work", ROOT), ("Oversight", HERE))
_MOST = 100
OUTCOMES = tuple(choice for choice in Dispute.Outcome.choices if choice[0])
Step = Callable[[HttpRequest, Actor, Duty], str]


def orphans() -> QuerySet[Duty]:
    """Duties that wait for an answer, held by a body that is no more: nobody sure came after it."""
    return (
        climbing_duties()
        .filter(holder__in=Organisation.objects.filter(closed__lte=today()))
        .select_related("entry__report", "holder")
        .order_by("holder__name", F("entry__report__issued_on").desc(nulls_last=True), "pk")
    )


def open_disputes() -> QuerySet[Dispute]:
    """Those that wait to be settled, the oldest first."""
    return (
        Dispute.objects.filter(settled_at__isnull=True)
        .select_related("duty__entry__report", "by_body", "elevated_to")
        .order_by("recorded_at")
    )


@requires("OVERSIGHT_READ")
def orphan_list(request: HttpRequest) -> HttpResponse:
    rows = orphans()
    context = {
        "rows": list(rows[:_MOST]),
        "count": rows.count(),
        "waits": preview(today()).waits,
        "here": HERE,
    }
    page = desk_page("Duties of bodies that closed", "oversight", CRUMBS)
    return show(request, "orphans.html", page, context)


@requires("OVERSIGHT_READ")
def ladder(request: HttpRequest, written: str) -> HttpResponse:
    return _ladder(request, _duty(written))


@requires("OVERSIGHT_READ")
def dispute_list(request: HttpRequest) -> HttpResponse:
    rows = [dispute_row(one) for one in open_disputes()]
    page = desk_page("Disputes to settle", "oversight", CRUMBS)
    return show(request, "disputes.html", page, {"rows": rows})


@requires("OVERSIGHT_READ")
def dispute(request: HttpRequest, key: int) -> HttpResponse:
    return _dispute(request, _open(key))


@requires("DISPUTE_SETTLE")
def settle(request: HttpRequest, key: int) -> HttpResponse:
    """Settles a dispute; a body is named only where the duty passes to one."""
    found = _open(key)
    outcome = words(request, "outcome")
    try:
        to = body_chosen(request) if outcome == Dispute.Outcome.TRANSFERRED else None
        settle_dispute(by=actor(request), dispute=found, outcome=outcome, why=words(request, "why"), to=to)
    except NoSuchBodyError as error:
        return _dispute(request, found, f"Name the body that the duty passes to. {error}")
    except DutyError as error:
        return _dispute(request, found, str(error))
    tell(request, f"The dispute about {found.duty.reference} is settled.")
    return HttpResponseRedirect(f"{HERE}/disputes")


def _hold(request: HttpRequest, by: Actor, duty: Duty) -> str:
    stop_escalation(by=by, duty=duty, reason=words(request, "reason"))
    return "Escalation of this duty is held."


def _resume(request: HttpRequest, by: Actor, duty: Duty) -> str:
    resume_escalation(by=by, duty=duty, reason=words(request, "reason"))
    return "Escalation of this duty goes on."


def _take(request: HttpRequest, by: Actor, duty: Duty) -> str:
    take_step(by=by, duty=duty, rung=words(request, "rung"), reason=words(request, "reason"))
    return "The step is taken. Its letter goes out with the next mail."


def _transfer(request: HttpRequest, by: Actor, duty: Duty) -> str:
    to, note = body_chosen(request), words(request, "reason")
    held_by = number(request, "holder") or None
    why = Transfer.Why.ASSIGNED
    transfer_duty(by=by, duty=duty, to=to, on=today(), why=why, note=note, held_by=held_by)
    return f"The duty passed to {to.name}."


_STEPS: dict[str, Step] = {"hold": _hold, "resume": _resume, "take": _take, "transfer": _transfer}


@requires("ESCALATION_STOP")
def hold_or_resume(request: HttpRequest, written: str, what: str) -> HttpResponse:
    return _do(request, written, what)


@requires("ESCALATION_STEP")
def take(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, written, "take")


@requires("DUTY_TRANSFER")
def transfer(request: HttpRequest, written: str) -> HttpResponse:
    return _do(request, written, "transfer")


def _do(request: HttpRequest, written: str, what: str) -> HttpResponse:
    duty = _duty(written)
    try:
        done = _STEPS[what](request, actor(request), duty)
    except NoSuchBodyError:
        return _ladder(request, duty, what, "Name a body of the register, by its name or reference (B-...).")
    except (EscalationError, DutyError) as error:
        return _ladder(request, duty, what, str(error))
    tell(request, done)
    return HttpResponseRedirect(f"{HERE}/duties/{duty.reference}")


def _ladder(request: HttpRequest, duty: Duty, form: str = "", error: str = "") -> HttpResponse:
    title = f"Escalation of {duty.reference}"
    page = desk_page(f"Error: {title}" if error else title, "oversight", CRUMBS)
    context = {
        "shown": ladder_page(duty),
        "here": f"{HERE}/duties/{duty.reference}",
        "form": form,
        "error": error,
        "given": given(request),
    }
    return show(request, "ladder.html", page, context, status=422 if error else 200)


def _dispute(request: HttpRequest, found: Dispute, error: str = "") -> HttpResponse:
    title = f"Dispute about {found.duty.reference}"
    crumbs = (*CRUMBS, ("Disputes to settle", f"{HERE}/disputes"))
    page = desk_page(f"Error: {title}" if error else title, "oversight", crumbs)
    context = {
        "row": dispute_row(found),
        "outcomes": OUTCOMES,
        "error": error,
        "given": given(request),
        "here": f"{HERE}/disputes/{found.pk}",
        "ladder": f"{HERE}/duties/{found.duty.reference}",
    }
    return show(request, "dispute.html", page, context, status=422 if error else 200)


def _duty(written: str) -> Duty:
    try:
        found = duty_by_reference(parse_reference(written, "D"))
    except BadReferenceError:
        found = None
    if found is None:
        raise Http404(written)
    return found


def _open(key: int) -> Dispute:
    found = open_disputes().filter(pk=key).first()
    if found is None:
        raise Http404(str(key))
    return found
