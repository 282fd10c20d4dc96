"""An exercise that is being prepared, for the pages of priorities in a browser. All made up."""

import json
from dataclasses import asdict, dataclass

from answerable.accounts.models import Person
from answerable.accounts.operations import make_password_link, set_password
from answerable.accounts.queries import actor_of
from answerable.core.actors import PEOPLE
from tests import make
from tests.made import overseeing as made
from tests.made import prioritising
from tests.migrated import migrate
from tests.unit.accounts.made import PASSWORD


@dataclass(frozen=True)
class PrioritisingWorld:
    """References, and the e-mail addresses of those who sign in."""

    overseer: str
    scorer: str
    exercise: str
    first: str  # expectations
    second: str
    entry: str  # a recommendation without an assessment


def build() -> PrioritisingWorld:
    overseer, scorer = made.person("overseer"), made.person("reader")
    first, second = prioritising.expectation("Mend the lamps."), prioritising.expectation("Mend the bells.")
    begun = prioritising.exercise(actor_of(overseer), [first, second])
    entry = make.entry("Mend the lamps on the stairs.", kind="recommendation", instrument="inquiry")
    for person in (overseer, scorer):
        _let_in(person)
    return PrioritisingWorld(
        overseer.email, scorer.email, begun.reference, first.reference, second.reference, entry.reference
    )


def _let_in(person: Person) -> None:
    set_password(by=PEOPLE, token=make_password_link(by=PEOPLE, person=person), password=PASSWORD)


def main() -> None:
    migrate()
    print(json.dumps(asdict(build())))  # noqa: T201  # what the test reads
