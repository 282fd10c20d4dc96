"""Follows every link of the demonstration, as anybody and as each of its people, over a real server.

    python -m bench.crawl HOME [--shape 20] [--each 1000000] [--addresses FILE]

HOME is an ANSWERABLE_HOME that `answerable demo` has filled. Asked for: each address that a page names in a
link, in a form that only asks, in a feed, in <link>, <img>, <script> and <object>. Of addresses that differ
in the values of their query alone, --shape are asked for each pattern and set of names, and as many for each
pattern with three names or more (filters multiply without end); of those that differ in what they are of,
--each (the shipped lists hold 1,500 bodies, with ten addresses a body). How many were left is said. Looked
at: no 404, no 5xx, nothing that a link leads to is refused to the person who is shown it, a place in a page
(#) is there, and the action of each form is an address. --addresses writes one address for each pattern, for
whoever wants to look at all kinds of pages.
"""

import argparse
import http.client
import json
import os
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")

import django

django.setup()

from django.urls import Resolver404, resolve  # noqa: E402
from selectolax.lexbor import LexborHTMLParser  # noqa: E402

from tests.pages.served import serving  # noqa: E402

WORKSPACE = "/workspace"
SIGN_IN = f"{WORKSPACE}/sign-in"
# Named by what carries them. A page that is gone says so with 410 and is no dead link.
FINE = (200, 301, 302, 303, 304, 307, 308, 410)
_LINKS = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("object", "data"))
_ENDS_THE_VISIT = (f"{WORKSPACE}/sign-out",)


@dataclass
class Answer:
    status: int
    kind: str
    body: bytes
    location: str


