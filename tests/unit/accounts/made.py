"""People for tests, made by the operations alone. All are made up."""

import itertools

from answerable.accounts.models import Person
from answerable.accounts.operations import grant_role, invite_person, make_password_link, set_password
from answerable.accounts.queries import active_person
from answerable.core.actors import PEOPLE

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
