"""Two at one moment: what ends ends once and whole, whatever somebody else begins or ends beside it."""

import pytest

from answerable.accounts.models import Passkey, PasswordLink, Person, RoleGrant
from answerable.accounts.operations import (
    AccountError,
    add_passkey,
    change_password,
    count_try,
    deactivate,
    end_role,
    forget_tries,
    grant_role,
    hand_over_office,
    invite_member,
    leave_body,
    make_password_link,
    reset_factors,
)
from answerable.accounts.operations.keying import end_key, make_key
from answerable.accounts.queries import actor_of, officer_of
from answerable.core.actors import PEOPLE, SIGN_IN
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from tests import make
from tests.interleaved import interleaved
from tests.unit.accounts import made

pytestmark = pytest.mark.usefixtures("own_database")


def member(of: Organisation, role: str) -> Person:
    person = made.person()
    grant_role(by=PEOPLE, person=person, role=role, organisation=of, reason="x")
    return Person.objects.get(pk=person.pk)


def ended(kind: str, person: Person) -> int:
    return Event.objects.filter(kind=kind, subject=person.identifier).count()


def test_factors_that_are_added_or_ended_as_all_are_taken_away() -> None:
    owner = member(make.body("Key Trust"), "responder")
    by = actor_of(owner)
    key, _ = make_key(by=by, person=owner, label="Ours", scopes=["PROGRESS_REPORT"], days=9)
    first, second = interleaved(
        lambda: add_passkey(by=by, person=owner, label="x", credential="c", public_key="k", sign_count=0),
        lambda: reset_factors(by=PEOPLE, person=owner, reason="Lost."),
    )
    assert first.get() and second.get()
    assert not Passkey.objects.filter(person=owner, ended_at=None).exists()
    assert ended("key.ended", owner) == 1

    key, _ = make_key(by=by, person=owner, label="Ours", scopes=["PROGRESS_REPORT"], days=9)
    first, second = interleaved(
        lambda: end_key(by=by, person=owner, key=key),
        lambda: reset_factors(by=PEOPLE, person=owner, reason="Lost."),
    )
    assert (first.error, second.error) == (None, None)
    assert ended("key.ended", owner) == 2

    first, second = interleaved(
        lambda: make_password_link(by=PEOPLE, person=owner),
        lambda: make_password_link(by=PEOPLE, person=owner),
    )
    assert first.get() != second.get()
    assert PasswordLink.objects.filter(person=owner, ended_at=None).count() == 1


def test_account_that_is_closed_as_its_role_ends_or_its_password_changes() -> None:
    leaver = made.person("editor")
    grant = RoleGrant.objects.get(person=leaver)
    first, second = interleaved(
        lambda: end_role(by=PEOPLE, grant=grant, reason="Moved on."),
        lambda: deactivate(by=PEOPLE, person=leaver, reason="Left."),
    )
    assert (first.error, second.error) == (None, None)
    assert ended("role.ended", leaver) == 1
    grant.refresh_from_db()
    assert grant.end_reason == "Moved on."

    other = made.person()
    first, second = interleaved(
        lambda: deactivate(by=PEOPLE, person=other, reason="Left."),
        lambda: change_password(by=actor_of(other), person=other, password=made.PASSWORD),
    )
    assert first.get().ended_at is not None and isinstance(second.error, AccountError)
    assert not Person.objects.get(pk=other.pk).has_usable_password()


def test_office_that_is_handed_to_somebody_who_leaves() -> None:
    trust = make.body("Handing Trust")
    officer, deputy = member(trust, "accountable_officer"), member(trust, "responder")
    first, second = interleaved(
        lambda: hand_over_office(by=actor_of(officer), organisation=trust, to=deputy, reason="x"),
        lambda: leave_body(by=actor_of(deputy), organisation=trust, person=deputy, reason="x"),
    )
    assert first.get().person == deputy
    assert "hands over the office first" in str(second.error)
    assert officer_of(trust.pk) == deputy and ended("member.left", deputy) == 0


def test_try_that_is_forgiven_as_the_next_is_counted() -> None:
    assert count_try(by=SIGN_IN, account="a", client="c")
    first, second = interleaved(
        lambda: count_try(by=SIGN_IN, account="a", client="c"),
        lambda: forget_tries(by=SIGN_IN, account="a", client="d"),
        after=4,  # it has found the row of the account
    )
    assert (first.get(), second.get()) == (True, None)


def test_somebody_whom_two_bodies_invite() -> None:
    bodies = [make.body("One Trust"), make.body("Other Trust")]
    officers = [member(body, "accountable_officer") for body in bodies]

    def invite(number: int) -> tuple[Person, bool]:
        return invite_member(
            by=actor_of(officers[number]),
            organisation=bodies[number],
            email="new@example.org",
            name="New",
            role="responder",
        )

    first, second = interleaved(lambda: invite(0), lambda: invite(1))
    (one, opened), (other, opened_too) = first.get(), second.get()
    assert one == other and (opened, opened_too) == (True, False)
    assert RoleGrant.objects.filter(person=one, ended_at=None).count() == 2
