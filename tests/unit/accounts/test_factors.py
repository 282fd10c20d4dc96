"""Codes are good once, secrets are sealed, and whatever proves somebody is that somebody's alone."""

import datetime as dt
import json

import pyotp
import pytest

from answerable.accounts import codes
from answerable.accounts.models import CodeApp, Passkey, Person, RecoveryCode
from answerable.accounts.operations import (
    AccountError,
    CodeError,
    add_passkey,
    begin_code_app,
    confirm_code_app,
    deactivate,
    make_recovery_codes,
    remove_factor,
    reset_factors,
    use_code,
    use_passkey,
)
from answerable.accounts.queries import actor_of, has_second_factor, needs_second_factor, recovery_codes_left
from answerable.accounts.sealing import UnsealError, seal, unseal
from answerable.core.actors import PEOPLE, SIGN_IN
from answerable.core.calendar import now
from answerable.ledger.models import Event
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Person:
    return made.person("overseer", email="ada@example.org")


def fresh(person: Person, *, steps: int = 0) -> str:
    """The code that the person's app shows so many half minutes from now."""
    app = CodeApp.objects.get(person=person, ended_at=None)
    return pyotp.TOTP(unseal(app.sealed)).at(now() + dt.timedelta(seconds=30 * steps))


def test_app_counts_from_its_first_right_code(ada: Person) -> None:
    secret = begin_code_app(by=actor_of(ada), person=ada)
    assert begin_code_app(by=actor_of(ada), person=ada) == secret, "a page loaded twice shows one secret"
    assert not has_second_factor(ada)
    with pytest.raises(CodeError, match="clock"):
        confirm_code_app(by=actor_of(ada), person=ada, code="000000x")
    confirm_code_app(by=actor_of(ada), person=ada, code=pyotp.TOTP(secret).now())
    assert has_second_factor(ada)
    with pytest.raises(AccountError, match="already"):
        begin_code_app(by=actor_of(ada), person=ada)


def test_secret_is_not_in_the_database_nor_in_the_log(ada: Person) -> None:
    secret = made.with_app(ada)
    app = CodeApp.objects.get()
    assert secret not in app.sealed and unseal(app.sealed) == secret
    assert secret not in json.dumps([event.payload for event in Event.objects.all()])
    with pytest.raises(UnsealError):
        unseal(app.sealed[:-2] + "AA")


def test_sealed_with_another_key_is_no_secret(ada: Person, settings: object) -> None:
    sealed = seal("a secret")
    settings.SECRET_KEY = "another key of this register"  # type: ignore[attr-defined]
    with pytest.raises(UnsealError):
        unseal(sealed)


def test_code_is_good_once_and_no_older_one_after_it(ada: Person) -> None:
    made.with_app(ada)
    later, last = fresh(ada, steps=1), fresh(ada)
    assert use_code(by=SIGN_IN, person=ada, code=f" {later[:3]} {later[3:]} ")
    assert not use_code(by=SIGN_IN, person=ada, code=later)
    assert not use_code(by=SIGN_IN, person=ada, code=last), "an older code after a newer"


def test_code_that_set_the_app_up_lets_nobody_in(ada: Person) -> None:
    secret = begin_code_app(by=actor_of(ada), person=ada)
    code = pyotp.TOTP(secret).now()
    confirm_code_app(by=actor_of(ada), person=ada, code=code)
    assert not use_code(by=SIGN_IN, person=ada, code=code)


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "١٢٣٤٥٦", "1" * 40, "00-00-00"])
def test_what_is_no_code_is_refused(ada: Person, code: str) -> None:
    made.with_app(ada)
    assert not use_code(by=SIGN_IN, person=ada, code=code)


