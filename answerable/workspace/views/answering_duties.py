"""One duty before the people of the body that holds it: what was asked, by when, and what can be done."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.accounts.queries import members_of
from answerable.assurance.operations import AssuranceError, challenge
from answerable.assurance.queries.closed import closed_among
from answerable.core.actors import NotPermittedError
from answerable.duties.content import Content, Said
from answerable.duties.models import Answer, Delegation, Duty, Joint, JointOffer, Stance
from answerable.duties.operations import (
    DutyError,
    answer_offer,
    delegate_duties,
    dispute_duty,
    leave_joint,
    offer_joint,
    start_draft,
    take_back,
    withdraw_answer,
)
from answerable.duties.queries import duties_seen, duty_by_reference, with_entry
from answerable.lineage.models import Expectation
from answerable.lineage.queries import entries_serving
from answerable.organisations.models import Organisation
from answerable.workspace.bodies import NoSuchBodyError, body_chosen
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body
from answerable.workspace.posted import given, number, reference, words
from answerable.workspace.presenters.answering import STANCES, at_body
from answerable.workspace.presenters.answering_duty import DISPUTES, duty_page
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.views.answering import crumbs_to, hidden

Step = Callable[[HttpRequest, Organisation, Duty], str]
REFUSALS = (DutyError, AssuranceError, NotPermittedError, NoSuchBodyError)


def duty_seen(request: HttpRequest, body: Organisation, written: str) -> Duty:
    """The duty that the address names, of those that the person may see. Raises Http404."""
    found = with_entry(duties_seen(actor(request), body.pk)).filter(reference=written).first()
    if found is None:
        raise hidden(request, Duty.objects.filter(reference=written).exists())
    return found


@for_body("BODY_READ")
def duty(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    return _page(request, body, duty_seen(request, body, written))


def _page(
    request: HttpRequest, body: Organisation, held: Duty, form: str = "", error: str = ""
) -> HttpResponse:
    by = actor(request)
    title = f"Duty {held.reference}"
    context = {
        "body": body,
        "here": at_body(body, "duties", held.reference),
        "shown": duty_page(by, body, held),
        "members": [(person.pk, person.name) for person, _ in members_of(body.pk)],
        "disputes": DISPUTES,
        "stances": STANCES,
        "may": {name: by.may_for(name, body.pk) for name in _ASKED},
        "form": form,
        "error": error,
        "given": given(request),
    }
    crumbs = crumbs_to(body, ("Duties", at_body(body, "duties")))
    page = desk_page(f"Error: {title}" if error else title, "duties", crumbs)
    return show(request, "duty.html", page, context, status=422 if error else 200)


_ASKED = (*("ANSWER_DRAFT", "ANSWER_SUBMIT", "DUTY_DISPUTE", "DUTY_DELEGATE", "DUTY_JOIN", "CHALLENGE_MAKE"),)


def _dispute(request: HttpRequest, body: Organisation, held: Duty) -> str:  # noqa: ARG001
    other = body_chosen(request) if words(request, "other_body") else None
    dispute_duty(
        by=actor(request),
        duty=held,
        kind=words(request, "kind"),
        words=request.POST.get("words", ""),
        elevated_to=other,
    )
    return "On the record. The overseer decides; until then the time runs on."


def _delegate(request: HttpRequest, body: Organisation, held: Duty) -> str:
    people = {person.pk: person for person, _ in members_of(body.pk)}
    to = people.get(number(request, "to"))
    if to is None:
        raise DutyError("Choose a member of your body.")
    done = delegate_duties(by=actor(request), duties=[held], to=to, words=words(request, "words"))
    return f"Handed to {to.name}." if done else f"It is with {to.name} already."


def _take_back(request: HttpRequest, body: Organisation, held: Duty) -> str:  # noqa: ARG001
    found = Delegation.objects.filter(pk=number(request, "delegation"), duty=held).first()
    if found is None:
        raise DutyError("It is with nobody of that name.")
    take_back(by=actor(request), delegation=found)
    return "Taken back."


def _offer(request: HttpRequest, body: Organisation, held: Duty) -> str:  # noqa: ARG001
    other = duty_by_reference(reference(request, "other", "D"))
    if other is None or other.entry_id != held.entry_id:
        raise DutyError("Choose another body's duty on the same entry.")
    offer_joint(by=actor(request), lead=held, duty=other, words=words(request, "words"))
    return f"{other.holder.name} has been asked. Nothing changes until it agrees."


def _offer_answer(request: HttpRequest, body: Organisation, held: Duty) -> str:  # noqa: ARG001
    found = JointOffer.objects.filter(pk=number(request, "offer"), duty=held).first()
    if found is None:
        raise DutyError("There is no such offer.")
    accept = words(request, "accept") == "yes"
    answer_offer(by=actor(request), offer=found, accept=accept, words=words(request, "words"))
    return f"You answer under the lead of {found.lead.holder.name}." if accept else "Declined."


def _leave(request: HttpRequest, body: Organisation, held: Duty) -> str:  # noqa: ARG001
    found = Joint.objects.filter(pk=number(request, "joint"), superseded_at__isnull=True).first()
    if found is None or held.pk not in (found.duty_id, found.lead_id):
        raise DutyError("You answer apart already.")
    leave_joint(by=actor(request), joint=found, reason=words(request, "words"))
    return "From now on each body answers for itself."


def _withdraw(request: HttpRequest, body: Organisation, held: Duty) -> str:
    found = Answer.objects.filter(
        reference=reference(request, "answer", "A"), organisation=body, parts__duty=held
    ).first()
    if found is None:
        raise DutyError("Your body gave no such answer.")
    withdraw_answer(by=actor(request), answer=found, reason=words(request, "words"))
    return "Withdrawn. It stays on the record, marked."


def _reopen(request: HttpRequest, body: Organisation, held: Duty) -> str:
    if not closed_among([held]):
        raise DutyError("This duty is not closed: you can answer it.")
    made = challenge(
        by=actor(request),
        entry=held.entry,
        duty=held,
        about="status",
        words=request.POST.get("words", ""),
        from_body=body,
    )
    return f"Asked, as {made.reference}. The register's team answers you on the record."


STEPS: dict[str, Step] = {
    "dispute": _dispute,
    "delegate": _delegate,
    "take-back": _take_back,
    "offer": _offer,
    "offer-answer": _offer_answer,
    "leave": _leave,
    "withdraw": _withdraw,
    "reopen": _reopen,
}
PERMISSIONS = {
    "dispute": "DUTY_DISPUTE",
    "delegate": "DUTY_DELEGATE",
    "take-back": "DUTY_DELEGATE",
    "offer": "DUTY_JOIN",
    "offer-answer": "DUTY_JOIN",
    "leave": "DUTY_JOIN",
    "withdraw": "ANSWER_SUBMIT",
    "reopen": "CHALLENGE_MAKE",
}


def step(what: str) -> Callable[..., HttpResponse]:
    """The view of one form of the page: each has a policy of its own."""

    @for_body(PERMISSIONS[what])
    def taken(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
        held = duty_seen(request, body, written)
        try:
            done = STEPS[what](request, body, held)
        except REFUSALS as error:
            return _page(request, body, held, what, str(error))
        tell(request, done)
        return HttpResponseRedirect(at_body(body, "duties", held.reference))

    return taken


@for_body("ANSWER_DRAFT")
def start(request: HttpRequest, body: Organisation) -> HttpResponse:
    """Begins an answer: to one duty, to those ticked in the list, or to all that serve an expectation."""
    by = actor(request)
    seen = duties_seen(by, body.pk).select_related("entry")
    expectation = None
    if named := reference(request, "expectation", "X"):
        expectation = Expectation.objects.filter(reference=named).first()
        if expectation is None:
            raise Http404(named)
        serving = [one.version.entry_id for one in entries_serving(expectation.pk)]
        found = list(seen.filter(entry__in=serving))
        shut = closed_among(found)
        found = [held for held in found if held.pk not in shut]
    else:
        written = request.POST.getlist("duty")
        found = list(seen.filter(reference__in=written))
        if len(found) != len(set(written)):
            raise hidden(request, Duty.objects.filter(reference__in=written).count() > len(found))
    stance = words(request, "stance")
    common = Said(stance if stance in Stance.values else "", request.POST.get("said", "").strip())
    try:
        draft = start_draft(
            by=by,
            organisation=body,
            duties=found,
            expectation=expectation,
            content=Content(all=common),
        )
    except (DutyError, NotPermittedError) as error:
        tell(request, str(error), wrong=True)
        only = found[0].reference if len(found) == 1 else ""
        return HttpResponseRedirect(at_body(body, "duties", only) if only else at_body(body, "duties"))
    return HttpResponseRedirect(at_body(body, "drafts", draft.pk))


@for_body("DUTY_DELEGATE")
def delegate_many(request: HttpRequest, body: Organisation) -> HttpResponse:
    """Hands the ticked duties of the list to one member."""
    written = request.POST.getlist("duty")
    found = list(duties_seen(actor(request), body.pk).filter(reference__in=written))
    people = {person.pk: person for person, _ in members_of(body.pk)}
    to = people.get(number(request, "to"))
    if len(found) != len(set(written)):
        raise hidden(request, Duty.objects.filter(reference__in=written).count() > len(found))
    try:
        if to is None or not found:
            raise DutyError("Tick at least one duty, and choose a member of your body.")
        done = delegate_duties(by=actor(request), duties=found, to=to)
    except (DutyError, NotPermittedError) as error:
        tell(request, str(error), wrong=True)
    else:
        tell(request, f"{done} handed to {to.name}.")
    return HttpResponseRedirect(at_body(body, "duties"))
