"""People come, choose a password and leave; what the log holds of them."""

import datetime as dt
import json

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password

from answerable.accounts.models import PasswordLink, Person, RoleGrant
from answerable.accounts.operations import (
    AccountError,
    LinkError,
    deactivate,
    invite_person,
    make_password_link,
    set_password,
)
from answerable.accounts.passwords import PasswordError
from answerable.accounts.queries import active_person, actor_of, person_by_email, person_of_link
from answerable.core.actors import PEOPLE, Actor, NotPermittedError
from answerable.core.calendar import now
from answerable.ledger.canonical import salted_hash
from answerable.ledger.models import Event
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db


def test_invited_person_is_found_however_the_address_is_capitalised() -> None:
    person = invite_person(by=PEOPLE, email=" Ada.Quill@Example.org ", name="Ada  Quill")
    assert (person.email, person.name) == ("ada.quill@example.org", "Ada Quill")
    assert person_by_email("ADA.quill@example.org") == person
    assert str(person) == person.identifier == f"person:{person.pk}"


def test_log_holds_no_name_address_or_reason() -> None:
    email = "otto.quill@example.org"  # letters that no digest has
    person = made.person("editor", email=email, name="Otto Quill", password=made.PASSWORD)
    deactivate(by=PEOPLE, person=person, reason="Otto Quill has left for the coast.")
    told = json.dumps([event.payload for event in Event.objects.all()]).lower()
    for word in ("otto", "quill", "example.org", "coast", "test needs", made.PASSWORD):
        assert word not in told
    invited = Event.objects.get(kind="person.invited")
    assert invited.subject == person.identifier
    assert invited.payload["email"] == salted_hash(email, person.salt)
    kinds = [event.kind for event in Event.objects.order_by("index")]
    assert kinds == [
        "person.invited",
        "role.granted",
        "password_link.made",
        "password.set",
        "role.ended",
        "person.ended",
    ]


@pytest.mark.parametrize(
    ("email", "name", "why"),
    [
        ("", "Ada", "no e-mail address"),
        ("ada", "Ada", "no e-mail address"),
        ("ada@example.org", " ", "name"),
        ("ada@example.org", "A" * 121, "120"),
    ],
)
def test_invitation_without_sense_is_refused(email: str, name: str, why: str) -> None:
    with pytest.raises(AccountError, match=why):
        invite_person(by=PEOPLE, email=email, name=name)
    assert not Person.objects.exists()


def test_address_has_one_account_at_a_time_and_a_new_one_after_that_was_closed() -> None:
    first = made.person(email="ada@example.org")
    with pytest.raises(AccountError, match="here already"):
        invite_person(by=PEOPLE, email="ADA@example.org", name="Another")
    deactivate(by=PEOPLE, person=first, reason="Left.")
    second = invite_person(by=PEOPLE, email="ada@example.org", name="Ada")
    assert second.pk != first.pk and person_by_email("ada@example.org") == second


def test_link_sets_the_password_once() -> None:
    person = made.person()
    token = make_password_link(by=PEOPLE, person=person)
    assert person_of_link(token) == person
    set_password(by=actor_of(person), token=token, password=made.PASSWORD)
    person.refresh_from_db()
    assert person.password.startswith("argon2$argon2id$")
    assert check_password(made.PASSWORD, person.password)
    assert person_of_link(token) is None
    with pytest.raises(LinkError, match="no longer works"):
        set_password(by=actor_of(person), token=token, password="another lantern here")
    assert not PasswordLink.objects.filter(digest__contains=token).exists()


def test_newer_link_replaces_the_one_before() -> None:
    person = made.person()
    old, new = (make_password_link(by=PEOPLE, person=person) for _ in range(2))
    assert person_of_link(old) is None and person_of_link(new) == person


def test_link_grows_too_old() -> None:
    person = made.person()
    token = make_password_link(by=PEOPLE, person=person)
    later = now() + dt.timedelta(hours=73)
    assert person_of_link(token, at=later) is None
    PasswordLink.objects.update(expires_at=now() - dt.timedelta(seconds=1))
    with pytest.raises(LinkError):
        set_password(by=actor_of(person), token=token, password=made.PASSWORD)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "12 characters"),
        ("password1234", "common"),
        ("839201746352", "numeric"),
        ("quillfeather@example.org", "similar"),
        ("x" * 257, "at most 256"),
    ],
)
def test_weak_password_is_refused_and_the_link_stays_good(password: str, why: str) -> None:
    person = made.person(email="quillfeather@example.org")
    token = make_password_link(by=PEOPLE, person=person)
    with pytest.raises(PasswordError, match=why):
        set_password(by=actor_of(person), token=token, password=password)
    assert person_of_link(token) == person


def test_closed_account_keeps_nothing_that_lets_anybody_in() -> None:
    person = made.person("editor", password=made.PASSWORD)
    token = make_password_link(by=PEOPLE, person=person)
    deactivate(by=PEOPLE, person=person, reason="Left.")
    person.refresh_from_db()
    assert active_person(person.pk) is None and not person.is_active
    assert not check_password(made.PASSWORD, person.password)
    assert person_of_link(token) is None
    assert not RoleGrant.objects.filter(ended_at__isnull=True).exists()
    assert actor_of(person).permissions == frozenset()
    with pytest.raises(AccountError, match="closed"):
        make_password_link(by=PEOPLE, person=person)
    before = Event.objects.count()
    deactivate(by=PEOPLE, person=person, reason="Again.")
    assert Event.objects.count() == before


def test_closing_an_account_needs_a_reason() -> None:
    with pytest.raises(AccountError, match="reason"):
        deactivate(by=PEOPLE, person=made.person(), reason=" ")


def test_editor_may_invite_nobody() -> None:
    editor = made.person("editor")
    with pytest.raises(NotPermittedError):
        invite_person(by=actor_of(editor), email="eve@example.org", name="Eve")
    with pytest.raises(NotPermittedError):
        deactivate(by=Actor("person:99"), person=editor, reason="Because.")


def test_only_argon2_is_known() -> None:
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
