"""The way in and out: signing in, signing out, and choosing a password by a link."""

import time

from django.contrib.auth import login, logout
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from answerable.accounts.operations import LinkError, set_password
from answerable.accounts.passwords import SHORTEST, PasswordError
from answerable.accounts.queries import actor_of, person_of_link
from answerable.accounts.signing_in import who_signs_in
from answerable.lineage.operations import release_all
from answerable.website.refusals import Explained
from answerable.website.rendering import explain
from answerable.workspace.client import client_of
from answerable.workspace.policy import (
    SEEN,
    SIGN_IN,
    SINCE,
    actor,
    is_known,
    open_to_all,
    signed_in,
    way_back,
)
from answerable.workspace.rendering import desk_page, show

BACKEND = "answerable.accounts.backend.Sessions"
NO = (
    "That e-mail address and password do not go together, or there were too many tries. "
    "After eight wrong tries an account is locked for 15 minutes."
)
DEAD_LINK = Explained(
    "This link no longer works",
    (
        "A link to choose a password works once, for three days, and until a newer one is made.",
        "Ask whoever sent it to you for a new one.",
    ),
    (("Sign in", SIGN_IN), ("The public register", "/")),
)


@open_to_all
@sensitive_post_parameters("password")
@sensitive_variables("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    back = way_back(request, request.POST.get("next") or request.GET.get("next", ""))
    if is_known(request):
        return HttpResponseRedirect(back)
    if request.method != "POST":
        return _sign_in_page(request, back)
    email, password = request.POST.get("email", ""), request.POST.get("password", "")
    person = who_signs_in(email, password, client_of(request))
    if person is None:
        return _sign_in_page(request, back, email=email, error=NO)
    login(request, person, backend=BACKEND)
    request.session[SINCE] = request.session[SEEN] = time.time()
    SessionStore.clear_expired()
    return HttpResponseRedirect(back)


def _sign_in_page(request: HttpRequest, back: str, *, email: str = "", error: str = "") -> HttpResponse:
    page = desk_page("Error: Sign in" if error else "Sign in")
    context = {"back": back, "email": email[:254], "error": error, "chosen": "password-set" in request.GET}
    return show(request, "sign_in.html", page, context, status=422 if error else 200)


@signed_in
def sign_out(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    if "SUGGESTION_DECIDE" in by.permissions:
        release_all(by=by)
    logout(request)
    return HttpResponseRedirect(SIGN_IN)


@open_to_all
@sensitive_post_parameters("password", "again")
@sensitive_variables("password")
def choose_password(request: HttpRequest, token: str) -> HttpResponse:
    person = person_of_link(token)
    if person is None:
        return explain(request, DEAD_LINK, 404)
    error = ""
    if request.method == "POST":
        password = request.POST.get("password", "")
        if password == request.POST.get("again", ""):
            try:
                set_password(by=actor_of(person), token=token, password=password)
                return HttpResponseRedirect(f"{SIGN_IN}?password-set")
            except LinkError:
                return explain(request, DEAD_LINK, 404)
            except PasswordError as wrong:
                error = str(wrong)
        else:
            error = "The two are not the same. Type the password twice."
    page = desk_page("Error: Choose a password" if error else "Choose a password")
    context = {"email": person.email, "error": error, "shortest": SHORTEST}
    return show(request, "choose_password.html", page, context, status=422 if error else 200)
