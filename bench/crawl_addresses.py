"""Addresses of a crawl, by the pattern that answers them (bench/crawl_whole.py)."""

import os
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
os.environ["ANSWERABLE_ADDRESS"] = ADDRESS = "https://register.example"

from django.urls import get_resolver

from bench.crawl import FINE, SIGN_IN, WORKSPACE, pattern_of  # sets Django up

__all__ = ["ADDRESS", "FINE", "SIGN_IN", "WORKSPACE", "Shape", "kind_of", "route_of", "twin_of", "unreached"]

Shape = tuple[str, ...]
_REFERENCE = re.compile(r"(?<=/)[A-Z]-[0-9A-Z]+")
_routes: dict[str, str | None] = {}


def route_of(path: str) -> str | None:
    """The pattern that answers an address; asked once for all that differ in a reference."""
    plain = _REFERENCE.sub("E-1", path)
    if plain not in _routes:
        _routes[plain] = pattern_of(plain)
    return _routes[plain]


def kind_of(address: str) -> Shape:
    """The pattern, and the names of what is asked of it: all the same from three on, for they multiply."""
    path, _, query = address.partition("?")
    names = sorted({name for name, _ in parse_qsl(query, keep_blank_values=True)}) if query else []
    return (route_of(path) or path, *(names if len(names) < 3 else ("many",)))


def twin_of(address: str) -> str:
    """The answer of the API about what has a page; no page names it. Empty where there is none."""
    path = address.partition("?")[0]
    route = route_of(f"/api/v1{path}") or ""
    foreign = path == "/" or "." in path or "<path:" in route or route.startswith("/api/v1/work")
    return f"/api/v1{path}" if route and not foreign else ""


def unreached(reached: set[str], inside: bool) -> list[str]:
    """Patterns of addresses that were not asked for: those that only take a form among them."""
    known = set(_patterns("/", get_resolver().url_patterns))
    return sorted(one for one in known - reached if one.startswith(WORKSPACE) is inside)


def _patterns(before: str, held: Iterable[Any]) -> Iterator[str]:
    for one in held:
        if hasattr(one, "url_patterns"):
            yield from _patterns(before + str(one.pattern), one.url_patterns)
        else:
            yield before + str(one.pattern)
