"""Canonical bytes and leaf hashes.

Canonical JSON here follows RFC 8785 for the values the ledger holds: objects with sorted keys, no spaces,
UTF-8, and only strings, whole numbers, booleans, null, lists and objects. Floating-point numbers are refused,
since their text form is where implementations differ; money, scores and dates are written as strings.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]
MAX_SAFE_INTEGER = 2**53 - 1


def canonical_bytes(value: Payload) -> bytes:
    """Raises TypeError for a value that has no single canonical form."""
    _check(value)
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _check(value: object) -> None:
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int) and abs(value) <= MAX_SAFE_INTEGER:
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise TypeError(f"keys of an event are ASCII strings, not {key!r}")
            _check(inner)
        return
    if isinstance(value, list | tuple):
        for inner in value:
            _check(inner)
        return
    raise TypeError(f"{type(value).__name__} has no canonical form in the ledger: write it as a string")


def leaf_hash(canonical: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf's bytes (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + canonical).digest()


def new_salt() -> str:
    return secrets.token_hex(16)


def salted_hash(text: str, salt: str) -> str:
    """What an event holds in place of a text, so that the text can be removed and the log still stand."""
    return hashlib.sha256(f"{salt}\0{text}".encode()).hexdigest()
