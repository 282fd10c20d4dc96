"""Who acts for a body: shown to all who do; invited, ended and handed on by its accountable officer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.accounts.models import Person
from answerable.accounts.operations import (
    AccountError,
    end_membership,
    hand_over_office,
    invite_member,
    leave_body,
)
from answerable.accounts.roles import GIVEN_BY_OFFICER, Role
from answerable.organisations.models import Organisation
from answerable.website.rendering import Page
from answerable.workspace.invitations import send_invitation
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body, person
from answerable.workspace.posted import given, number, words
from answerable.workspace.presenters.account import members
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

ROLES = tuple((role.value, role.label) for role in Role if role in GIVEN_BY_OFFICER)
GONE = "They do not act for this body any more."


def address_of(body: Organisation) -> str:
    return f"{ROOT}/bodies/{body.reference}/members"


@for_body("MEMBER_READ")
def member_list(request: HttpRequest, body: Organisation) -> HttpResponse:
    return _shown(request, body)


@for_body("MEMBER_INVITE")
def invite(request: HttpRequest, body: Organisation) -> HttpResponse:
    """A new account's link to choose a password goes to its owner by mail: nobody else sees it."""
    try:
        who, opened = invite_member(
            by=actor(request),
            organisation=body,
            email=request.POST.get("email", ""),
            name=words(request, "name"),
            role=request.POST.get("role", ""),
        )
    except AccountError as wrong:
        return _shown(request, body, what="invite", error=str(wrong))
    send_invitation(request, who, body, opened=opened)
    tell(request, f"{who.email} now acts for {body.name}, and is told by mail.")
    return HttpResponseRedirect(address_of(body))


@for_body("MEMBER_INVITE")
def end(request: HttpRequest, body: Organisation) -> HttpResponse:
    return _done(request, body, "end", lambda who: f"{who.name} no longer acts for {body.name}.")


@for_body("MEMBER_INVITE")
def hand_over(request: HttpRequest, body: Organisation) -> HttpResponse:
    return _done(request, body, "hand-over", lambda who: f"{who.name} is now the accountable officer.")


@for_body("BODY_READ")
def leave(request: HttpRequest, body: Organisation) -> HttpResponse:
    try:
        leave_body(
            by=actor(request), organisation=body, person=person(request), reason=words(request, "reason")
        )
    except AccountError as wrong:
        return _shown(request, body, what="leave", error=str(wrong))
    tell(request, f"You no longer act for {body.name}. What you drafted and held stays with it.")
    return HttpResponseRedirect(ROOT)


def _done(request: HttpRequest, body: Organisation, what: str, said: Callable[[Person], str]) -> HttpResponse:
    who = Person.objects.filter(pk=number(request, "person"), grants__organisation=body).distinct().first()
    reason = words(request, "reason")
    try:
        if who is None:
            raise AccountError(GONE)
        if what == "end":
            end_membership(by=actor(request), organisation=body, person=who, reason=reason)
        else:
            hand_over_office(by=actor(request), organisation=body, to=who, reason=reason)
    except AccountError as wrong:
        return _shown(request, body, what=what, error=str(wrong))
    tell(request, said(who))
    return HttpResponseRedirect(address_of(body))


def _shown(request: HttpRequest, body: Organisation, *, what: str = "", error: str = "") -> HttpResponse:
    by, rows = actor(request), members(body)
    title = f"Who acts for {body.name}"
    page: Page = desk_page(f"Error: {title}" if error else title, "account", (("Your work", ROOT),))
    context = {
        "body": body,
        "here": address_of(body),
        "members": rows,
        "officer": next((one.name for one in rows if one.officer), ""),
        "may_invite": by.may_for("MEMBER_INVITE", body.pk),
        "is_member": any(one.number == person(request).pk for one in rows),
        "roles": ROLES,
        "typed": given(request),
        "wrong": what,
        "error": error,
    }
    return show(request, "members.html", page, context, status=422 if error else 200)
