"""A register in which something was claimed, and figures moved since, for pages in a browser. All made up."""

import datetime as dt
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from answerable.accounts.operations import make_password_link, set_password
from answerable.core.actors import PEOPLE
from tests.made import assuring, measuring
from tests.migrated import migrate
from tests.unit.accounts import made
from tests.unit.impact.figures import body

ACTED = dt.date(2023, 7, 1)


@dataclass(frozen=True, slots=True)
class MeasuringWorld:
    """References, and the e-mail address of an overseer."""

    overseer: str
    expectation: str
    trust: str


def build() -> MeasuringWorld:
    trust = body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")
    with tempfile.TemporaryDirectory() as folder:
        values = measuring.stepped(30, 14, 120, 60)
        measuring.figures(Path(folder), [(trust, values)], dt.date(2021, 1, 1))
    duties = [assuring.duty(trust, area="Fell End"), assuring.duty(trust, area="Moor End")]
    assuring.verdict(assuring.claim(duties[0], on=ACTED), "not_yet", "under_way")
    assuring.claim(duties[1], on=ACTED)
    asked = measuring.expectation(duties)
    person = made.person("overseer", email="ove@example.org", name="Ove Sedge")
    set_password(by=PEOPLE, token=make_password_link(by=PEOPLE, person=person), password=made.PASSWORD)
    return MeasuringWorld("ove@example.org", asked.reference, trust.reference)


def main() -> None:
    """Fills the register of ANSWERABLE_HOME and prints what is in it, for another process to show it."""
    migrate()
    json.dump(asdict(build()), sys.stdout)
