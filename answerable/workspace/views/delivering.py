"""A body's plan, and delivery on one of its duties: what is planned, shown and claimed."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.accounts.queries import people_of
from answerable.core.actors import NotPermittedError
from answerable.duties.models import Duty, Evidence
from answerable.duties.operations import DutyError, Step, add_action, make_claim
from answerable.duties.queries.claims import standing_claims
from answerable.duties.queries.delegated import duties_seen
from answerable.duties.queries.holding import with_entry
from answerable.duties.queries.plans import actions_for, evidence_seen, evidence_used_for, plan_of
from answerable.organisations.models import Organisation
from answerable.oversight.queries.work import others_on_what_is_asked
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body
from answerable.workspace.posted import day, given, number, numbers, words
from answerable.workspace.presenters.delivering import (
    LEVELS,
    actions_shown,
    at_body,
    claim_shown,
    duties_shown,
    evidence_shown,
    ladder,
)
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

_STEPS_OF_FORM = 3
_MOST_LISTED = 300
Done = Callable[[HttpRequest, Organisation, Duty], str]


def crumbs_of(body: Organisation) -> tuple[tuple[str, str], ...]:
    return (("Your work", ROOT), (f"Plan of {body.name}", at_body(body, "plan")))


def duty_of(request: HttpRequest, body: Organisation, written: str) -> Duty:
    """The duty that the address names, of those that the person may see. Raises Http404."""
    found = with_entry(duties_seen(actor(request), body.pk)).filter(reference=written).first()
    if found is None:
        raise Http404(written)
    return found


@for_body("BODY_READ")
def plan(request: HttpRequest, body: Organisation) -> HttpResponse:
    seen = set(duties_seen(actor(request), body.pk).values_list("pk", flat=True))
    rows = [one for one in plan_of(body.pk) if any(row.duty_id in seen for row in one.serves.all())]
    claimed = standing_claims(list(Duty.objects.filter(pk__in=seen)))
    unsupported = [facts.claim.duty_id for facts in claimed.values() if facts.unsupported]
    unplanned = with_entry(duties_seen(actor(request), body.pk).filter(actions__isnull=True))
    context = {
        "body": body,
        "here": at_body(body),
        "actions": actions_shown(rows, body),
        "unplanned": duties_shown(list(unplanned[:_MOST_LISTED]), body),
        "unplanned_count": unplanned.count(),
        "others_at_work": others_on_what_is_asked(body.pk),
        "unsupported": duties_shown(list(with_entry(Duty.objects.filter(pk__in=unsupported))), body),
        "may_edit": actor(request).may_for("PLAN_EDIT", body.pk),
    }
    page = desk_page(f"Plan of {body.name}", "plan", (("Your work", ROOT),))
    return show(request, "plan.html", page, context)


@for_body("BODY_READ")
def delivery(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    return _page(request, body, duty_of(request, body, written))


def _page(
    request: HttpRequest, body: Organisation, duty: Duty, form: str = "", error: str = ""
) -> HttpResponse:
    (shown,) = duties_shown([duty], body)
    facts = standing_claims([duty]).get(duty.pk)
    by = actor(request)
    offered = [one for one in evidence_seen(by, body.pk) if one.withdrawn_at is None]
    ticked = numbers(request, "evidence")
    if not error and facts:
        ticked = [use.evidence_id for use in facts.claim.evidence_used.all()]
    grades = [one.grade for one in offered if one.pk in ticked]
    title = f"Delivery: {duty.reference}"
    context = {
        "body": body,
        "duty": shown,
        "here": shown.href,
        "claim": claim_shown(facts),
        "seen": facts.claim.pk if facts else 0,
        "ladder": ladder(grades, str(facts.level) if facts else ""),
        "actions": actions_shown(actions_for(duty), body),
        "others_at_work": others_on_what_is_asked(body.pk, entry=duty.entry_id),
        "used": evidence_shown(evidence_used_for(duty), body),
        "offered": evidence_shown(offered, body),
        "ticked": ticked,
        "levels": LEVELS,
        "owners": [(one.identifier, one.name) for one in people_of(body.pk)],
        "steps": range(1, _STEPS_OF_FORM + 1),
        "may_edit": by.may_for("PLAN_EDIT", body.pk),
        "may_claim": by.may_for("CLAIM_MAKE", body.pk),
        "evidence_here": at_body(body, "evidence"),
        "form": form,
        "error": error,
        "given": given(request),
    }
    page = desk_page(f"Error: {title}" if error else title, "plan", crumbs_of(body))
    return show(request, "delivery.html", page, context, status=422 if error else 200)


def _plan_action(request: HttpRequest, body: Organisation, duty: Duty) -> str:
    steps = [
        Step(words(request, f"step-{place}"), day(request, f"step-{place}-due"))
        for place in range(1, _STEPS_OF_FORM + 1)
        if words(request, f"step-{place}")
    ]
    owner = words(request, "owner")
    known = {one.identifier for one in people_of(body.pk)}
    made = add_action(
        by=actor(request),
        organisation=body,
        duties=[duty],
        words=words(request, "words"),
        owner_role=words(request, "owner_role"),
        owner=owner if owner in known else "",
        measure=words(request, "measure"),
        end=day(request, "end"),
        steps=steps,
    )
    return f"Planned as {made.reference}."


def _claim(request: HttpRequest, body: Organisation, duty: Duty) -> str:
    chosen = Evidence.objects.filter(pk__in=numbers(request, "evidence"), organisation=body)
    made = make_claim(
        by=actor(request),
        duty=duty,
        level=words(request, "level"),
        words=words(request, "words"),
        claimed_on=day(request, "claimed_on"),
        evidence=list(chosen),
        seen=number(request, "seen"),
    )
    return f"Claimed: {made.get_level_display()}. It is public, and can be verified by others."


def _step(request: HttpRequest, body: Organisation, written: str, what: str, do: Done) -> HttpResponse:
    duty = duty_of(request, body, written)
    try:
        done = do(request, body, duty)
    except (DutyError, NotPermittedError) as error:
        return _page(request, body, duty, what, str(error))
    tell(request, done)
    return HttpResponseRedirect(at_body(body, "duties", duty.reference, "delivery"))


@for_body("PLAN_EDIT")
def plan_action(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    return _step(request, body, written, "plan", _plan_action)


@for_body("CLAIM_MAKE")
def claim(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    return _step(request, body, written, "claim", _claim)
