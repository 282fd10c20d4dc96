"""Public references: permanent, never reused, safe to read aloud and to type.

A reference is a kind letter, eight characters and a check character, as in "E-7KQ2M9XA4". The characters
are Crockford's base 32 (no I, L, O or U). The check is a weighted sum over GF(32) with distinct powers of a
primitive element as weights, so every single wrong character and every swap of two characters is caught.
"""

import hashlib
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {c: i for i, c in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
BODY_LENGTH = 8
MAX_ATTEMPTS = 100


class BadReferenceError(ValueError):
    """The text is not a reference of this register, or was mistyped."""


def _times_alpha(x: int) -> int:
    x <<= 1
    return x ^ 0b100101 if x & 32 else x  # x^5 + x^2 + 1 is primitive over GF(2)


def _check(values: list[int]) -> int:
    total = 0
    for value in values:  # Horner: total = sum(value_i * alpha^(n-i))
        total = _times_alpha(total ^ value)
    return total


def _kind_value(kind: str) -> int:
    return _VALUE[kind]


def make_reference(kind: str, key: str, attempt: int = 0) -> str:
    """The reference of the thing of `kind` (one letter) whose lasting identity is `key`.

    The same key gives the same reference on every installation; `attempt` counts up on a collision.
    """
    digest = hashlib.sha256(f"{kind}\0{key}\0{attempt}".encode()).digest()
    number = int.from_bytes(digest[:5], "big")
    values = [(number >> (5 * i)) & 31 for i in reversed(range(BODY_LENGTH))]
    check = _check([_kind_value(kind), *values])
    return f"{kind}-" + "".join(ALPHABET[v] for v in [*values, check])


def free_reference(kind: str, key: str, taken: Callable[[str], bool]) -> str:
    """The first reference for `key` that is not `taken`."""
    for attempt in range(MAX_ATTEMPTS):
        if not taken(reference := make_reference(kind, key, attempt)):
            return reference
    raise RuntimeError("no free reference: this should not happen below a billion of them")


def parse_reference(text: str, kind: str | None = None) -> str:
    """`text` as the canonical reference.

    Raises BadReferenceError that says what is wrong: form, kind or check character.
    """
    plain = "".join(text.upper().split()).replace("-", "")
    if len(plain) != BODY_LENGTH + 2 or any(c not in _VALUE for c in plain):
        raise BadReferenceError(f"{text!r} is not a reference: expected a form like E-7KQ2M9XA4")
    letter, body = plain[0], plain[1:]
    if kind and letter != kind:
        raise BadReferenceError(
            f"{text!r} is a reference of another kind: expected one that begins with {kind}"
        )
    values = [_VALUE[c] for c in body]
    if _check([_kind_value(letter), *values[:-1]]) != values[-1]:
        raise BadReferenceError(f"{text!r} does not pass its check character: it was probably mistyped")
    return f"{letter}-" + "".join(ALPHABET[v] for v in values)
