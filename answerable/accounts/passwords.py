"""What a password must be, and digests of what must not be kept as it is."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from answerable.accounts.models import Person

SHORTEST = 12
LONGEST = 256  # hashing takes no longer for it; a whole book would


class PasswordError(ValueError):
    """The password can't be used. The message says why, to whoever chose it."""


def check_password_chosen(password: str, person: Person) -> None:
    """Raises PasswordError for one that is short, common, all digits, or like the name or e-mail address."""
    if len(password) > LONGEST:
        raise PasswordError(f"A password has at most {LONGEST} characters.")
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise PasswordError(" ".join(error.messages)) from error


def new_token() -> str:
    return secrets.token_urlsafe(32)


def link_digest(token: str) -> str:
    """A token has 256 random bits, so that a plain hash of it can't be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(kind: str, value: str) -> str:
    """A digest that only this register can make: of an e-mail address, or the address of a client."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()
