"""The session of somebody signed in: how it begins, what it is tied to, and how it ends.

What is kept in it besides the desk's own:

    since, seen   seconds since 1970
    visit         which row of `accounts.Visit` it is: the list that its owner sees, and can end
    browser       the kind of browser it began in; used from another, it ends
    proved        when its owner last proved who they are with a second factor
    grants        the roles they held then: a proof counts for no other
"""

import time

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest

from answerable.accounts.models import Person, Refusal, Visit
from answerable.accounts.operations import begin_visit, end_visit, see_visit
from answerable.accounts.queries import grants_now, visit_goes_on
from answerable.core.actors import POST, SIGN_IN
from answerable.core.calendar import now
from answerable.notices.operations import tell
from answerable.workspace.browsers import kind_of_browser
from answerable.workspace.refusal import note
from answerable.workspace.security import ROOT

BACKEND = "answerable.accounts.backend.Sessions"
SINCE, SEEN, VISIT, BROWSER, PROVED, GRANTS = "since", "seen", "visit", "browser", "proved", "grants"
_SEEN_AGAIN = 300  # seconds: the session's hour is counted from the last of these steps
MOVED = (
    "One of your sessions was used from another kind of browser, and so was ended. "
    "If that was not you, change your password."
)


def enter(request: HttpRequest, person: Person, *, proved: bool) -> None:
    """Somebody is signed in from now on, in a session with a new key."""
    login(request, person, backend=BACKEND)
    request.session.cycle_key()
    browser = kind_of_browser(request)
    request.session[SINCE] = request.session[SEEN] = time.time()
    request.session[VISIT] = begin_visit(by=SIGN_IN, person=person, browser=browser).pk
    request.session[BROWSER] = browser
    if proved:
        mark_proved(request, person)
    SessionStore.clear_expired()


def mark_proved(request: HttpRequest, person: Person) -> None:
    """They have just proved who they are. The session gets a new key: an older copy is worth nothing."""
    request.session.cycle_key()
    request.session[PROVED], request.session[GRANTS] = time.time(), grants_now(person)


def leave(request: HttpRequest, why: str = Visit.Why.LEFT) -> None:
    if VISIT in request.session:
        end_visit(by=SIGN_IN, visit_id=request.session[VISIT], why=why)
    logout(request)


def goes_on(request: HttpRequest) -> bool:
    """Whether the session still counts: not too old, not ended elsewhere, in the browser that it began in."""
    person, at = request.user, time.time()
    assert isinstance(person, Person)
    if at - request.session.get(SINCE, 0) > settings.SESSION_LONGEST_SECONDS:
        leave(request, Visit.Why.OLD)
        return False
    if BROWSER in request.session and request.session[BROWSER] != kind_of_browser(request):
        _moved(request, person)
        return False
    if VISIT in request.session and not visit_goes_on(request.session[VISIT]):
        logout(request)
        return False
    if at - request.session.get(SEEN, 0) > _SEEN_AGAIN:
        request.session[SEEN] = at
        if VISIT in request.session:
            see_visit(by=SIGN_IN, visit_id=request.session[VISIT])
    return True


def was_proved(request: HttpRequest) -> bool:
    """Whether the session has seen a second factor at all, under the roles that its owner holds now."""
    return PROVED in request.session and request.session.get(GRANTS) == grants_now(_person(request))


def recently_proved(request: HttpRequest) -> bool:
    """Whether it saw one within the last quarter of an hour."""
    return was_proved(request) and time.time() - request.session[PROVED] <= settings.PROOF_SECONDS


def _moved(request: HttpRequest, person: Person) -> None:
    note(request, Refusal.Kind.MOVED)
    visit = request.session.get(VISIT, 0)
    leave(request, Visit.Why.MOVED)
    tell(
        by=POST,
        person=person,
        key=f"session-moved:{visit}:{now():%Y%m%d}",
        kind="session",
        words=MOVED,
        address=f"{ROOT}/account",
    )


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
