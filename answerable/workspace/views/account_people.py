"""Everybody who may sign in, for an administrator: invited, given roles, helped back in, closed; and what was
refused to whom.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.operations import (
    AccountError,
    deactivate,
    end_role,
    grant_role,
    invite_person,
    reset_factors,
)
from answerable.accounts.queries import active_person, has_second_factor, people, roles_of
from answerable.accounts.roles import FOR_A_PUBLISHER, Role
from answerable.organisations.models import Organisation
from answerable.sources.models import Publisher
from answerable.workspace.bodies import NoSuchBodyError, body_chosen
from answerable.workspace.invitations import send_invitation
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, number, words
from answerable.workspace.presenters.account import refused, roles_held
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

PEOPLE = f"{ROOT}/people"
ROLES = tuple((role.value, role.label) for role in Role)
MOST = 100
_CRUMBS = (("Your work", ROOT), ("People", PEOPLE))


@requires("ROLE_GRANT")
def person_list(request: HttpRequest) -> HttpResponse:
    return _list(request)


@requires("PERSON_INVITE")
def invite(request: HttpRequest) -> HttpResponse:
    try:
        who = invite_person(
            by=actor(request), email=request.POST.get("email", ""), name=words(request, "name")
        )
    except AccountError as wrong:
        return _list(request, error=str(wrong))
    send_invitation(request, who, None, opened=True)
    tell(request, f"{who.email} is invited, and told by mail. Give them their roles here.")
    return HttpResponseRedirect(f"{PEOPLE}/{who.pk}")


@requires("ROLE_GRANT")
def one_person(request: HttpRequest, number: int) -> HttpResponse:
    return _one(request, number)


@requires("ROLE_GRANT")
def grant(request: HttpRequest, number: int) -> HttpResponse:
    who, role = _somebody(number), request.POST.get("role", "")
    try:
        body, publisher = _of(request, role)
        grant_role(
            by=actor(request),
            person=who,
            role=role,
            reason=words(request, "reason"),
            organisation=body,
            publisher=publisher,
            sector=request.POST.get("sector", "").strip(),
        )
    except (AccountError, NoSuchBodyError) as wrong:
        return _one(request, number, what="grant", error=str(wrong))
    return _told(request, number, "The role is given from now on.")


@requires("ROLE_GRANT")
def end(request: HttpRequest, number: int) -> HttpResponse:
    _somebody(number)
    held = RoleGrant.objects.filter(person_id=number, pk=_grant(request)).first()
    try:
        if held is None:
            raise AccountError("That role is not here any more.")
        end_role(by=actor(request), grant=held, reason=words(request, "reason"))
    except AccountError as wrong:
        return _one(request, number, what="end", error=str(wrong))
    return _told(request, number, "The role has ended.")


@requires("PERSON_INVITE")
def help_in(request: HttpRequest, number: int) -> HttpResponse:
    """A new link to choose a password, sent to their own address."""
    send_invitation(request, _somebody(number), None, opened=True)
    return _told(request, number, "A new link is on its way to them by mail.")


@requires("PERSON_INVITE")
def reset(request: HttpRequest, number: int) -> HttpResponse:
    try:
        reset_factors(by=actor(request), person=_somebody(number), reason=words(request, "reason"))
    except AccountError as wrong:
        return _one(request, number, what="reset", error=str(wrong))
    return _told(request, number, "Their second factors and sessions have ended.")


@requires("PERSON_INVITE")
def close(request: HttpRequest, number: int) -> HttpResponse:
    who = _somebody(number)
    try:
        if who.identifier == actor(request).identifier:
            raise AccountError("You can't close your own account: another administrator can.")
        deactivate(by=actor(request), person=who, reason=words(request, "reason"))
    except AccountError as wrong:
        return _one(request, number, what="close", error=str(wrong))
    tell(request, f"The account of {who.email} is closed.")
    return HttpResponseRedirect(PEOPLE)


@requires("AUDIT_READ")
def refusal_list(request: HttpRequest) -> HttpResponse:
    page = desk_page("What was refused", "people", _CRUMBS)
    return show(request, "refusals.html", page, {"rows": refused(MOST), "most": MOST})


def _of(request: HttpRequest, role: str) -> tuple[Organisation | None, str]:
    """The body or the publisher that a role is for. Raises NoSuchBodyError or AccountError."""
    body = body_chosen(request) if words(request, "other_body") else None
    publisher = words(request, "publisher") if role in FOR_A_PUBLISHER else ""
    if publisher and not Publisher.objects.filter(code=publisher).exists():
        raise AccountError("No publisher has that code: it is the last part of the publisher's address.")
    return body, publisher


def _grant(request: HttpRequest) -> int:
    return number(request, "grant")


def _somebody(pk: int) -> Person:
    found = active_person(pk)
    if found is None:
        raise Http404
    return found


def _told(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    tell(request, said)
    return HttpResponseRedirect(f"{PEOPLE}/{pk}")


def _list(request: HttpRequest, *, error: str = "") -> HttpResponse:
    rows = [
        (one, ", ".join(Role(role).label for role in roles_of(one)) or "No role")
        for one in people().filter(ended_at__isnull=True).order_by("name", "pk")
    ]
    page = desk_page("Error: People" if error else "People", "people", _CRUMBS[:1])
    context = {"rows": rows, "typed": given(request), "error": error}
    return show(request, "people.html", page, context, status=422 if error else 200)


def _one(request: HttpRequest, pk: int, *, what: str = "", error: str = "") -> HttpResponse:
    who = _somebody(pk)
    held = list(who.grants.filter(ended_at__isnull=True).select_related("organisation"))
    context = {
        "who": who,
        "here": f"{PEOPLE}/{pk}",
        "held": roles_held(held),
        "has_factor": has_second_factor(who),
        "roles": ROLES,
        "typed": given(request),
        "wrong": what,
        "error": error,
    }
    page = desk_page(f"Error: {who.name}" if error else who.name, "people", _CRUMBS)
    return show(request, "person.html", page, context, status=422 if error else 200)
