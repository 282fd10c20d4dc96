"""Proving who one is: by a code or a passkey, at sign-in and again before an act that others rely on."""

import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.accounts.models import Passkey, Person, Refusal
from answerable.accounts.operations import count_try, forget_tries, use_code, use_passkey
from answerable.accounts.passkeys import PasskeyError, Site, ask_for_proof, check_proof, credential_named
from answerable.accounts.passwords import keyed_digest
from answerable.accounts.queries import code_app_of, has_second_factor, passkeys_of
from answerable.core.actors import SIGN_IN
from answerable.workspace.client import client_of
from answerable.workspace.refusal import note
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.visit import enter, mark_proved

CODE, PASSKEY = "second_factor_code", "passkey_answer"  # names of fields
SECOND = "second factor"  # a kind of tries
HALF = "half-way-in"  # in the session: whose first factor was right, until they prove the rest
_CHALLENGE = "passkey-challenge"  # in the session
_OURS = frozenset({CODE, PASSKEY, "csrfmiddlewaretoken"})
WRONG = (
    "That was not accepted: it was wrong, too old or used before, or there were too many tries. "
    "A code works once, so wait for the next. After eight wrong tries this is locked for 15 minutes."
)


def site_of(request: HttpRequest) -> Site:
    """The host was checked against ANSWERABLE_HOSTS when Django read it."""
    host = request.get_host()
    name = host if host.endswith("]") else host.partition(":")[0]
    return Site(name, f"{request.scheme}://{host}")


def challenge(request: HttpRequest, person: Person | None) -> str:
    """What a browser is asked to sign, as JSON: with any of one's passkeys, or with any at all."""
    known = [key.credential for key in passkeys_of(person)] if person else []
    if person and not known:
        return ""
    asked = ask_for_proof(site_of(request), known)
    request.session[_CHALLENGE] = asked.challenge
    return asked.options


def passkey_shown(request: HttpRequest, answer: str) -> Passkey | None:
    """Whose device has signed the challenge that it was given last, which is then spent."""
    asked = request.session.pop(_CHALLENGE, "")
    key = (
        Passkey.objects.select_related("person")
        .filter(credential=credential_named(answer), ended_at__isnull=True, person__ended_at__isnull=True)
        .first()
    )
    if not asked or key is None:
        return None
    try:
        count = check_proof(
            site_of(request), answer, asked, public_key=key.public_key, sign_count=key.sign_count
        )
    except PasskeyError:
        return None
    return key if use_passkey(by=SIGN_IN, passkey=key, sign_count=count) else None


def may_try(request: HttpRequest, kind: str, of: str) -> bool:
    """Counts a try of this kind, by this client; False behind a lock."""
    account, client = keyed_digest(kind, of), keyed_digest("client", client_of(request))
    return count_try(by=SIGN_IN, account=account, client=client)


def forgive(request: HttpRequest, kind: str, of: str) -> None:
    """The try was right, and counts as no failure."""
    account, client = keyed_digest(kind, of), keyed_digest("client", client_of(request))
    forget_tries(by=SIGN_IN, account=account, client=client)


def is_proof(request: HttpRequest, person: Person) -> bool:
    """Whether the form holds a code or a passkey of this person that is good now. It is spent by this."""
    if not may_try(request, SECOND, person.identifier):
        note(request, Refusal.Kind.LOCKED, person)
        return False
    answer = request.POST.get(PASSKEY, "")
    if answer:
        key = passkey_shown(request, answer)
        right = key is not None and key.person_id == person.pk
    else:
        right = use_code(by=SIGN_IN, person=person, code=request.POST.get(CODE, "")[:40])
    if not right:
        note(request, Refusal.Kind.CODE, person)
        return False
    forgive(request, SECOND, person.identifier)
    return True


def go_on(request: HttpRequest, person: Person, back: str) -> HttpResponse:
    """Their first factor was right: they are in, or are asked for the second where they have one."""
    if not has_second_factor(person):
        enter(request, person, proved=False)
        return HttpResponseRedirect(back)
    request.session.cycle_key()
    request.session[HALF] = {
        "person": person.pk,
        "holds": person.get_session_auth_hash(),
        "at": time.time(),
        "next": back,
    }
    return HttpResponseRedirect(f"{ROOT}/sign-in/second-factor")


def prove_first(request: HttpRequest) -> HttpResponse | None:
    """None once the form before us holds a proof, which is taken out of it; else the page that asks for one.

    That page carries on what was typed. Files can't be: it says so.
    """
    person = request.user
    assert isinstance(person, Person)
    sent = CODE in request.POST or PASSKEY in request.POST
    if sent and is_proof(request, person):
        mark_proved(request, person)
        left = request.POST.copy()
        for name in _OURS - {"csrfmiddlewaretoken"}:
            left.pop(name, None)
        request.POST = left  # type: ignore[assignment]  # Django lets it be set
        return None
    context = {
        "action": request.get_full_path(),
        "kept": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in _OURS
            for value in values
            if isinstance(value, str)
        ],
        "files": bool(request.FILES),
        **ways(request, person),
        "error": WRONG if sent else "",
    }
    page = desk_page("Error: Prove that it is you" if sent else "Prove that it is you")
    return show(request, "prove.html", page, context, status=422)


def ways(request: HttpRequest, person: Person) -> dict[str, object]:
    """How this person can prove who they are, for a page that asks."""
    return {"has_app": code_app_of(person) is not None, "options": challenge(request, person)}
