"""Secrets that must be read again, and so can't be hashed: enciphered with a key made of the register's own.

Whoever reads the database alone reads none of them. Where `ANSWERABLE_SECRET` is changed, authenticator apps
have to be set up again.
"""

import base64
import functools

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class UnsealError(ValueError):
    """It was sealed with another key, or altered."""


def seal(secret: str) -> str:
    return _cipher(settings.SECRET_KEY).encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises UnsealError."""
    try:
        return _cipher(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnsealError("It can't be read with the register's key.") from error


@functools.cache
def _cipher(key: str) -> Fernet:
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"answerable: code apps")
    return Fernet(base64.urlsafe_b64encode(made.derive(key.encode())))
