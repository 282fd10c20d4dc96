"""Whom the journey needs: a coroner's area, a trust with its people, its heir, and those who look on."""

import datetime as dt
import json
import sys
from dataclasses import asdict, dataclass

from answerable.accounts.operations import grant_role
from answerable.core.actors import PEOPLE
from answerable.organisations.models import Organisation
from tests import make
from tests.made import publishing
from tests.migrated import migrate
from tests.unit.accounts import made

ABOLISHED = dt.date(2028, 4, 1)
TRUST = "Vale and Moor Partnership NHS Foundation Trust"
HEIR = "Vale Country NHS Foundation Trust"
PEOPLE_NEEDED = {
    "issuer": "Ivy Marsh",
    "responder": "Rowan Thwaite",
    "accountable_officer": "Isla Farrow",
    "assurer": "Amara Whin",
    "lived_experience": "Piet Lowther",
    "overseer": "Oona Sedgwick",
}


@dataclass(frozen=True, slots=True)
class JourneyWorld:
    trust: str
    heir: str
    emails: dict[str, str]


def build() -> JourneyWorld:
    trust = make.body(TRUST, opened=dt.date(2008, 4, 1), closed=ABOLISHED)
    heir = make.body(HEIR, opened=ABOLISHED)
    make.succession(trust, heir, ABOLISHED)
    publishing.publisher()
    emails = {role: _open(role, name, trust) for role, name in PEOPLE_NEEDED.items()}
    return JourneyWorld(trust.reference, heir.reference, emails)


def _open(role: str, name: str, trust: Organisation) -> str:
    person = made.person(email=f"{role}@example.org", name=name, password=made.PASSWORD)
    grant_role(
        by=PEOPLE,
        person=person,
        role=role,
        reason="A journey needs it.",
        organisation=trust if role in ("responder", "accountable_officer") else None,
        publisher=publishing.CODE if role == "issuer" else "",
    )
    return person.email


def main() -> None:
    migrate()
    sys.stdout.write(json.dumps(asdict(build())))
