"""Other ways in than a password: a passkey, and the sign-in of an organisation (OpenID Connect)."""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import constant_time_compare

from answerable.accounts import outside
from answerable.accounts.models import Refusal
from answerable.accounts.passkeys import credential_named
from answerable.accounts.queries import active_person
from answerable.website.refusals import Explained
from answerable.website.rendering import explain
from answerable.workspace.policy import SIGN_IN, is_known, open_to_all, way_back
from answerable.workspace.proof import PASSKEY, challenge, forgive, go_on, may_try, passkey_shown
from answerable.workspace.refusal import note
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.visit import enter

OUTSIDE = "outside"  # in the session, from the way out to the way back
OUTSIDE_SECONDS = 600
BACK = f"{SIGN_IN}/organisation/back"
NO_KEY = "That passkey was not accepted, or there were too many tries. Sign in with your password instead."
NOT_THIS_WAY = Explained(
    "You could not be signed in this way",
    (
        "Either your organisation's sign-in gave no answer that can be trusted, or nobody with your e-mail "
        "address has been invited to this register.",
        "Try once more, or sign in with your password.",
    ),
    (("Sign in", SIGN_IN), ("The public register", "/")),
)


@open_to_all
def passkey(request: HttpRequest) -> HttpResponse:
    """A passkey stands for both factors: the device, and what unlocks it."""
    back = way_back(request, request.POST.get("next") or request.GET.get("next", ""))
    if is_known(request):
        return HttpResponseRedirect(back)
    error = ""
    if request.method == "POST":
        answer = request.POST.get(PASSKEY, "")
        named = credential_named(answer)
        free = may_try(request, "passkey", named)
        key = passkey_shown(request, answer) if free else None
        person = active_person(key.person_id) if key else None
        if person:
            forgive(request, "passkey", named)
            enter(request, person, proved=True)
            return HttpResponseRedirect(back)
        note(request, Refusal.Kind.CODE if free else Refusal.Kind.LOCKED)
        error = NO_KEY
    page = desk_page("Error: Sign in with a passkey" if error else "Sign in with a passkey")
    context = {"back": back, "error": error, "options": challenge(request, None)}
    return show(request, "sign_in_passkey.html", page, context, status=422 if error else 200)


@open_to_all
def organisation(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the provider: a link, since the policy lets no form lead elsewhere."""
    if not outside.is_offered():
        return explain(request, NOT_THIS_WAY, 404)
    try:
        begun = outside.begin(_back(request))
    except outside.OutsideError:
        note(request, Refusal.Kind.OUTSIDE)
        return explain(request, NOT_THIS_WAY, 502)
    request.session[OUTSIDE] = {
        "state": begun.state,
        "nonce": begun.nonce,
        "verifier": begun.verifier,
        "at": time.time(),
        "next": way_back(request, request.GET.get("next", "")),
    }
    return HttpResponseRedirect(begun.address)


@open_to_all
def organisation_back(request: HttpRequest) -> HttpResponse:
    """Whoever comes back is known by their link, or linked by their verified address; nobody is created."""
    kept = request.session.pop(OUTSIDE, None)
    issuer = request.GET.get("iss", settings.OIDC_ISSUER)
    if (
        not kept
        or not outside.is_offered()
        or time.time() - kept["at"] > OUTSIDE_SECONDS
        or not constant_time_compare(kept["state"], request.GET.get("state", ""))
        or issuer != settings.OIDC_ISSUER
    ):
        return _not_this_way(request)
    try:
        claims = outside.finish(
            code=request.GET.get("code", ""),
            nonce=kept["nonce"],
            verifier=kept["verifier"],
            back=_back(request),
        )
    except outside.OutsideError:
        return _not_this_way(request)
    person = outside.who_comes(claims)
    if person is None:
        return _not_this_way(request)
    return go_on(request, person, way_back(request, kept["next"] or ROOT))


def _not_this_way(request: HttpRequest) -> HttpResponse:
    note(request, Refusal.Kind.OUTSIDE)
    return explain(request, NOT_THIS_WAY, 403)


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(BACK)
