"""Who may see a page of the workspace. `urls.py` takes no view without one of these decorators.

@requires("SUGGESTION_DECIDE")     somebody signed in whose roles allow it
@for_body("BODY_READ")             the same, for the body that the address names (`<str:body>`)
@signed_in                         anybody signed in
@open_to_all                       the way in
"""

import functools
import time
from collections.abc import Callable
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from answerable.accounts.models import Person
from answerable.accounts.queries import actor_of
from answerable.core.actors import Actor
from answerable.core.references import BadReferenceError, parse_reference
from answerable.organisations.models import Organisation
from answerable.website.refusals import Explained
from answerable.website.rendering import explain
from answerable.workspace.security import ROOT, inside

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
BodyView = Callable[Concatenate[HttpRequest, Organisation, P], HttpResponse]

SIGN_IN = f"{ROOT}/sign-in"
SINCE, SEEN = "since", "seen"  # in the session: seconds since 1970
_SEEN_AGAIN = 300  # seconds: the session's hour is counted from the last of these steps
NOT_FOR_YOU = Explained(
    "Your account does not allow this",
    (
        "You are signed in, but this page needs a role that your account does not have.",
        "An administrator of the register can give it to you.",
    ),
    (("Your work", ROOT), ("The public register", "/")),
)


def open_to_all(view: View[P]) -> View[P]:
    return _with_policy(view, "open")


def signed_in(view: View[P]) -> View[P]:
    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not is_known(request):
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return _with_policy(guarded, "signed in")


def requires(permission: str) -> Callable[[View[P]], View[P]]:
    """Sends the unknown to sign in, and answers 403 to those whose roles do not allow it."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not is_known(request):
                return to_sign_in(request)
            if permission not in actor(request).permissions:
                return explain(request, NOT_FOR_YOU, 403)
            return view(request, *args, **kwargs)

        return _with_policy(guarded, permission)

    return decorate


def for_body(permission: str) -> Callable[[BodyView[P]], Callable[..., HttpResponse]]:
    """As `requires`, for the body whose reference the address holds; the view gets the body itself.

    A body that is not there is answered as one that the person may do nothing for: 403.
    """

    def decorate(view: BodyView[P]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, /, body: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not is_known(request):
                return to_sign_in(request)
            found = _body(body)
            if found is None or not actor(request).may_for(permission, found.pk):
                return explain(request, NOT_FOR_YOU, 403)
            return view(request, found, *args, **kwargs)

        return _with_policy(guarded, f"{permission} for the body")

    return decorate


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
    """Whether somebody is signed in, for no longer than a session may last. Notes that they are here."""
    if not isinstance(request.user, Person):
        return False
    now = time.time()
    if now - request.session.get(SINCE, 0) > settings.SESSION_LONGEST_SECONDS:
        logout(request)
        return False
    if now - request.session.get(SEEN, 0) > _SEEN_AGAIN:
        request.session[SEEN] = now
    return True


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, which leads back here; after a form, to the page it stood on."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else _came_from(request)
    return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'next': back})}" if back != ROOT else SIGN_IN)


def way_back(request: HttpRequest, given: str) -> str:
    """`given` where it is a page of the workspace, and its first page otherwise."""
    safe = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if safe and inside(urlsplit(given).path) and given.startswith("/") else ROOT


def _came_from(request: HttpRequest) -> str:
    return way_back(request, urlsplit(request.headers.get("Referer", "")).path)


def _with_policy(view: Callable[P, HttpResponse], policy: str) -> Callable[P, HttpResponse]:
    view.policy = policy  # type: ignore[attr-defined]
    return view