def test_codes_of_the_standard_are_ours() -> None:
    """RFC 6238, appendix B: the last six of its eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        at = dt.datetime.fromtimestamp(seconds, dt.UTC)
        assert codes.step_of(secret, code, at) == seconds // 30
        assert codes.step_of(secret, code, at + dt.timedelta(seconds=30)) == seconds // 30
        assert codes.step_of(secret, code, at + dt.timedelta(seconds=61)) is None


def test_code_on_paper_is_good_once_for_its_owner_alone(ada: Person) -> None:
    bea = made.person("overseer")
    written = make_recovery_codes(by=actor_of(ada), person=ada)
    assert len(set(written)) == 10 and recovery_codes_left(ada) == 10
    assert not RecoveryCode.objects.filter(digest__contains=written[0]).exists()
    assert not use_code(by=SIGN_IN, person=bea, code=written[0])
    assert use_code(by=SIGN_IN, person=ada, code=written[0].lower().replace("-", " "))
    assert not use_code(by=SIGN_IN, person=ada, code=written[0])
    assert recovery_codes_left(ada) == 9
    again = make_recovery_codes(by=actor_of(ada), person=ada)
    assert not use_code(by=SIGN_IN, person=ada, code=written[1]), "new codes end the old"
    assert use_code(by=SIGN_IN, person=ada, code=again[0])


def test_codes_on_paper_alone_are_no_second_factor(ada: Person) -> None:
    make_recovery_codes(by=actor_of(ada), person=ada)
    assert not has_second_factor(ada)


def key(person: Person, credential: str = "Y3JlZA", count: int = 0) -> Passkey:
    return add_passkey(
        by=actor_of(person),
        person=person,
        label="  My  telephone ",
        credential=credential,
        public_key="cHVibGlj",
        sign_count=count,
    )


def test_passkey_that_counts_backwards_is_a_copy(ada: Person) -> None:
    counting = key(ada, count=5)
    assert counting.label == "My telephone"
    assert use_passkey(by=SIGN_IN, passkey=counting, sign_count=6)
    assert not use_passkey(by=SIGN_IN, passkey=counting, sign_count=6)
    assert not use_passkey(by=SIGN_IN, passkey=counting, sign_count=0), "one that counted counts on"
    silent = key(ada, "b3RoZXI")
    assert use_passkey(by=SIGN_IN, passkey=silent, sign_count=0)
    assert use_passkey(by=SIGN_IN, passkey=silent, sign_count=0), "many devices do not count"


def test_passkey_belongs_to_one_person_for_good(ada: Person) -> None:
    first = key(ada)
    remove_factor(by=actor_of(ada), person=ada, factor=first)
    with pytest.raises(AccountError, match="known already"):
        key(made.person())
    assert not use_passkey(by=SIGN_IN, passkey=first, sign_count=9)


def test_taking_a_factor_away_ends_every_session(ada: Person) -> None:
    made.with_app(ada)
    before = ada.get_session_auth_hash()
    remove_factor(by=actor_of(ada), person=ada, factor=CodeApp.objects.get())
    assert Person.objects.get(pk=ada.pk).get_session_auth_hash() != before
    assert not has_second_factor(ada)
    with pytest.raises(AccountError, match="not here"):
        remove_factor(by=actor_of(ada), person=ada, factor=CodeApp.objects.get())


def test_nobody_touches_the_factors_of_another(ada: Person) -> None:
    made.with_app(ada)
    eve = actor_of(made.person())
    for act in (
        lambda: begin_code_app(by=eve, person=ada),
        lambda: make_recovery_codes(by=eve, person=ada),
        lambda: remove_factor(by=eve, person=ada, factor=CodeApp.objects.get()),
    ):
        with pytest.raises(AccountError, match="somebody else"):
            act()


def test_administrator_takes_away_what_was_lost_and_says_why(ada: Person) -> None:
    made.with_app(ada)
    make_recovery_codes(by=actor_of(ada), person=ada)
    with pytest.raises(AccountError, match="Say why"):
        reset_factors(by=PEOPLE, person=ada, reason=" ")
    before = ada.get_session_auth_hash()
    reset_factors(by=PEOPLE, person=ada, reason="Lost the telephone.")
    assert not has_second_factor(ada) and recovery_codes_left(ada) == 0
    assert Person.objects.get(pk=ada.pk).get_session_auth_hash() != before
    assert "telephone" not in json.dumps(Event.objects.get(kind="second_factor.reset").payload)


def test_closed_account_keeps_no_factor(ada: Person) -> None:
    made.with_app(ada)
    key(ada)
    deactivate(by=PEOPLE, person=ada, reason="Left.")
    assert not has_second_factor(ada)


@pytest.mark.parametrize(
    ("setting", "role", "needed"),
    [
        ("roles", "reader", False),
        ("roles", "editor", False),
        ("roles", "assurer", True),
        ("roles", "administrator", True),
        ("everybody", "reader", True),
        ("optional", "administrator", False),
    ],
)
def test_who_needs_a_second_factor(settings: object, setting: str, role: str, needed: bool) -> None:
    settings.SECOND_FACTOR = setting  # type: ignore[attr-defined]
    assert needs_second_factor(made.person(role)) is needed
