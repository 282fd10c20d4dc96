"""A register with work for those who look at what others did: claims, a reply, a challenge. Made up."""

import json
import sys
from dataclasses import asdict, dataclass

from answerable.accounts.operations import make_password_link, set_password
from answerable.accounts.roles import Role
from answerable.assurance.models import Recheck
from answerable.assurance.operations import challenge, correct, give_view
from answerable.core.actors import PEOPLE, PUBLIC
from answerable.core.calendar import today
from answerable.duties.rules import add_months
from answerable.organisations.models import Organisation
from tests import make
from tests.made import answering, assuring
from tests.migrated import migrate
from tests.unit.accounts.made import PASSWORD


@dataclass(frozen=True, slots=True)
class AssuringWorld:
    entry: str  # references
    duty: str
    marked_down: str
    closed: str
    challenge: str
    trust: str


def build() -> AssuringWorld:
    """A claim that waits, one marked down, one closed with a look due, a reply and a challenge."""
    trust = make.body("Vale and Moor Partnership NHS Foundation Trust")
    duty = assuring.duty(trust, area="Fell End", fictional=True)
    answering.answer(trust, [duty])
    assuring.claim(duty)
    down = assuring.duty(trust, area="Fell End", fictional=True)
    assuring.verdict(assuring.claim(down), "not_yet", "under_way", by=assuring.assurer(901))
    give_view(
        by=assuring.holder_of(Role.LIVED_EXPERIENCE, 902),
        duty=down,
        view="same",
        words="On our wards nobody has told us that anything changed.",
    )
    closed = assuring.duty(trust, area="Moor End", fictional=True)
    assuring.closed_as_done(closed, on=add_months(today(), -13))
    assert Recheck.objects.filter(due_on__lte=today()).exists()
    made = challenge(by=PUBLIC, entry=down.entry, duty=down, about="verdict", words="All four wards do it.")
    correct(
        by=assuring.holder_of(Role.EDITOR, 903),
        subject=duty.entry.reference,
        was="Asked of another trust.",
        now_says="Asked of the trust that runs the ward.",
        why="A reader told us.",
        challenge=made,
    )
    for role, of, publisher in (
        ("assurer", None, ""),
        ("issuer", None, duty.entry.report.publisher.code),
        ("lived_experience", None, ""),
        ("editor", None, ""),
        ("accountable_officer", trust, ""),
    ):
        _somebody(role, of, publisher)
    return AssuringWorld(
        duty.entry.reference,
        duty.reference,
        down.reference,
        closed.reference,
        made.reference,
        trust.reference,
    )


def address_of(role: str) -> str:
    return f"{role.replace('_', '-')}@example.org"


def _somebody(role: str, of: Organisation | None, publisher: str) -> None:
    person = answering.member(role, of, email=address_of(role), name="Ada Quill", publisher=publisher)
    set_password(by=PEOPLE, token=make_password_link(by=PEOPLE, person=person), password=PASSWORD)


def main() -> None:
    """Fills the register of ANSWERABLE_HOME and prints what is in it, for another process to show it."""
    migrate()
    json.dump(asdict(build()), sys.stdout)
