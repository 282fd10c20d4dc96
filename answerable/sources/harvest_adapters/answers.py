"""Answers in JSON: what must be there is there, and of the kind it was."""

import json
from typing import Any

from answerable.sources.harvest_adapters.values import OddError, words
from answerable.sources.readers.encoding import decode


def read_json(body: bytes) -> Any:
    """Raises OddError."""
    if not body.strip(b"\x00 \t\r\n"):
        raise OddError("nothing came: the answer is empty")
    text = decode(body).text.lstrip("\ufeff").strip().strip("\x00")
    if text[:1] == "<":
        raise OddError("it is a web page and no JSON")
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise OddError(f"the JSON is broken: {str(error)[:120] or 'too deep'}") from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def wanted(data: Any, key: str, kind: type | tuple[type, ...], place: str = "the answer") -> Any:
    """The value of a key that must be there. Raises OddError, which names it."""
    if not isinstance(data, dict):
        raise OddError(f"{place} is no set of keys and values")
    if key not in data:
        raise OddError(f"“{key}” is missing in {place}")
    value = data[key]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
        raise OddError(f"“{key}” in {place} is not what it was")
    return value


def text_in(data: Any, key: str, place: str = "the answer") -> str:
    """Text that must be there and say something. Raises OddError."""
    value = words(wanted(data, key, str, place))
    if not value:
        raise OddError(f"“{key}” in {place} is empty")
    return value
