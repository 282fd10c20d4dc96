"""A body's own officer says who acts for it; the office is one person's, and is handed over."""

import pytest
from django.db import IntegrityError, transaction

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.operations import (
    AccountError,
    end_membership,
    grant_role,
    hand_over_office,
    invite_member,
    leave_body,
)
from answerable.accounts.queries import (
    active_person,
    actor_of,
    former_members,
    members_of,
    officer_of,
    roles_of,
)
from answerable.core.actors import PEOPLE, Actor, NotPermittedError
from answerable.core.calendar import now
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from tests import make
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


def member(of: Organisation, role: str) -> Person:
    person = made.person()
    grant_role(by=PEOPLE, person=person, role=role, organisation=of, reason="x")
    found = active_person(person.pk)
    assert found is not None
    return found


def again(person: Person) -> Actor:
    found = active_person(person.pk)
    assert found is not None
    return actor_of(found)


def test_officer_invites_for_their_own_body_alone(trust: Organisation) -> None:
    officer = member(trust, "accountable_officer")
    rob, opened = invite_member(
        by=actor_of(officer), organisation=trust, email="Rob@example.org", name="Rob", role="responder"
    )
    assert opened and rob.email == "rob@example.org" and roles_of(rob) == ["responder"]
    same, opened = invite_member(
        by=actor_of(officer), organisation=trust, email="rob@example.org", name="", role="contributor"
    )
    assert same == rob and not opened
    with pytest.raises(NotPermittedError):
        invite_member(
            by=actor_of(officer),
            organisation=make.body("Southmere Wards Trust"),
            email="eve@example.org",
            name="Eve",
            role="responder",
        )
    assert not Person.objects.filter(email="eve@example.org").exists()


@pytest.mark.parametrize("role", ["accountable_officer", "administrator", "editor", "king", ""])
def test_officer_gives_no_other_role(trust: Organisation, role: str) -> None:
    officer = actor_of(member(trust, "accountable_officer"))
    with pytest.raises(AccountError, match="responder or a contributor"):
        invite_member(by=officer, organisation=trust, email="eve@example.org", name="Eve", role=role)


def test_responder_invites_nobody(trust: Organisation) -> None:
    with pytest.raises(NotPermittedError):
        invite_member(
            by=actor_of(member(trust, "responder")),
            organisation=trust,
            email="eve@example.org",
            name="Eve",
            role="responder",
        )


def test_administrator_invites_for_any_body(trust: Organisation) -> None:
    person, _ = invite_member(
        by=actor_of(made.person("administrator")),
        organisation=trust,
        email="rob@example.org",
        name="Rob",
        role="contributor",
    )
    assert [one for one, _ in members_of(trust.pk)] == [person]


def test_body_has_one_accountable_officer_at_a_time(trust: Organisation) -> None:
    first = member(trust, "accountable_officer")
    with pytest.raises(AccountError, match="hand over"):
        grant_role(
            by=PEOPLE, person=made.person(), role="accountable_officer", organisation=trust, reason="x"
        )
    assert officer_of(trust.pk) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            person=made.person(),
            role="accountable_officer",
            organisation=trust,
            granted_by="person:1",
            reason="x",
            granted_at=now(),
        )


def test_office_is_handed_to_a_member_and_its_holder_stays(trust: Organisation) -> None:
    first, second = member(trust, "accountable_officer"), member(trust, "responder")
    with pytest.raises(AccountError, match="invite them first"):
        hand_over_office(by=actor_of(first), organisation=trust, to=made.person(), reason="Retiring.")
    with pytest.raises(AccountError, match="Say why"):
        hand_over_office(by=actor_of(first), organisation=trust, to=second, reason="")
    hand_over_office(by=actor_of(first), organisation=trust, to=second, reason="Retiring.")
    assert officer_of(trust.pk) == second
    assert again(second).may_for("ANSWER_SUBMIT", trust.pk)
    assert not again(first).may_for("ANSWER_SUBMIT", trust.pk)
    assert again(first).may_for("ANSWER_DRAFT", trust.pk)
    with pytest.raises(NotPermittedError):
        hand_over_office(by=again(first), organisation=trust, to=first, reason="Back again.")
    with pytest.raises(AccountError, match="already"):
        hand_over_office(by=again(second), organisation=trust, to=second, reason="x")


def test_member_leaves_and_is_known_to_have_been_one(trust: Organisation) -> None:
    officer, rob = member(trust, "accountable_officer"), member(trust, "responder")
    with pytest.raises(AccountError, match="Only the person"):
        leave_body(by=actor_of(officer), organisation=trust, person=rob, reason="x")
    leave_body(by=actor_of(rob), organisation=trust, person=rob, reason="Moving to the coast.")
    assert again(rob).bodies == {} and active_person(rob.pk) is not None
    assert former_members(trust.pk) == [rob]
    event = Event.objects.get(kind="member.left")
    assert event.payload["organisation"] == trust.reference and "coast" not in str(event.payload)
    with pytest.raises(AccountError, match="any more"):
        leave_body(by=actor_of(rob), organisation=trust, person=rob, reason="Again.")


def test_officer_ends_a_membership_but_not_their_own_office(trust: Organisation) -> None:
    officer, rob = member(trust, "accountable_officer"), member(trust, "responder")
    with pytest.raises(AccountError, match="hands over the office first"):
        leave_body(by=actor_of(officer), organisation=trust, person=officer, reason="Leaving.")
    end_membership(by=actor_of(officer), organisation=trust, person=rob, reason="Left the trust.")
    assert [one for one, _ in members_of(trust.pk)] == [officer]
    with pytest.raises(NotPermittedError):
        end_membership(by=actor_of(rob), organisation=trust, person=officer, reason="Because.")
