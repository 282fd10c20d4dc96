"""The way in and out: signing in, signing out, and choosing a password by a link."""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import constant_time_compare
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from answerable.accounts import outside
from answerable.accounts.models import Person
from answerable.accounts.operations import LinkError, set_password
from answerable.accounts.passwords import SHORTEST, PasswordError
from answerable.accounts.queries import active_person, actor_of, person_of_link
from answerable.accounts.signing_in import who_signs_in
from answerable.lineage.operations import release_all
from answerable.website.refusals import Explained
from answerable.website.rendering import explain
from answerable.workspace.client import client_of
from answerable.workspace.policy import SIGN_IN, actor, at_the_door, is_known, open_to_all, way_back
from answerable.workspace.proof import CODE, HALF, WRONG, go_on, is_proof, ways
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.visit import enter, leave

HALF_SECONDS = 600
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
    return go_on(request, person, back)


@open_to_all
@sensitive_post_parameters(CODE)
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second step, for ten minutes after the first."""
    person, back = _half_way(request)
    if person is None:
        request.session.pop(HALF, None)
        return HttpResponseRedirect(SIGN_IN)
    error = ""
    if request.method == "POST":
        if is_proof(request, person):
            del request.session[HALF]
            enter(request, person, proved=True)
            return HttpResponseRedirect(back)
        error = WRONG
    page = desk_page("Error: Second step" if error else "Second step")
    context = {"error": error, **ways(request, person)}
    return show(request, "second_step.html", page, context, status=422 if error else 200)


def _half_way(request: HttpRequest) -> tuple[Person | None, str]:
    kept = request.session.get(HALF)
    if not kept or time.time() - kept["at"] > HALF_SECONDS:
        return None, ""
    person = active_person(kept["person"])
    if person is None or not constant_time_compare(kept["holds"], person.get_session_auth_hash()):
        return None, ""
    return person, way_back(request, kept["next"])


def _sign_in_page(request: HttpRequest, back: str, *, email: str = "", error: str = "") -> HttpResponse:
    page = desk_page("Error: Sign in" if error else "Sign in")
    context = {
        "back": back,
        "email": email[:254],
        "error": error,
        "chosen": "password-set" in request.GET,
        "outside": settings.OIDC_NAME if outside.is_offered() else "",
    }
    return show(request, "sign_in.html", page, context, status=422 if error else 200)


@at_the_door
def sign_out(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    if "SUGGESTION_DECIDE" in by.permissions:
        release_all(by=by)
    leave(request)
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
