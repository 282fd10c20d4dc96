"""Addresses, days and words in the one form that adapters give them; and what makes them doubtful."""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from answerable.core.text.cleaning import tidy
from answerable.core.text.dates import read_date
from answerable.sources.harvest_adapters import Found

GARBLED = re.compile(r"Ã|Â(?![A-Za-z])|â€|\ufffd")


class OddError(ValueError):
    """A page or file can't be understood. The message says why in plain words."""


def words(text: str) -> str:
    """One line, spaces made plain."""
    return " ".join(tidy(text).split())


def whole(base: str, href: str) -> str:
    """`href` as a whole https address without its fragment; "" where it leads to no page."""
    href = re.sub(r"[\t\r\n]", "", href).strip()
    if not href or href.startswith("#"):
        return ""
    try:
        parts = urlsplit(urljoin(base, href))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        return ""
    # Old links say http; what was published there stands at https now, and nothing else is ever asked for.
    host = parts.hostname if port in (None, 80, 443) else f"{parts.hostname}:{port}"
    scheme = "https" if port in (None, 80, 443) else parts.scheme
    return urlunsplit((scheme, host, parts.path or "/", parts.query, ""))


def path_of(url: str) -> str:
    return urlsplit(url).path


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def day(text: str) -> str:
    """The day as YYYY-MM-DD, or "" where it can't be read with certainty."""
    found = read_date(text).date
    return found.isoformat() if found else ""


def matter(*parts: Any) -> bytes:
    """What was read, in one form: the same facts give the same bytes however the page is laid out."""
    return json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def sound(report: Any, found: list[Found]) -> None:
    """Raises OddError where letters of what was read are garbled."""
    said = json.dumps([report, [each.hint for each in found]], ensure_ascii=False)
    if GARBLED.search(said):
        raise OddError("letters of it are garbled: it was written in another encoding than it says")


def once(found: Iterable[Found]) -> list[Found]:
    """Each address once, at its first place."""
    return list({each.url: each for each in reversed(list(found))}.values())[::-1]
