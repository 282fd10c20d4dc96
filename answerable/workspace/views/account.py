"""One's own account: second factors, codes on paper, the password, and the sessions that go on."""

import segno
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from markupsafe import Markup

from answerable.accounts.codes import setup_address
from answerable.accounts.models import CodeApp, Passkey
from answerable.accounts.operations import (
    AccountError,
    add_passkey,
    begin_code_app,
    change_password,
    confirm_code_app,
    end_own_visits,
    make_recovery_codes,
    remove_factor,
)
from answerable.accounts.passkeys import PasskeyError, ask_for_new, check_new
from answerable.accounts.passwords import LONGEST, SHORTEST, PasswordError
from answerable.accounts.queries import (
    code_app_of,
    has_second_factor,
    keys_of,
    needs_second_factor,
    passkeys_of,
    recovery_codes_left,
)
from answerable.workspace.notices import tell
from answerable.workspace.policy import (
    PROVE,
    actor,
    at_the_door,
    person,
    recently_proved,
    signed_in,
    way_back,
)
from answerable.workspace.posted import number, words
from answerable.workspace.presenters.account import bodies_of, sessions
from answerable.workspace.proof import (
    CODE,
    SECOND,
    WRONG,
    forgive,
    is_proof,
    may_try,
    prove_first,
    site_of,
    ways,
)
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.visit import VISIT, mark_proved, was_proved

ACCOUNT = f"{ROOT}/account"
_NEW_KEY = "new-passkey-challenge"  # in the session
_CRUMBS = (("Your work", ROOT), ("Your account", ACCOUNT))
NOT_YOURS = "That is not your password, or there were too many tries."


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    who = person(request)
    context = {
        "has_app": code_app_of(who) is not None,
        "passkeys": list(passkeys_of(who)),
        "codes_left": recovery_codes_left(who),
        "needed": needs_second_factor(who),
        "sessions": sessions(who, request.session.get(VISIT, 0)),
        "keys": keys_of(who).count(),
        "bodies": bodies_of(who),
    }
    return show(request, "account.html", desk_page("Your account", "account", _CRUMBS[:1]), context)


@at_the_door
def second_factor(request: HttpRequest) -> HttpResponse:
    """Which to set up: where those are led whose roles need one."""
    who = person(request)
    if has_second_factor(who) and not was_proved(request):
        return HttpResponseRedirect(PROVE)
    context = {
        "has_app": code_app_of(who) is not None,
        "needed": needs_second_factor(who) and not has_second_factor(who),
        "back": way_back(request, request.GET.get("next", "")),
    }
    return show(request, "second_factor.html", desk_page("A second step", "account", _CRUMBS), context)


@at_the_door
@sensitive_post_parameters("code", CODE)
@sensitive_variables("secret")
def code_app(request: HttpRequest) -> HttpResponse:
    """Sets up an app. Somebody who has another factor proves that first."""
    who, by, error = person(request), actor(request), ""
    if stopped := _before_adding(request):
        return stopped
    try:
        if request.method == "POST":
            if not may_try(request, SECOND, who.identifier):
                raise AccountError("There were too many tries. Wait 15 minutes.")
            confirm_code_app(by=by, person=who, code=request.POST.get("code", "")[:40])
            return _added(request)
        secret = begin_code_app(by=by, person=who)
    except AccountError as wrong:
        error = str(wrong)
        if code_app_of(who):
            tell(request, error, wrong=True)
            return HttpResponseRedirect(ACCOUNT)
        secret = begin_code_app(by=by, person=who)
    square = segno.make(setup_address(secret, who.email, settings.SERVICE_NAME), error="m")
    context = {
        "error": error,
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "square": Markup(square.svg_inline(scale=4, omitsize=True, svgclass="ws-square", lineclass=None)),  # noqa: S704  # nosec B704
        "back": way_back(request, request.GET.get("next", "")),
    }
    page = desk_page(f"{'Error: ' if error else ''}Set up an app", "account", _CRUMBS)
    return show(request, "code_app.html", page, context, status=422 if error else 200)


@at_the_door
def passkey(request: HttpRequest) -> HttpResponse:
    """Adds a passkey. Somebody who has a factor already proves that first."""
    who, error = person(request), ""
    if stopped := _before_adding(request):
        return stopped
    if request.method == "POST":
        try:
            made = check_new(
                site_of(request), request.POST.get("passkey", ""), request.session.pop(_NEW_KEY, "")
            )
            add_passkey(
                by=actor(request),
                person=who,
                label=words(request, "label"),
                credential=made.credential,
                public_key=made.public_key,
                sign_count=made.sign_count,
            )
            return _added(request)
        except (PasskeyError, AccountError) as wrong:
            error = str(wrong)
    asked = ask_for_new(
        site_of(request),
        service=settings.SERVICE_NAME,
        handle=who.identifier,
        email=who.email,
        name=who.name,
        known=[key.credential for key in passkeys_of(who)],
    )
    request.session[_NEW_KEY] = asked.challenge
    page = desk_page(f"{'Error: ' if error else ''}Add a passkey", "account", _CRUMBS)
    context = {"error": error, "options": asked.options, "label": words(request, "label")[:60]}
    return show(request, "passkey.html", page, context, status=422 if error else 200)


