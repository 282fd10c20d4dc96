"""A register to oversee: regions, boards, trusts, a department, and years in which things happened."""

import datetime as dt
import json
import sys
from dataclasses import asdict, dataclass

from answerable.accounts.operations import make_password_link, set_password
from answerable.core.actors import FIGURES, ORGANISATIONS_LOADER, PEOPLE
from answerable.core.calendar import today
from answerable.organisations.facts import LinkFact, ListRead, cite_words
from answerable.organisations.models import Organisation
from answerable.organisations.operations import load_list
from answerable.oversight.operations.reckoning import reckon
from tests import make
from tests.made import answering
from tests.made.clock import clock
from tests.made.watching import Years
from tests.migrated import migrate
from tests.unit.accounts.made import PASSWORD


@dataclass(frozen=True)
class WatchingWorld:
    """References, and e-mail addresses of those who sign in."""

    region: str
    board: str
    trust: str
    publisher: str
    overseer: str
    secretary: str


def placed(body: Organisation, parent: Organisation, relation: str) -> None:
    """The body lies in the parent, or is run by it, as a list says."""
    cited = cite_words("A list made for tests")
    read = ListRead("test list", links=[LinkFact(body.key, parent.key, relation, cited)])
    load_list(by=ORGANISATIONS_LOADER, read=read)


def years_in_places(
    steps: int, *, seed: int = 3, until: dt.date | None = None
) -> tuple[Years, dict[str, Organisation]]:
    """Four trusts in two boards of two regions, a department, and a prison that one of the trusts runs."""
    years = Years(seed)
    with clock(years.on):
        at = {
            "north": make.body("NHS England North of Here", kind="nhs_region"),
            "south": make.body("NHS England South of Here", kind="nhs_region"),
            "moor": make.body("NHS Moor Integrated Care Board", kind="icb"),
            "vale": make.body("NHS Vale Integrated Care Board", kind="icb"),
            "lanterns": make.body("Department of Lanterns", kind="department"),
            "unit": make.body("Fell End Secure Unit", kind="prison"),
        }
        for number, trust in enumerate(years.bodies):
            placed(trust, at["north" if number < 2 else "south"], "region")
            placed(trust, at["moor" if number < 2 else "vale"], "icb")
        placed(at["unit"], years.bodies[0], "run_by")
        years.bodies += [at["lanterns"], at["unit"]]
    if until is not None:
        years.on = until - dt.timedelta(days=15 * steps)
    years.pass_by(steps)
    return years, at


def build() -> WatchingWorld:
    years, at = years_in_places(90, until=today())
    trust = years.bodies[0]
    reckon(by=FIGURES)
    for role, body in (("overseer", None), ("accountable_officer", trust)):
        email = f"{role.replace('_', '-')}@example.org"
        person = answering.member(role, body, email=email, name="Ada Quill")
        set_password(by=PEOPLE, token=make_password_link(by=PEOPLE, person=person), password=PASSWORD)
    return WatchingWorld(
        at["north"].reference,
        at["moor"].reference,
        trust.reference,
        "coroner-for-north-vale",
        "overseer@example.org",
        "accountable-officer@example.org",
    )


def main() -> None:
    """Fills the register of ANSWERABLE_HOME and prints what is in it, for another process to show it."""
    migrate()
    json.dump(asdict(build()), sys.stdout)
