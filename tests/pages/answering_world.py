"""A body with duties, an answer being written and one sent, and its people: made up, for the browser."""

import datetime as dt
import json
import sys
from dataclasses import asdict, dataclass

from answerable.accounts.models import Person
from answerable.accounts.operations import make_password_link, set_password
from answerable.accounts.queries import actor_of
from answerable.core.actors import PEOPLE
from answerable.core.calendar import today
from answerable.duties.operations import ask_for_sign_off, dispute_duty
from answerable.organisations.models import Organisation
from tests import make
from tests.made.answering import answer, draft, duty, member
from tests.migrated import migrate
from tests.unit.accounts.made import PASSWORD


@dataclass(frozen=True, slots=True)
class AnsweringWorld:
    officer: str  # e-mail addresses
    responder: str
    issuer: str
    overseer: str
    body: str  # references
    duty: str
    parts: str
    report: str


def build() -> AnsweringWorld:
    trust = make.body("Fellside Wards NHS Foundation Trust")
    officer = _member("accountable_officer", trust, "olu@example.org", "Olu Reed")
    responder = _member("responder", trust, "ivy@example.org", "Ivy Moss")
    first = duty(trust, "Staff on the ward did not know how to raise the alarm at night.")
    parts = duty(
        trust,
        "The ward was short of beds and of notes.",
        part_texts=["Beds were full for a week.", "Notes were lost between two wards."],
        issued=today() - dt.timedelta(days=100),
    )
    for number in range(4):
        duty(trust, f"Families were not told of leave, for the {number + 2}nd time.")
    answered = duty(trust, "Observations were not written down.")
    answer(trust, [answered], officer=actor_of(officer), writer=actor_of(responder))
    written = draft(actor_of(responder), trust, [parts])
    ask_for_sign_off(by=actor_of(responder), draft=written, revision=written.revision, words="Please look.")
    disputed = duty(trust, "The building has no lift.")
    dispute_duty(
        by=actor_of(responder), duty=disputed, kind="no_power", words="The building belongs to another."
    )
    report = first.entry.report
    issuer = _member("issuer", None, "ira@example.org", "Ira Stone", report.publisher.code)
    overseer = _member("overseer", None, "ove@example.org", "Ove Sedge")
    return AnsweringWorld(
        officer=officer.email,
        responder=responder.email,
        issuer=issuer.email,
        overseer=overseer.email,
        body=trust.reference,
        duty=first.reference,
        parts=parts.reference,
        report=report.reference,
    )


def _member(role: str, trust: Organisation | None, email: str, name: str, publisher: str = "") -> Person:
    made = member(role, trust, email=email, name=name, publisher=publisher)
    set_password(by=PEOPLE, token=make_password_link(by=PEOPLE, person=made), password=PASSWORD)
    return made


def main() -> None:
    """Fills the register of ANSWERABLE_HOME and prints what is in it, for another process to show it."""
    migrate()
    json.dump(asdict(build()), sys.stdout)
