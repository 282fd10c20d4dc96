"""The people of the demonstration, each with a role and a password made for this register alone.

The passwords stand in a file of ANSWERABLE_HOME that only its owner can read. A register that holds real
reports gets none of these people, and those it had are turned out by `turn_out`.
"""

import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from answerable.accounts.models import Person
from answerable.accounts.operations import (
    deactivate,
    grant_role,
    invite_person,
    make_password_link,
    set_password,
)
from answerable.accounts.queries import active_person, actor_of, person_by_email
from answerable.accounts.roles import Role
from answerable.core.actors import PEOPLE, Actor
from answerable.organisations.models import Organisation
from answerable.register.models import Report

REASON = "A person of the demonstration, who does not exist."
FILE = "demonstration-accounts.txt"


class RealReportsError(RuntimeError):
    """The register holds real reports: people of the demonstration have no place in it."""


@dataclass(frozen=True, slots=True)
class Account:
    email: str
    password: str  # blank where it was made before, and its file is gone
    role: str
    tries: str


def read_accountability() -> dict[str, Any]:
    with (settings.DEFINITIONS / "demo" / "accountability.toml").open("rb") as file:
        return tomllib.load(file)


def open_accounts(people: Sequence[Mapping[str, str]]) -> list[Account]:
    """Opens those that are not there yet, and gives all. Raises RealReportsError."""
    if Report.objects.filter(fictional=False).exists():
        raise RealReportsError("The register holds real reports: no demonstration accounts are opened.")
    known = _kept()
    for one in people:
        if person_by_email(one["email"]) is None:
            known[one["email"]] = _open(one)
    _keep(known)
    return [Account(one["email"], known.get(one["email"], ""), _called(one), one["tries"]) for one in people]


def turn_out(people: Sequence[Mapping[str, str]]) -> int:
    """Closes the accounts of the demonstration's people: how many were open."""
    found = [person for one in people if (person := person_by_email(one["email"]))]
    for person in found:
        deactivate(by=PEOPLE, person=person, reason="The register holds real reports now.")
    _place().unlink(missing_ok=True)
    return len(found)


def actor(email: str) -> Actor:
    """One of them, as the one who does a thing."""
    person = person_by_email(email)
    assert person is not None
    return actor_of(person)


def _open(one: Mapping[str, str]) -> str:
    person: Person = invite_person(by=PEOPLE, email=one["email"], name=one["name"])
    body = Organisation.objects.get(key=one["body"]) if "body" in one else None
    grant_role(
        by=PEOPLE,
        person=person,
        role=one["role"],
        reason=REASON,
        organisation=body,
        publisher=one.get("publisher", ""),
    )
    held = active_person(person.pk)
    assert held is not None
    password = f"demo-{secrets.token_hex(8)}"
    set_password(by=actor_of(held), token=make_password_link(by=PEOPLE, person=held), password=password)
    return password


def _called(one: Mapping[str, str]) -> str:
    label = str(Role(one["role"]).label).partition(",")[0]
    return f"{label}, {Organisation.objects.get(key=one['body']).name}" if "body" in one else label


def _place() -> Path:
    return Path(settings.HOME) / FILE


def _kept() -> dict[str, str]:
    if not _place().exists():
        return {}
    lines = (line.partition("\t") for line in _place().read_text(encoding="utf-8").splitlines())
    return {email: password for email, _, password in lines if password}


def _keep(known: Mapping[str, str]) -> None:
    place = _place()
    place.touch(mode=0o600, exist_ok=True)
    place.chmod(0o600)
    place.write_text("".join(f"{email}\t{password}\n" for email, password in known.items()), encoding="utf-8")
