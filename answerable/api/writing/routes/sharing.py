"""Whom duties of a body are with, and which it answers together with another."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from answerable.accounts.queries import former_members, members_of
from answerable.api.writing import telling_sharing as telling
from answerable.api.writing.finding import duties_named, duty_named, hidden, member_named, written_as
from answerable.api.writing.keys import for_body
from answerable.api.writing.making import get, post
from answerable.api.writing.shapes import Made, Nothing, ReasonIn, at, numbered
from answerable.api.writing.shapes_beside import JointOut, OfferOut
from answerable.api.writing.shapes_sharing import (
    DelegationIn,
    HandoverIn,
    MemberOut,
    OfferAnswer,
    OfferIn,
)
from answerable.duties.models import Delegation, Joint, JointOffer
from answerable.duties.operations import (
    DutyError,
    answer_offer,
    delegate_duties,
    hand_over,
    leave_joint,
    offer_joint,
    take_back,
)
from answerable.duties.queries import duty_by_reference

_BODY = "/bodies/{body}"
_DUTY = f"{_BODY}/duties/{{duty}}"
BODY = "The body's reference."
DUTY = "The duty's reference, such as D-7KQ2M9XA4."


@get(
    f"{_BODY}/members",
    "work_members",
    list[MemberOut],
    needs="DUTY_DELEGATE",
    others=("HANDOVER_MAKE", "PLAN_EDIT"),
    each="body",
)
def members(request: HttpRequest, body: str = at(BODY)) -> list[dict[str, Any]]:
    """Who acts for the body, by name; then those who did, and do so no more."""
    _, held = for_body(request)
    here = [
        {"person": person.pk, "name": person.name, "roles": sorted(grant.role for grant in grants)}
        for person, grants in members_of(held.pk)
    ]
    left: list[dict[str, Any]] = [
        {"person": person.pk, "name": person.name, "roles": []} for person in former_members(held.pk)
    ]
    return [*here, *left]


@post(f"{_BODY}/delegations", "work_delegate", Made, needs="DUTY_DELEGATE", each="body")
def delegate(request: HttpRequest, sent: DelegationIn, body: str = at(BODY)) -> dict[str, Any]:
    """Hands duties to a member of the body. They stay the body's."""
    by, _ = for_body(request)
    to = member_named(request, sent.to)
    done = delegate_duties(by=by, duties=duties_named(request, sent.duties), to=to, words=sent.words)
    return {"key": to.identifier, "words": f"Handed over: duties {done}. The others were with them already."}


@post(f"{_DUTY}/delegations/{{delegation}}/end", "work_take_back", Made, needs="DUTY_DELEGATE", each="body")
def end(
    request: HttpRequest,
    sent: Nothing,
    body: str = at(BODY),
    duty: str = at(DUTY),
    delegation: int = numbered("Its number, as the duty shows it."),
) -> dict[str, Any]:
    """Takes a duty back from a member."""
    by, _ = for_body(request)
    found = Delegation.objects.filter(pk=delegation, duty=duty_named(request, duty)).first()
    if found is None:
        raise hidden(request, "delegation")
    take_back(by=by, delegation=found)
    return {"key": str(found.pk), "words": "Taken back."}


@post(f"{_BODY}/hand-overs", "work_hand_over", Made, needs="HANDOVER_MAKE", each="body")
def pass_on(request: HttpRequest, sent: HandoverIn, body: str = at(BODY)) -> dict[str, Any]:
    """Passes all duties and actions that one member has, or had before they left, to another."""
    by, held = for_body(request)
    person, to = member_named(request, sent.person, left=True), member_named(request, sent.to)
    duties, actions = hand_over(by=by, organisation=held, person=person, to=to)
    return {"key": to.identifier, "words": f"Handed over: duties {duties}, actions {actions}."}


@post(f"{_DUTY}/offers", "work_offer", OfferOut, needs="DUTY_JOIN", each="body")
def offer(request: HttpRequest, sent: OfferIn, body: str = at(BODY), duty: str = at(DUTY)) -> dict[str, Any]:
    """Asks another body to answer under the lead of this one. Nothing changes until it agrees."""
    by, _ = for_body(request)
    lead, other = duty_named(request, duty), duty_by_reference(written_as(sent.other, "D"))
    if other is None or other.entry_id != lead.entry_id:
        raise DutyError("Name another body's duty on the same entry.")
    return telling.offer(offer_joint(by=by, lead=lead, duty=other, words=sent.words))


@post(f"{_DUTY}/offers/{{offer}}/answer", "work_offer_answer", OfferOut, needs="DUTY_JOIN", each="body")
def offer_answer(
    request: HttpRequest,
    sent: OfferAnswer,
    body: str = at(BODY),
    duty: str = at(DUTY),
    offer: int = numbered("Its number, as the duty shows it."),
) -> dict[str, Any]:
    """Agrees to answer under another body's lead, or declines."""
    by, _ = for_body(request)
    rows = JointOffer.objects.filter(pk=offer, duty=duty_named(request, duty))
    found = rows.select_related("lead__holder", "duty").first()
    if found is None:
        raise hidden(request, "offer")
    return telling.offer(answer_offer(by=by, offer=found, accept=sent.accept, words=sent.words))


@post(f"{_DUTY}/joints/{{joint}}/end", "work_joint_end", JointOut, needs="DUTY_JOIN", each="body")
def leave(
    request: HttpRequest,
    sent: ReasonIn,
    body: str = at(BODY),
    duty: str = at(DUTY),
    joint: int = numbered("Its number, as the duty shows it."),
) -> dict[str, Any]:
    """Ends answering together: from then on each body answers for itself."""
    by, _ = for_body(request)
    held = duty_named(request, duty)
    rows = Joint.objects.filter(Q(duty=held) | Q(lead=held), pk=joint, superseded_at__isnull=True)
    found = rows.select_related("lead", "duty").first()
    if found is None:
        raise hidden(request, "joint")
    return telling.joint(leave_joint(by=by, joint=found, reason=sent.reason))
