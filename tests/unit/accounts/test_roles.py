"""Roles are dated, and what they allow is what operations ask for."""

import importlib

import pytest
from django.db import IntegrityError, transaction

from answerable.accounts.models import RoleGrant
from answerable.accounts.operations import AccountError, deactivate, end_role, grant_role
from answerable.accounts.queries import active_person, actor_of, people_of, roles_of
from answerable.accounts.roles import EVERYBODY, PERMISSIONS, READS, Role
from answerable.core.actors import PEOPLE
from answerable.core.calendar import now
from answerable.ledger.models import Event
from answerable.ledger.operation import OPERATIONS
from tests import make
from tests.conftest import ROOT
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db


def test_every_role_has_its_permissions_and_each_is_one_that_an_operation_asks_for() -> None:
    package = ROOT / "answerable"
    for path in [*package.glob("*/operations.py"), *package.glob("*/operations/*.py")]:
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert set(PERMISSIONS) == set(Role)
    asked = set(OPERATIONS.values())
    assert EVERYBODY.union(*PERMISSIONS.values()) - asked == READS


def test_nobody_but_jobs_may_record_suggestions_or_sign_people_in() -> None:
    held = EVERYBODY.union(*PERMISSIONS.values())
    assert not held & {"SUGGESTION_RECORD", "EXPECTATION_PROPOSE", "SIGN_IN", "REPORT_RECORD"}


def test_actor_holds_what_all_roles_allow() -> None:
    person = made.person("overseer", "administrator")
    actor = actor_of(person)
    assert actor.identifier == person.identifier
    assert actor.permissions == EVERYBODY | PERMISSIONS[Role.OVERSEER] | PERMISSIONS[Role.ADMINISTRATOR]
    assert roles_of(person) == [Role.OVERSEER, Role.ADMINISTRATOR]


def test_role_ends_and_can_be_given_again() -> None:
    person = made.person("editor")
    grant = RoleGrant.objects.get()
    end_role(by=PEOPLE, grant=grant, reason="On leave.")
    again = active_person(person.pk)
    assert again is not None and "SUGGESTION_DECIDE" not in actor_of(again).permissions
    with pytest.raises(AccountError, match="ended before"):
        end_role(by=PEOPLE, grant=grant, reason="Again.")
    grant_role(by=PEOPLE, person=person, role="editor", reason="Back.")
    assert [row.ended_at is None for row in RoleGrant.objects.order_by("pk")] == [False, True]


def test_role_that_is_held_already_is_not_given_twice() -> None:
    person = made.person("editor")
    before = Event.objects.count()
    grant_role(by=PEOPLE, person=person, role="editor", reason="Again.")
    assert RoleGrant.objects.count() == 1 and Event.objects.count() == before


def test_database_refuses_the_same_role_twice() -> None:
    person = made.person("editor")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            person=person, role="editor", granted_by="person:1", reason="x", granted_at=now()
        )


def test_responder_acts_for_one_body_and_editor_for_none() -> None:
    person, trust = made.person(), make.body("Northmere Wards Trust")
    with pytest.raises(AccountError, match="acts for one body"):
        grant_role(by=PEOPLE, person=person, role="responder", reason="x")
    with pytest.raises(AccountError, match="not tied to a body"):
        grant_role(by=PEOPLE, person=person, role="editor", organisation=trust, reason="x")
    grant = grant_role(by=PEOPLE, person=person, role="responder", organisation=trust, reason="x")
    event = Event.objects.get(kind="role.granted")
    assert grant.organisation == trust and event.payload["organisation"] == trust.reference


def test_people_of_a_body_are_those_who_hold_a_role_for_it_now() -> None:
    trust, other = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    ann, bob, eve = made.person(), made.person(), made.person("administrator")
    for person, role, body in (
        (ann, "responder", trust),
        (ann, "contributor", trust),
        (bob, "accountable_officer", trust),
        (eve, "responder", other),
    ):
        grant_role(by=PEOPLE, person=person, role=role, organisation=body, reason="x")
    assert people_of(trust.pk) == [ann, bob]
    assert people_of(trust.pk, "accountable_officer") == [bob]
    assert people_of(trust.pk, "responder", "contributor") == [ann]
    end_role(by=PEOPLE, grant=RoleGrant.objects.get(person=bob, organisation=trust), reason="x")
    deactivate(by=PEOPLE, person=ann, reason="Left.")
    assert people_of(trust.pk) == []


@pytest.mark.parametrize(("role", "reason", "why"), [("king", "x", "no role"), ("editor", " ", "Say why")])
def test_role_without_sense_is_refused(role: str, reason: str, why: str) -> None:
    with pytest.raises(AccountError, match=why):
        grant_role(by=PEOPLE, person=made.person(), role=role, reason=reason)
