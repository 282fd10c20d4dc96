"""Keys of programs: never more than their owner, and worth nothing once something has ended."""

import pytest

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.models.keys import ApiKey
from answerable.accounts.operations import AccountError, end_role, grant_role
from answerable.accounts.operations.keying import actor_of_key, end_key, make_key, use_key
from answerable.accounts.queries import actor_of
from answerable.core.actors import PEOPLE, SIGN_IN
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from tests import make
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db


def _responder() -> tuple[Person, Organisation]:
    person, trust = made.person(), make.body("Northmere Wards Trust")
    grant_role(by=PEOPLE, person=person, role="responder", organisation=trust, reason="x")
    return Person.objects.get(pk=person.pk), trust


def test_key_does_only_its_scopes_and_only_for_its_body() -> None:
    person, trust = _responder()
    other = make.body("Southmere Wards Trust")
    grant_role(by=PEOPLE, person=person, role="responder", organisation=other, reason="x")
    key, words = make_key(
        by=actor_of(person), person=person, label="Plans", scopes=["PLAN_EDIT"], days=30, organisation=trust
    )
    found = use_key(by=SIGN_IN, words=words)
    assert found == key and ApiKey.objects.get().used_at is not None
    actor = actor_of_key(key)
    assert actor.permissions == {"PLAN_EDIT", "BODY_READ", "DUTY_READ"}
    assert actor.may_for("PLAN_EDIT", trust.pk) and not actor.may_for("PLAN_EDIT", other.pk)
    assert words not in str([ApiKey.objects.values().get(), *Event.objects.values("payload")])


def test_key_ends_by_itself_by_its_owner_and_with_the_role() -> None:
    person, trust = _responder()
    by = actor_of(person)
    one, words = make_key(by=by, person=person, label="A", scopes=["PLAN_EDIT"], days=1, organisation=trust)
    end_key(by=by, person=person, key=one)
    assert use_key(by=SIGN_IN, words=words) is None
    with pytest.raises(AccountError, match="not here"):
        end_key(by=by, person=person, key=one)
    _, words = make_key(by=by, person=person, label="B", scopes=["PLAN_EDIT"], days=1, organisation=trust)
    end_role(by=PEOPLE, grant=RoleGrant.objects.get(), reason="Left.")
    assert use_key(by=SIGN_IN, words=words) is None


@pytest.mark.parametrize(
    ("label", "scopes", "days", "why"),
    [
        (" ", ["PLAN_EDIT"], 1, "name"),
        ("A", [], 1, "at least one"),
        ("A", ["ANSWER_SUBMIT"], 1, "no more"),
        ("A", ["PLAN_EDIT"], 366, "good for"),
        ("A", ["SIGN_IN_SECURE"], 1, "No key"),
        ("A", ["MEMBER_INVITE"], 1, "No key"),
        ("A", ["ANSWER_SIGN"], 1, "Prove"),
    ],
)
def test_key_without_sense_is_refused(label: str, scopes: list[str], days: int, why: str) -> None:
    person, _ = _responder()
    with pytest.raises(AccountError, match=why):
        make_key(by=actor_of(person), person=person, label=label, scopes=scopes, days=days)
    assert not ApiKey.objects.exists()
