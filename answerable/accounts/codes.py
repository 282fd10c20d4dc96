"""Codes of authenticator apps (RFC 6238: SHA-1, six digits, half a minute) and codes on paper."""

import datetime as dt
import re
import secrets

import pyotp

from answerable.accounts.passwords import keyed_digest

STEP = 30  # seconds
AROUND = 1  # steps that a clock may be out, either way
RECOVERY_CODES = 10
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that looks like another
_LENGTH = 12  # of 30 letters: 58 bits


def new_secret() -> str:
    """160 bits, in base 32."""
    return pyotp.random_base32()


def setup_address(secret: str, email: str, service: str) -> str:
    """What an app reads, as `otpauth:` and in the square picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=service)


def step_of(secret: str, code: str, at: dt.datetime) -> int | None:
    """The half minute that this is the code of, if it is one near `at`; else None. Looks at each in full."""
    typed = re.sub(r"\s", "", code)
    here = int(at.timestamp()) // STEP
    found = None
    for step in range(here - AROUND, here + AROUND + 1):
        if secrets.compare_digest(pyotp.HOTP(secret).at(step).encode(), typed.encode()):
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """As they are shown, once: four letters at a time."""
    made = ["".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(RECOVERY_CODES)]
    return ["-".join(code[i : i + 4] for i in range(0, _LENGTH, 4)) for code in made]


def looks_like_recovery(code: str) -> bool:
    return len(_plain(code)) == _LENGTH


def recovery_digest(person_id: int, code: str) -> str:
    """Keyed, and of this person alone: two who were given the same code have different digests."""
    return keyed_digest(f"recovery:{person_id}", _plain(code))


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).upper()
