"""A register in which something was asked again after it was said to be done. Made up."""

import datetime as dt
import json
import sys
from dataclasses import asdict, dataclass

from answerable.accounts.operations import make_password_link, set_password
from answerable.core.actors import PEOPLE
from answerable.impact.models import Alarm
from answerable.impact.operations.alarming import raise_alarms
from answerable.lineage.operations import make_expectation
from tests import make
from tests.made import answering, recurring
from tests.migrated import migrate
from tests.unit.accounts.made import PASSWORD

ASSURER = "assurer@example.org"


@dataclass(frozen=True, slots=True)
class RecurringWorld:
    alarm: str  # references
    entry: str
    duty: str
    expectation: str


def build() -> RecurringWorld:
    """An alarm of the same body, a program's of another, a closure after which nothing came."""
    person = answering.member("assurer", None, email=ASSURER, name="Ada Quill")
    set_password(by=PEOPLE, token=make_password_link(by=PEOPLE, person=person), password=PASSWORD)
    trust = make.body("Vale and Moor Partnership NHS Foundation Trust")
    first = recurring.closed(trust, area="Fell End", fictional=True)
    recurring.again(first, area="Moor End")
    second = recurring.closed(trust, area="Fell End", fictional=True)
    recurring.again(second, sure=False, to=[make.body("Southmere Wards Trust")], area="Fell End")
    recurring.closed(trust, area="Fell End", fictional=True)
    raise_alarms()
    alarm = Alarm.objects.get(duty=first)
    third = make.entry(to=[trust], issued=dt.date(2025, 5, 1), area="Fell End", fictional=True)
    made = make_expectation(
        by=make.editor(),
        text="Staff hear the alarm on every ward.",
        entries=[first.entry, alarm.entry, third],
    )
    return RecurringWorld(alarm.reference, first.entry.reference, first.reference, made.reference)


def main() -> None:
    """Fills the register of ANSWERABLE_HOME and prints what is in it, for another process to show it."""
    migrate()
    json.dump(asdict(build()), sys.stdout)
