"""What is looked at on each page of a crawl, and where it leads (bench/crawl_whole.py)."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LINKS = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("object", "data"))
_POINTS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
_WORDS = ("ward", "observations at night", "2019", "trust", '"risk assessment"', "E-")
_LEFT_BY_A_TEMPLATE = re.compile(r"\{\{|\{%|%\(\w+\)s|<built-in|object at 0x|\bUndefined\b")
MOST = 8_000_000  # bytes of a file that are looked at
NOT_A_LIST = ("text/html", "image/svg+xml")
_QUOTED = re.compile(r"""["'>,\s](/[^\s"'<>,\\]*|https?://[^\s"'<>,\\]*)""")


@dataclass(slots=True)
class Looked:
    """What one page says of itself, and what is wrong with it."""

    wrong: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # as written; those of a form that only asks with "form:"
    ids: frozenset[str] = frozenset()
    title: str = ""
    canonical: str = ""


def look(href: str, kind: str, body: bytes, address: str, chance: random.Random) -> Looked:
    """`address` is how the register calls itself: files name their links in full."""
    if kind == "text/html":
        return _page(href, body, chance)
    found = Looked()
    text = body[:MOST].decode(errors="replace")
    text = text.rpartition("\n")[0] if len(body) > MOST else text  # not half an address
    if kind in NOT_A_LIST:
        return found
    for one in dict.fromkeys(_QUOTED.findall(text)):
        if one.startswith(f"{address}/"):
            found.links.append(one.removeprefix(address))
    return found


def _page(href: str, body: bytes, chance: random.Random) -> Looked:
    text = body.decode()
    page = LexborHTMLParser(text)
    found = Looked(links=list(_links(href, page, chance)))
    places = Counter(one.attributes["id"] or "" for one in page.css("[id]"))
    found.ids = frozenset(places)
    found.wrong += [
        f"the place {place!r} is there {count} times" for place, count in places.items() if count > 1
    ]
    card = page.css_first("header, main") is None  # a card stands in the page of somebody else
    for tag in ("h1", "main", "title"):
        count = len(page.css(f"body {tag}" if tag != "title" else "head title"))
        if count != 1 and not (card and tag != "title"):
            found.wrong.append(f"{count} <{tag}>")
    language = (_first(page, "html").attributes.get("lang") or "") if page.css_first("html") else ""
    if language != ("cy" if href.startswith("/cy") else "en-GB"):
        found.wrong.append(f"lang is {language!r}")
    for name in _POINTS:
        for one in page.css(f"[{name}]"):
            lacks = [part for part in (one.attributes[name] or "").split() if part not in places]
            found.wrong += [f"{name} names {part!r}, which is not there" for part in lacks]
    for one in page.css("a[href]"):
        if not one.text().strip() and not one.css_first("[aria-label], [alt], title") and not _named(one):
            found.wrong.append(f"a link without words: {one.attributes['href']}")
    if left := _LEFT_BY_A_TEMPLATE.search(page.body.text() if page.body else ""):
        found.wrong.append(f"left by a template: {left.group()}")
    title = page.css_first("head title")
    found.title = " ".join(title.text().split()) if title else ""
    canonical = page.css_first("link[rel=canonical]")
    found.canonical = (canonical.attributes.get("href") or "") if canonical else ""
    return found


def _named(one: LexborNode) -> bool:
    return bool(one.attributes.get("aria-label") or one.attributes.get("aria-labelledby"))


def _first(page: LexborHTMLParser, selector: str) -> LexborNode:
    found = page.css_first(selector)
    assert found is not None, selector
    return found


def _links(href: str, page: LexborHTMLParser, chance: random.Random) -> Iterator[str]:
    for tag, attribute in _LINKS:
        for one in page.css(f"{tag}[{attribute}]"):
            yield one.attributes[attribute] or ""
    for form in page.css("form"):
        action = (form.attributes.get("action") or href).partition("?")[0]
        if (form.attributes.get("method") or "get").lower() != "get":
            yield f"post:{action}"
            continue
        for filled in (False, True):
            if given := urlencode(_given(form, filled, chance)):
                yield f"form:{action}?{given}"


def _given(form: LexborNode, filled: bool, chance: random.Random) -> list[tuple[str, str]]:
    """What a form sends as it stands, or with something written and chosen by chance."""
    sent: list[tuple[str, str]] = []
    for one in form.css("input[name], select[name]"):
        name, kind = one.attributes["name"] or "", one.attributes.get("type") or "text"
        if one.tag == "select":
            options = [option.attributes.get("value") or "" for option in one.css("option")]
            chosen = one.css_first("option[selected]")
            first = (chosen.attributes.get("value") or "") if chosen else (options or [""])[0]
            sent.append((name, chance.choice(options or [""]) if filled else first))
        elif kind in ("checkbox", "radio"):
            if chance.random() < 0.2 if filled else "checked" in one.attributes:
                sent.append((name, one.attributes.get("value") or "on"))
        elif kind == "date" or "date" in name:
            sent.append((name, "2021-06-30" if filled else one.attributes.get("value") or ""))
        elif kind in ("text", "search") and filled:
            sent.append((name, chance.choice(_WORDS)))
        elif kind not in ("submit", "button", "file"):
            sent.append((name, one.attributes.get("value") or ""))
    return sent
