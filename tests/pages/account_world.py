"""A body, and people who need more than a password. All are made up."""

import json
import sys

from answerable.accounts.operations import grant_role
from answerable.core.actors import PEOPLE
from tests import make
from tests.migrated import migrate
from tests.unit.accounts import made


def build() -> dict[str, str]:
    """References and e-mail addresses by what they are, and the secret of one app."""
    trust = make.body("Northmere Wards NHS Trust")
    for email, name, role in (
        ("ann@example.org", "Ann Officer", "accountable_officer"),
        ("rob@example.org", "Rob Responder", "responder"),
    ):
        person = made.person(email=email, name=name, password=made.PASSWORD)
        grant_role(by=PEOPLE, person=person, role=role, organisation=trust, reason="A test needs it.")
    made.person("overseer", email="ove@example.org", name="Ove Sedge", password=made.PASSWORD)
    made.person("assurer", email="asa@example.org", name="Asa Mere", password=made.PASSWORD)
    adm = made.person("administrator", email="adm@example.org", name="Adm Fell", password=made.PASSWORD)
    return {"trust": trust.reference, "secret": made.with_app(adm), "adm": str(adm.pk)}


def main() -> None:
    """Fills the register of ANSWERABLE_HOME and prints what is in it."""
    migrate()
    json.dump(build(), sys.stdout)
