"""What a device answers is believed for this site, this challenge, a verified owner, a count that goes on."""

import pytest

from answerable.accounts.passkeys import (
    NewKey,
    PasskeyError,
    Site,
    ask_for_new,
    ask_for_proof,
    check_new,
    check_proof,
    credential_named,
)
from tests.unit.accounts.device import PRESENT, Device

HERE = Site("localhost", "http://localhost")


def registered(device: Device) -> NewKey:
    asked = ask_for_new(HERE, service="S", handle="person:1", email="a@example.org", name="A", known=[])
    return check_new(HERE, device.make(asked.options), asked.challenge)


def proof(device: Device, key: NewKey, *, count: int | None = None) -> int:
    asked = ask_for_proof(HERE, [key.credential])
    return check_proof(
        HERE,
        device.show(asked.options),
        asked.challenge,
        public_key=key.public_key,
        sign_count=key.sign_count if count is None else count,
    )


def test_device_that_was_registered_proves_its_owner() -> None:
    device = Device()
    key = registered(device)
    assert proof(device, key) == 0, "many devices do not count"
    counting = Device(count=7)
    key = registered(counting)
    assert key.sign_count == 7 and proof(counting, key) == 8


def test_count_that_goes_back_is_of_a_copy() -> None:
    counting = Device(count=7)
    key = registered(counting)
    with pytest.raises(PasskeyError):
        proof(counting, key, count=9)


def test_another_device_proves_nothing() -> None:
    device = Device()
    key = registered(device)
    copy = Device(credential=device.credential)  # the name, without the key
    with pytest.raises(PasskeyError):
        proof(copy, key)


@pytest.mark.parametrize(
    "wrong",
    [
        {"host": "example.org"},
        {"origin": "https://localhost.example.org"},
        {"origin": "http://localhost:1"},
        {"flags": PRESENT},  # nobody was verified
        {"flags": 0},
    ],
)
def test_answer_for_another_site_or_of_nobody_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(PasskeyError):
        registered(Device(**wrong))  # type: ignore[arg-type]
    device = Device()
    key = registered(device)
    for name, value in wrong.items():
        setattr(device, name, value)
    with pytest.raises(PasskeyError):
        proof(device, key)


def test_answer_to_an_older_challenge_is_refused() -> None:
    device = Device()
    key = registered(device)
    old, new = ask_for_proof(HERE), ask_for_proof(HERE)
    for challenge in (new.challenge, ""):
        with pytest.raises(PasskeyError):
            check_proof(HERE, device.show(old.options), challenge, public_key=key.public_key, sign_count=0)


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "x" * 20_001, '{"id": "a"}', "[" * 5_000])
def test_what_is_no_answer_is_refused(answer: str) -> None:
    assert credential_named(answer) in ("", "a")
    with pytest.raises(PasskeyError):
        check_new(HERE, answer, "Y2hhbGxlbmdl")
    with pytest.raises(PasskeyError):
        check_proof(HERE, answer, "Y2hhbGxlbmdl", public_key="cHVibGlj", sign_count=0)
