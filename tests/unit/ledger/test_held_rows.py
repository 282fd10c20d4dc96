"""A row that is held keeps nobody from adding rows that point to it: neither of two has to begin again."""

import pytest
from django.db import DatabaseError

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.operations import grant_role, hand_over_office
from answerable.accounts.queries import actor_of
from answerable.core.actors import PEOPLE
from answerable.ledger import meeting
from tests import make
from tests.interleaved import interleaved
from tests.unit.accounts import made

pytestmark = pytest.mark.usefixtures("own_database")


def test_those_who_add_to_a_held_row_and_wait_for_the_log_do_not_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trust, old, new, other = make.body("Held Trust"), made.person(), made.person(), made.person()
    for person, role in ((old, "accountable_officer"), (new, "responder")):
        grant_role(by=PEOPLE, person=person, role=role, organisation=trust, reason="x")
    met: list[DatabaseError] = []
    told = meeting.met_another

    def note(error: DatabaseError) -> bool:
        met.append(error)
        return told(error)

    monkeypatch.setattr(meeting, "met_another", note)
    old_officer = actor_of(Person.objects.get(pk=old.pk))
    first, second = interleaved(
        lambda: grant_role(by=PEOPLE, person=other, role="responder", organisation=trust, reason="x"),
        lambda: hand_over_office(by=old_officer, organisation=trust, to=new, reason="x"),
    )
    assert (first.get().person, second.get().person) == (other, new)
    assert met == []
    assert RoleGrant.objects.filter(organisation=trust, ended_at=None).count() == 4
