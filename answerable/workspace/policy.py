"""Who may see a page of the workspace. `urls.py` takes no view without one of these decorators.

@requires("SUGGESTION_DECIDE")     somebody signed in whose roles allow it
@for_body("BODY_READ")             the same, for the body that the address names (`<str:body>`)
@signed_in                         anybody signed in
@at_the_door                       the same, though they have yet to set up or prove a second factor
@open_to_all                       the way in
"""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from answerable.accounts.models import Person, Refusal
from answerable.accounts.queries import actor_of, has_second_factor, needs_second_factor
from answerable.accounts.roles import STEP_UP
from answerable.core.actors import Actor, NotPermittedError
from answerable.core.references import BadReferenceError, parse_reference
from answerable.organisations.models import Organisation
from answerable.website.refusals import Explained
from answerable.website.rendering import explain
from answerable.workspace.refusal import note
from answerable.workspace.security import ROOT, inside
from answerable.workspace.visit import SEEN, SINCE, goes_on, recently_proved, was_proved

__all__ = ["SEEN", "SINCE", "recently_proved"]

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
BodyView = Callable[Concatenate[HttpRequest, Organisation, P], HttpResponse]

SIGN_IN = f"{ROOT}/sign-in"
SET_UP = f"{ROOT}/account/second-factor"
PROVE = f"{ROOT}/prove"
NOT_FOR_YOU = Explained(
    "Your account does not allow this",
    (
        "You are signed in, but this page needs a role that your account does not have.",
        "An administrator of the register can give it to you.",
    ),
    (("Your work", ROOT), ("The public register", "/")),
)
NOT_THIS = Explained(
    "Your account does not allow this here",
    (
        "Your role is for some sectors of care, bodies or publishers alone, and this lies outside them.",
        "Nothing was written.",
    ),
    (("Your work", ROOT), ("The public register", "/")),
)


def open_to_all(view: View[P]) -> View[P]:
    return _with_policy(view, "open")


def signed_in(view: View[P]) -> View[P]:
    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return _stopped(request) or view(request, *args, **kwargs)

    return _with_policy(guarded, "signed in")


def at_the_door(view: View[P]) -> View[P]:
    """As `signed_in`, for what those need who have yet to set up a second factor, or to prove it."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if is_known(request) else to_sign_in(request)

    return _with_policy(guarded, "signed in, at the door")


def requires(permission: str) -> Callable[[View[P]], View[P]]:
    """Sends the unknown to sign in, and answers 403 to those whose roles do not allow it.

    A form for an act that others rely on (`STEP_UP`) asks whoever has not of late to prove who they are; what
    they typed goes on with the proof.
    """

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            stopped = _stopped(request)
            if stopped is None and permission not in actor(request).permissions:
                stopped = _refused(request)
            try:
                return stopped or _asked_again(request, permission) or view(request, *args, **kwargs)
            except NotPermittedError:  # by what it is about, such as another sector: an operation alone knows
                return _refused(request, NOT_THIS)

        return _with_policy(guarded, permission)

    return decorate


def for_body(permission: str) -> Callable[[BodyView[P]], Callable[..., HttpResponse]]:
    """As `requires`, for the body whose reference the address holds; the view gets the body itself.

    A body that is not there is answered as one that the person may do nothing for: 403.
    """

    def decorate(view: BodyView[P]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, /, body: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            stopped = _stopped(request)
            if stopped is not None:
                return stopped
            found = _body(body)
            if found is None or not actor(request).may_for(permission, found.pk):
                return _refused(request)
            try:
                return _asked_again(request, permission) or view(request, found, *args, **kwargs)
            except NotPermittedError:
                return _refused(request, NOT_THIS)

        return _with_policy(guarded, f"{permission} for the body")

    return decorate


def _stopped(request: HttpRequest) -> HttpResponse | None:
    """Where the person has to go first: to sign in, to set up a second factor, or to prove theirs."""
    if not is_known(request):
        return to_sign_in(request)
    who = person(request)
    if was_proved(request) or not needs_second_factor(who):
        return None
    door = PROVE if has_second_factor(who) else SET_UP
    return HttpResponseRedirect(f"{door}?{urlencode({'next': _here(request)})}")


def _asked_again(request: HttpRequest, permission: str) -> HttpResponse | None:
    if request.method != "POST" or permission not in STEP_UP or recently_proved(request):
        return None
    if not needs_second_factor(person(request)) and not has_second_factor(person(request)):
        return None
    from answerable.workspace.proof import prove_first  # it draws pages, and those need this module

    return prove_first(request)


def _refused(request: HttpRequest, why: Explained = NOT_FOR_YOU) -> HttpResponse:
    note(request, Refusal.Kind.NOT_ALLOWED)
    return explain(request, why, 403)


def _body(written: str) -> Organisation | None:
    try:
        return Organisation.objects.filter(reference=parse_reference(written, "B")).first()
    except BadReferenceError:
        return None


def policy_of(view: Callable[..., object]) -> str:
    """The policy of a view; blank where it has none."""
    return str(getattr(view, "policy", ""))


def person(request: HttpRequest) -> Person:
    """Who is signed in, on a page that needs somebody to be."""
    assert isinstance(request.user, Person)
    return request.user


def actor(request: HttpRequest) -> Actor:
    """Who is signed in, as the one who does what the page does."""
    return actor_of(person(request))


def is_known(request: HttpRequest) -> bool:
    """Whether somebody is signed in, in a session that still counts. Notes that they are here."""
    return isinstance(request.user, Person) and goes_on(request)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, which leads back here; after a form, to the page it stood on."""
    back = _here(request)
    return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'next': back})}" if back != ROOT else SIGN_IN)


def way_back(request: HttpRequest, given: str) -> str:
    """`given` where it is a page of the workspace, and its first page otherwise."""
    safe = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if safe and inside(urlsplit(given).path) and given.startswith("/") else ROOT


def _here(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in ("GET", "HEAD") else _came_from(request)


def _came_from(request: HttpRequest) -> str:
    return way_back(request, urlsplit(request.headers.get("Referer", "")).path)


def _with_policy(view: Callable[P, HttpResponse], policy: str) -> Callable[P, HttpResponse]:
    view.policy = policy  # type: ignore[attr-defined]
    return view
