"""A register in which bodies work together, things lack an owner and bodies closed. All made up."""

import datetime as dt
import json
from dataclasses import asdict, dataclass

from answerable.accounts.models import Person
from answerable.accounts.operations import make_password_link, set_password
from answerable.accounts.queries import actor_of
from answerable.core.actors import PEOPLE
from answerable.core.calendar import today
from answerable.oversight.operations.consolidating import record_position
from answerable.oversight.operations.grouping import join_group, leave_group
from answerable.oversight.operations.minuting import add_note
from answerable.oversight.operations.working import join_work
from answerable.oversight.succession.running import work_through
from answerable.sources.models import Publisher
from tests import make
from tests.made import coordinating as made
from tests.made import overseeing
from tests.made.answering import duty
from tests.migrated import migrate
from tests.unit.accounts.made import PASSWORD

CLOSED = today() - dt.timedelta(days=20)


@dataclass(frozen=True)
class CoordinatingWorld:
    """What the pages are about: references, and e-mail addresses of those who sign in."""

    overseer: str
    officer: str
    editor: str
    body: str
    group: str
    alone: str  # a group without a lead
    brought: str
    lone: str  # an entry without an owner
    split: str
    run: int
    expectation: str


def build() -> CoordinatingWorld:
    body, other = make.body("Northmere Wards Trust"), make.body("Southmere Partnership Trust")
    overseer, officer, editor = (
        overseeing.person("overseer"),
        overseeing.person("accountable_officer", body),
        overseeing.person("editor"),
    )
    by, day = actor_of(overseer), today()
    asked = made.expectation("Ash", "Birch", to=body)
    group = made.group(by, body, asked, title="Lamps on every ward")
    join_group(by=by, group=group, organisation=other)
    add_note(by=by, group=group, kind="minutes", on=day, title="First meeting", words="Four wards are dark.")
    add_note(
        by=by,
        group=group,
        kind="plan",
        on=day,
        title="Buy lamps",
        words="Forty of them.",
        organisation=other,
        due_on=day + made.SOON,
    )
    alone = made.group(by, other, asked, title="Bells that ring")
    leave_group(by=by, group=alone, organisation=other, why="It has other work.")
    work = made.work(by, other, asked, open_to_others=True, contact="Estates office")
    join_work(by=by, work=work, organisation=make.body("Eastmere Trust"))
    brought = made.consolidation(by, asked)
    record_position(
        by=actor_of(editor),
        consolidation=brought,
        publisher=Publisher.objects.get(name__contains="Ash").code,
        stand="dissents",
        said_on=day,
        words="We asked for three lamps.",
        source="Letter of 1 March",
    )
    lone = make.entry("Mend the bell.", to=[])
    old, split = make.body("Old Trust", closed=CLOSED), make.body("Split Trust", closed=CLOSED)
    make.succession(old, other, CLOSED)
    for name in ("Left Trust", "Right Trust"):
        make.succession(split, make.body(name), CLOSED, "split")
    for holder, text in ((old, "A door."), (split, "Dental lamps were out."), (split, "The bell was out.")):
        duty(holder, text)
    run = work_through(by=by, on=day)
    for person in (overseer, officer, editor):
        _let_in(person)
    return CoordinatingWorld(
        overseer.email,
        officer.email,
        editor.email,
        body.reference,
        group.reference,
        alone.reference,
        brought.reference,
        lone.reference,
        split.reference,
        run.pk,
        asked.reference,
    )


def _let_in(person: Person) -> None:
    set_password(by=PEOPLE, token=make_password_link(by=PEOPLE, person=person), password=PASSWORD)


def main() -> None:
    migrate()
    print(json.dumps(asdict(build())))  # noqa: T201  # what the test reads
