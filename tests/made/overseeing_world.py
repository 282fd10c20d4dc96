"""A register in which duties have climbed, for the pages of oversight in a browser. All made up."""

import datetime as dt
import json
from dataclasses import asdict, dataclass

from answerable.accounts.models import Person
from answerable.accounts.operations import make_password_link, set_password
from answerable.accounts.queries import actor_of
from answerable.core.actors import PEOPLE, POST
from answerable.core.calendar import today
from answerable.core.mail import Bounce
from answerable.duties.models import Dispute
from answerable.duties.operations import dispute_duty
from answerable.notices.operations import record_bounce
from answerable.oversight.models import Letter
from answerable.pipeline.post import told_of_failures
from tests import make
from tests.made import overseeing as made
from tests.migrated import migrate
from tests.unit.accounts.made import PASSWORD

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class OverseeingWorld:
    """What the pages are about: references, and e-mail addresses of those who sign in."""

    overseer: str
    officer: str
    body: str
    duty: str
    letter: str
    dispute: int


def build() -> OverseeingWorld:
    due = today() - 60 * DAY
    since = due - 90 * DAY
    body, other = make.body("Northmere Wards Trust"), make.body("Southmere Partnership Trust")
    make.body("Department of Lanterns", key="gov:dhsc", kind="department")
    overseer, officer = made.person("overseer"), made.officer(body, since=since)
    other_officer = made.officer(other, since=since)
    duty = made.duties(body, texts=["A lamp was out.", "A bell was silent."], issued=due - 56 * DAY)[0]
    disputed = made.duty(other, issued=due - 56 * DAY)
    made.duty(make.body("Eastmere Trust"), issued=due - 56 * DAY)
    for days in (-14, 1, 14, 28, 42, 56):
        made.daily(due + days * DAY)
    dispute_duty(
        by=actor_of(other_officer), duty=disputed, kind="no_power", words="The law does not let us do it."
    )
    made.daily(today())
    letter = Letter.objects.filter(about=body, rung="pfd-board").get()
    assert letter.message is not None
    bounce = Bounce(letter.message.message_id, True, "5.1.1 no such user")
    record_bounce(by=POST, bounce=bounce, tell=told_of_failures())
    for person in (overseer, officer):
        _let_in(person)
    dispute = Dispute.objects.get()
    return OverseeingWorld(
        overseer.email, officer.email, body.reference, duty.reference, letter.reference, dispute.pk
    )


def _let_in(person: Person) -> None:
    set_password(by=PEOPLE, token=make_password_link(by=PEOPLE, person=person), password=PASSWORD)


def main() -> None:
    migrate()
    print(json.dumps(asdict(build())))  # noqa: T201  # what the test reads
