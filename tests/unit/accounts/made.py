"""People for tests, made by the operations alone. All are made up."""

import datetime as dt
import itertools

import pyotp

from answerable.accounts.models import Person
from answerable.accounts.operations import (
    begin_code_app,
    confirm_code_app,
    grant_role,
    invite_person,
    make_password_link,
    set_password,
)
from answerable.accounts.queries import active_person, actor_of
from answerable.core.actors import PEOPLE
from answerable.core.calendar import now

PASSWORD = "lantern orchard basalt"
_counter = itertools.count(1)


def person(*roles: str, email: str = "", name: str = "", password: str = "") -> Person:
    """Somebody with these roles; with a password where one is given (hashing takes a while)."""
    number = next(_counter)
    made = invite_person(
        by=PEOPLE, email=email or f"somebody{number}@example.org", name=name or f"Some Body {number}"
    )
    for role in roles:
        grant_role(by=PEOPLE, person=made, role=role, reason="A test needs it.")
    if password:
        set_password(by=PEOPLE, token=make_password_link(by=PEOPLE, person=made), password=password)
    found = active_person(made.pk)
    assert found is not None
    return found


def with_app(of: Person) -> str:
    """Gives somebody an authenticator app, set up by a code of a minute ago. The secret."""
    by = actor_of(of)
    secret = begin_code_app(by=by, person=of)
    confirm_code_app(by=by, person=of, code=pyotp.TOTP(secret).at(now() - dt.timedelta(seconds=30)))
    return secret


def code(secret: str, *, steps: int = 0) -> str:
    """What the app shows so many half minutes from now."""
    return pyotp.TOTP(secret).at(now() + dt.timedelta(seconds=30 * steps))