@dataclass
class Found:
    """What one crawl found. `ids`: the places of each page; `wanted`: (page, address, place) asked for."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    patterns: dict[str, str] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    wanted: set[tuple[str, str, str]] = field(default_factory=set)
    outside: dict[str, str] = field(default_factory=dict)
    left: int = 0
    slowest: tuple[float, str] = (0.0, "")


class Visitor:
    """One browser, with what it was told to keep."""

    def __init__(self, base: str) -> None:
        self.host = urlsplit(base).netloc
        self.kept: dict[str, str] = {}
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def ask(self, href: str, method: str = "GET", form: dict[str, str] | None = None) -> Answer:
        """Waits where it is told to (429)."""
        while True:
            answer, wait = self._once(href, method, form)
            if answer.status != 429:
                return answer
            time.sleep(min(60, wait))

    def sign_in(self, email: str, password: str) -> None:
        page = LexborHTMLParser(self.ask(SIGN_IN).body.decode())
        token = page.css_first("[name=csrfmiddlewaretoken]")
        assert token is not None
        form = {"email": email, "password": password, "next": WORKSPACE}
        form["csrfmiddlewaretoken"] = token.attributes["value"] or ""
        answer = self.ask(SIGN_IN, "POST", form)
        assert answer.status in (302, 303), f"{email} can't sign in: {answer.status}"

    def _once(self, href: str, method: str, form: dict[str, str] | None) -> tuple[Answer, float]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.kept.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.host}"}
        try:
            self.connection.request(method, href, body, headers)
            told = self.connection.getresponse()
        except (http.client.HTTPException, OSError):  # a connection that the server had ended
            self.connection.close()
            self.connection.request(method, href, body, headers)
            told = self.connection.getresponse()
        read = told.read()
        for line in told.headers.get_all("Set-Cookie") or ():
            self.kept |= {name: one.value for name, one in SimpleCookie(line).items()}
        kind = (told.getheader("Content-Type") or "").partition(";")[0]
        wait = float(told.getheader("Retry-After") or 1)
        return Answer(told.status, kind, read, told.getheader("Location") or ""), wait


def links_of(href: str, answer: Answer) -> Iterator[str]:
    """Addresses that a page or a feed names, as it writes them."""
    if answer.kind not in ("text/html", "application/atom+xml"):
        return
    page = LexborHTMLParser(answer.body.decode())
    for tag, attribute in _LINKS:
        for one in page.css(f"{tag}[{attribute}]"):
            yield one.attributes[attribute] or ""
    for form in page.css("form"):
        action = form.attributes.get("action") or href
        if (form.attributes.get("method") or "get").lower() != "get":
            yield f"post:{action}"
            continue
        given = {
            one.attributes["name"] or "": one.attributes.get("value") or ""
            for one in form.css("input[name]")
            if one.attributes.get("type") not in ("checkbox", "radio") or "checked" in one.attributes
        }
        yield f"form:{action.partition('?')[0]}?{urlencode(given)}"


def pattern_of(path: str) -> str | None:
    try:
        return "/" + resolve(path).route
    except Resolver404:
        return None


def crawl(visitor: Visitor, starts: Iterable[str], inside: bool, shape: int, each: int) -> Found:
    """Follows all links within the workspace, or all outside of it; the others are noted with their page."""
    found = Found()
    queue = deque((start, "") for start in starts)
    seen = {start for start, _ in queue}
    shapes: dict[tuple[str, ...], int] = defaultdict(int)
    empty: set[str] = set()  # forms sent as they stand, which may say what they lack
    while queue:
        href, source = queue.popleft()
        began = time.perf_counter()
        answer = visitor.ask(href)
        if sum(found.statuses.values()) % 500 == 499:
            print(f"... {len(seen)} found, {len(queue)} to ask, at {href}", file=sys.stderr, flush=True)
        took = time.perf_counter() - began
        found.slowest = max(found.slowest, (round(took, 2), href))
        found.statuses[answer.status] += 1
        if answer.status not in FINE and not (answer.status == 422 and href in empty):
            found.wrong.append(f"{answer.status} {href}, from {source or 'the start'}")
            continue
        path = href.partition("?")[0]
        pattern = pattern_of(path)
        if pattern and answer.status == 200 and answer.kind == "text/html":
            found.patterns.setdefault(pattern, href)
        named = list(links_of(href, answer))
        if answer.location:
            named.append(answer.location)
        if answer.kind == "text/html":
            page = LexborHTMLParser(answer.body.decode())
            found.ids[href] = {one.attributes["id"] or "" for one in page.css("[id]")}
        for one in named:
            if one.startswith("post:"):
                if pattern_of(urlsplit(urljoin(href, one[5:])).path) is None:
                    found.wrong.append(f"form of {href} goes nowhere: {one[5:]}")
                continue
            address, target = _ours(visitor.host, href, one.removeprefix("form:"))
            if address is None:
                continue
            if one.startswith("form:"):
                empty.add(address)
            if target:
                found.wanted.add((href, address, target))
            if address.startswith(WORKSPACE) is not inside:
                found.outside.setdefault(address, href)
                continue
            if address in seen or address in _ENDS_THE_VISIT:
                continue
            seen.add(address)
            key = _shape(address)
            shapes[key] += 1
            if shapes[key] > (shape if len(key) > 1 else each):
                found.left += 1
                continue
            queue.append((address, href))
    for page_, address, target in found.wanted:
        if address in found.ids and target not in found.ids[address]:
            found.wrong.append(f"{page_} names a place that is not there: {address}#{target}")
    return found


def _ours(host: str, page: str, written: str) -> tuple[str | None, str]:
    """(address without its place, place), or None for what leads elsewhere."""
    parts = urlsplit(urljoin(f"http://{host}{page}", written))
    if parts.scheme not in ("http", "https") or parts.netloc != host:
        return None, ""
    return parts.path + (f"?{parts.query}" if parts.query else ""), parts.fragment


def _shape(address: str) -> tuple[str, ...]:
    path, _, query = address.partition("?")
    names = sorted({name for name, _ in parse_qsl(query, keep_blank_values=True)})
    return (pattern_of(path) or path, *(names if len(names) < 3 else ("many",)))


def told(who: str, found: Found) -> dict[str, object]:
    return {
        "who": who,
        "addresses": sum(found.statuses.values()),
        "answers": dict(sorted(found.statuses.items())),
        "patterns": len(found.patterns),
        "wrong": len(found.wrong),
        "left as more of the same shape": found.left,
        "slowest (s)": found.slowest,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--shape", type=int, default=20)
    parser.add_argument("--each", type=int, default=1_000_000)
    parser.add_argument("--addresses", type=Path)
    asked = parser.parse_args()
    accounts = (asked.home / "demonstration-accounts.txt").read_text().split()
    people = list(zip(accounts[::2], accounts[1::2], strict=True))
    wrong: list[str] = []
    patterns: dict[str, tuple[str, str]] = {}
    public: dict[str, str] = {"/": "", "/robots.txt": ""}
    with serving(asked.home) as base:
        for email, password in people:
            visitor = Visitor(base)
            visitor.sign_in(email, password)
            found = crawl(visitor, [WORKSPACE], True, asked.shape, asked.each)
            who = email.partition("@")[0]
            print(json.dumps(told(who, found)), flush=True)
            wrong += [f"{who}: {one}" for one in found.wrong]
            for pattern, href in found.patterns.items():
                patterns.setdefault(pattern, (who, href))
            public = {**found.outside, **public}
        found = crawl(Visitor(base), public, False, asked.shape, asked.each)
        print(json.dumps(told("anybody", found)), flush=True)
        wrong += found.wrong
        patterns |= {pattern: ("", href) for pattern, href in found.patterns.items()}
    if asked.addresses:
        asked.addresses.write_text(json.dumps(patterns, indent=1))
    print("\n".join(sorted(wrong)))
    print(f"{len(wrong)} wrong")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
