"""Signing in gives the same answer, for the same work, to whoever does not get in; and locks in time."""

import datetime as dt

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

from answerable.accounts.models import Person, Tries
from answerable.accounts.operations import ACCOUNT_TRIES, CLIENT_TRIES, LOCKED_MINUTES, count_try
from answerable.accounts.passwords import keyed_digest
from answerable.accounts.signing_in import who_signs_in
from answerable.core.actors import SIGN_IN
from answerable.core.calendar import now
from answerable.ledger.models import Event
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db
HERE = "192.0.2.7"


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often a password was hashed, with the real cost taken out."""
    done: list[str] = []

    def encode(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        done.append("encode")
        return f"argon2$argon2id$v=19$m=102400,t=2,p=8${salt}${password}"

    def verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        done.append("verify")
        return encoded.endswith(f"${password}")

    monkeypatch.setattr(Argon2PasswordHasher, "encode", encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", verify)
    monkeypatch.setattr(Argon2PasswordHasher, "must_update", lambda self, encoded: False)
    return done


def later(minutes: int) -> None:
    """So much time passes for the tries."""
    for row in Tries.objects.all():
        Tries.objects.filter(pk=row.pk).update(last=row.last - dt.timedelta(minutes=minutes))


def test_right_password_lets_in_and_wrong_does_not() -> None:
    person = made.person(email="ada@example.org", password=made.PASSWORD)
    assert who_signs_in("Ada@example.org", made.PASSWORD, HERE) == person
    assert who_signs_in("ada@example.org", made.PASSWORD + " ", HERE) is None
    assert not Event.objects.filter(kind__contains="sign").exists()


@pytest.mark.parametrize(
    "email", ["ada@example.org", "invited@example.org", "nobody@example.org", "", "x" * 999]
)
def test_every_refusal_hashes_once(hashed: list[str], email: str) -> None:
    made.person(email="ada@example.org", password=made.PASSWORD)
    made.person(email="invited@example.org")
    hashed.clear()
    assert who_signs_in(email, "a wrong password", HERE) is None
    assert len(hashed) == 1


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_account_locks_whether_or_not_it_exists(hashed: list[str], email: str) -> None:
    made.person(email="ada@example.org", password=made.PASSWORD)
    hashed.clear()
    for number in range(ACCOUNT_TRIES):
        assert who_signs_in(email, "wrong", f"192.0.2.{number}") is None
    assert len(hashed) == ACCOUNT_TRIES
    assert who_signs_in(email, made.PASSWORD, "198.51.100.1") is None
    assert len(hashed) == ACCOUNT_TRIES, "nothing is hashed behind a lock"


def test_lock_passes_by_itself(hashed: list[str]) -> None:
    person = made.person(email="ada@example.org", password=made.PASSWORD)
    for _ in range(ACCOUNT_TRIES):
        who_signs_in("ada@example.org", "wrong", HERE)
    later(LOCKED_MINUTES - 1)
    assert who_signs_in("ada@example.org", made.PASSWORD, HERE) is None
    later(2)
    assert who_signs_in("ada@example.org", made.PASSWORD, HERE) == person


def test_client_locks_over_many_accounts(hashed: list[str]) -> None:
    person = made.person(email="ada@example.org", password=made.PASSWORD)
    for number in range(CLIENT_TRIES):
        assert who_signs_in(f"guess{number}@example.org", "wrong", HERE) is None
    assert who_signs_in("ada@example.org", made.PASSWORD, HERE) is None
    assert who_signs_in("ada@example.org", made.PASSWORD, "198.51.100.1") == person


def test_locked_client_can_lock_no_account(hashed: list[str]) -> None:
    for number in range(CLIENT_TRIES + ACCOUNT_TRIES):
        who_signs_in("ada@example.org" if number >= CLIENT_TRIES else f"g{number}@example.org", "wrong", HERE)
    assert not Tries.objects.filter(key=keyed_digest("account", "ada@example.org")).exists()


def test_success_forgives_what_went_before(hashed: list[str]) -> None:
    person = made.person(email="ada@example.org", password=made.PASSWORD)
    for _ in range(3):
        for _ in range(ACCOUNT_TRIES - 1):
            who_signs_in("ada@example.org", "wrong", HERE)
        assert who_signs_in("ada@example.org", made.PASSWORD, HERE) == person


def test_no_address_of_an_account_or_client_is_kept(hashed: list[str]) -> None:
    who_signs_in("zoo@example.org", "wrong", HERE)
    kept = " ".join(row.key for row in Tries.objects.all())
    assert Tries.objects.count() == 2 and "zoo" not in kept and HERE not in kept


def test_old_tries_are_forgotten() -> None:
    count_try(by=SIGN_IN, account="a", client="c")
    later(LOCKED_MINUTES)
    count_try(by=SIGN_IN, account="b", client="d")
    assert sorted(Tries.objects.values_list("key", flat=True)) == ["b", "d"]


def test_password_hashed_in_an_older_way_is_hashed_again() -> None:
    person = made.person(email="ada@example.org", password=made.PASSWORD)
    weak = Argon2PasswordHasher()
    weak.time_cost, weak.memory_cost = 1, 8192
    Person.objects.filter(pk=person.pk).update(password=weak.encode(made.PASSWORD, "saltsaltsalt"))
    found = who_signs_in("ada@example.org", made.PASSWORD, HERE)
    assert found == person and found is not None
    assert found.password.split("$")[3] == make_password(made.PASSWORD).split("$")[3]
    assert now() > found.invited_at