@signed_in
def end_factor(request: HttpRequest, what: str) -> HttpResponse:
    """Takes away an app or a passkey; all other sessions end with it."""
    who = person(request)
    if stopped := _prove(request):
        return stopped
    factor: CodeApp | Passkey | None = code_app_of(who)
    if what == "passkey":
        factor = passkeys_of(who).filter(pk=number(request, "passkey")).first()
    if factor is None:
        tell(request, "That is not here any more.", wrong=True)
        return HttpResponseRedirect(ACCOUNT)
    try:
        remove_factor(by=actor(request), person=who, factor=factor)
    except AccountError as wrong:
        tell(request, str(wrong), wrong=True)
        return HttpResponseRedirect(ACCOUNT)
    _only_this_session(request)
    tell(request, "It is gone, and your other sessions have ended.")
    return HttpResponseRedirect(ACCOUNT)


@signed_in
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shows ten new codes, once."""
    who = person(request)
    if not has_second_factor(who):
        tell(request, "Set up an app or a passkey first: codes on paper stand in for one.", wrong=True)
        return HttpResponseRedirect(ACCOUNT)
    if stopped := _prove(request):
        return stopped
    codes = make_recovery_codes(by=actor(request), person=who)
    return show(
        request, "recovery_codes.html", desk_page("Codes on paper", "account", _CRUMBS), {"codes": codes}
    )


@signed_in
@sensitive_post_parameters("old", "password", "again")
@sensitive_variables("password")
def password(request: HttpRequest) -> HttpResponse:
    who, error = person(request), ""
    if request.method == "POST":
        chosen = request.POST.get("password", "")
        if not may_try(request, SECOND, who.identifier) or not check_password(
            request.POST.get("old", "")[:LONGEST], who.password
        ):
            error = NOT_YOURS
        elif chosen != request.POST.get("again", ""):
            error = "The two are not the same. Type the new password twice."
        else:
            forgive(request, SECOND, who.identifier)
            try:
                change_password(by=actor(request), person=who, password=chosen)
                _only_this_session(request)
                tell(request, "Your password is changed, and your other sessions have ended.")
                return HttpResponseRedirect(ACCOUNT)
            except (PasswordError, AccountError) as wrong:
                error = str(wrong)
    page = desk_page(f"{'Error: ' if error else ''}Change your password", "account", _CRUMBS)
    context = {"error": error, "shortest": SHORTEST, "email": who.email}
    return show(request, "password.html", page, context, status=422 if error else 200)


@signed_in
def end_session(request: HttpRequest) -> HttpResponse:
    """One of them, or all but this where none is named."""
    here, one = request.session.get(VISIT, 0), number(request, "session")
    done = end_own_visits(
        by=actor(request), person=person(request), visit_id=one or None, but=None if one else here
    )
    ended = "1 session has ended." if done == 1 else f"{done} sessions have ended."
    tell(request, ended if done else "No other session goes on.")
    return HttpResponseRedirect(ACCOUNT)


@at_the_door
@sensitive_post_parameters(CODE)
def prove(request: HttpRequest) -> HttpResponse:
    """Asks again for what only they have, and leads back."""
    back = way_back(request, request.POST.get("next") or request.GET.get("next", ""))
    who, error = person(request), ""
    if not has_second_factor(who) or (request.method == "GET" and recently_proved(request)):
        return HttpResponseRedirect(back)
    if request.method == "POST":
        if is_proof(request, who):
            mark_proved(request, who)
            return HttpResponseRedirect(back)
        error = WRONG
    context = {"action": PROVE, "kept": [("next", back)], "files": False, "error": error}
    page = desk_page(f"{'Error: ' if error else ''}Prove that it is you")
    return show(request, "prove.html", page, {**context, **ways(request, who)}, status=422 if error else 200)


def _before_adding(request: HttpRequest) -> HttpResponse | None:
    """Whoever has a factor proves it before another is added: a stolen session must not add its own."""
    if not has_second_factor(person(request)):
        return None
    if recently_proved(request):
        return None
    return HttpResponseRedirect(f"{PROVE}?next={request.path}")


def _prove(request: HttpRequest) -> HttpResponse | None:
    has = has_second_factor(person(request))
    return prove_first(request) if has and not recently_proved(request) else None


def _added(request: HttpRequest) -> HttpResponse:
    """It was just used, and so counts as a proof. The first leads to the codes on paper."""
    who = person(request)
    forgive(request, SECOND, who.identifier)
    mark_proved(request, who)
    if not recovery_codes_left(who):
        codes = make_recovery_codes(by=actor(request), person=who)
        page = desk_page("Codes on paper", "account", _CRUMBS)
        return show(request, "recovery_codes.html", page, {"codes": codes})
    tell(request, "It is set up. You will be asked for it when you sign in.")
    return HttpResponseRedirect(ACCOUNT)


def _only_this_session(request: HttpRequest) -> None:
    who = person(request)
    update_session_auth_hash(request, who)
    end_own_visits(by=actor(request), person=who, but=request.session.get(VISIT, 0))
