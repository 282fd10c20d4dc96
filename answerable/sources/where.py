"""Where a request may go: the hosts that a definition lists, on the usual port, at open addresses.

Two walls that don't lean on each other: a host that is not listed is never looked up, and an address of a
listed host that is private, local or reserved is never connected to (OWASP ASVS 5.0, 1.3.6 and 15.3.2).
"""

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

LONGEST = 1_000  # characters of an address
PORTS = frozenset({443})

_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_SAFE = "/:;,@!$&'()*+=~-._%"
# Open by Python's reckoning, and yet no place for a publisher: they carry an address within, or lead back.
_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/96",  # translated to IPv4 (RFC 6052)
        "64:ff9b:1::/48",  # the same within a network (RFC 8215)
        "100::/64",  # discarded (RFC 6666)
        "2001::/23",  # Teredo, benchmarks and other special purposes (RFC 2928)
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # segment routing (RFC 9602)
        "192.0.0.0/24",  # special purposes (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays
        "100.64.0.0/10",  # shared (RFC 6598)
        "198.18.0.0/15",  # benchmarks
        "240.0.0.0/4",  # reserved
    )
)
_OPEN_V6 = ipaddress.IPv6Network("2000::/3")


class RefusedError(Exception):
    """The address may not be asked for. The message says why, for a person."""


@dataclass(frozen=True, slots=True)
class Address:
    """One that may be asked for. `url` is as it is kept; `target` is what the request line says."""

    url: str
    host: str
    port: int
    target: str


def address(url: str, hosts: Sequence[str], base: str = "") -> Address:
    """Reads an address strictly. Raises RefusedError for whatever is not plainly one of a listed host."""
    if len(url) > LONGEST:
        raise RefusedError(f"The address is longer than {LONGEST:,} characters.")
    if _FORBIDDEN.search(url):
        raise RefusedError("The address holds blanks, control characters or backslashes.")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
    except ValueError as error:
        raise RefusedError(f"The address can't be read: {error}.") from error
    if parts.scheme not in ("https", "http"):
        raise RefusedError(f"The address begins with {parts.scheme or 'nothing'}:, not with https:.")
    if "@" in parts.netloc:
        raise RefusedError("The address holds a user's name.")
    host = (parts.hostname or "").removesuffix(".")
    if not _HOST.fullmatch(host):
        raise RefusedError("The address names no host by its name.")
    if not any(_fits(host, listed) for listed in hosts):
        raise RefusedError(f"The host {host} is not listed in the definition of the source.")
    if parts.scheme == "http" and port == 80:
        port = None
    if (port or 443) not in PORTS:
        raise RefusedError(f"The address names the port {port}.")
    query = f"?{quote(parts.query, safe=_SAFE + '?/')}" if parts.query else ""
    target = f"{quote(parts.path, safe=_SAFE) or '/'}{query}"
    place = host if port in (None, 443) else f"{host}:{port}"
    whole = f"https://{place}{target}"
    if len(whole) > LONGEST:
        raise RefusedError(f"The address is longer than {LONGEST:,} characters.")
    return Address(whole, host, port or 443, target)


def _fits(host: str, listed: str) -> bool:
    return host == listed or (listed.startswith("*.") and host.endswith(listed[1:]))


def is_open(ip: str) -> bool:
    """Whether an address is of the open internet: not private, local, shared or reserved."""
    try:
        found = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (found.scope_id or found not in _OPEN_V6):
        return False  # mapped, compatible, link-local, unique local and multicast ones among them
    if found.is_multicast or found.is_reserved or found.is_unspecified or not found.is_global:
        return False
    return not any(found.version == closed.version and found in closed for closed in _CLOSED)
