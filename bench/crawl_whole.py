"""Follows every kind of link of a register, in this process, and looks at each page and at what it costs.

    ANSWERABLE_HOME=HOME python -m bench.crawl_whole [--most 400] [--pages 60000] [--seconds 120] [--seed 1]
    ANSWERABLE_HOME=HOME python -m bench.crawl_whole --people      (the workspace of a demonstration)

Starts at /, robots.txt, the site map and the API, and follows links, feeds, forms that only ask (as they
stand, and with something chosen by chance), and the addresses that JSON, CSV, Atom and XML name in full; of
what has a page and an answer of the API, both. Of addresses that differ in what they are of, or in the values
of their query, --most are asked for, drawn by chance; of a pattern whose answers took --seconds of processor
time in all, no more than five. The kind that was asked for least comes next, so that all are reached early.
Ctrl-C or SIGTERM ends it with what was found so far.

Wrong is: a dead link, a 4xx or 5xx that no form explains, a place (#) that is not on the page it names, an id
twice, more or fewer than one h1 and one main, another language, a label or description of nothing, a link
without words, a title that two pages of a kind share, a canonical address that is not there or is not its
own, what a template left, and a form that goes nowhere. Reported: the kinds that ask the database most, those
that take more than a second of processor time, and pages of more than a megabyte.
"""

import argparse
import random
import re
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from bench.crawl_addresses import (
    ADDRESS,
    FINE,
    SIGN_IN,
    WORKSPACE,
    Shape,
    kind_of,
    route_of,
    twin_of,
    unreached,
)
from bench.crawl_checks import Looked, look
from bench.crawl_told import WORST, Cost, tell

STARTS = (
    *("/", "/robots.txt", "/sitemap.xml", "/healthz", "/entries", "/reports", "/suggest?q=ward"),
    *("/api/v1/openapi.json", "/api/v1/log", "/api/v1/entries", "/api/v1/reports"),
)
REFUSED = (400, 404, 422)  # by what a form asks: as at a day before the record, half a search
FEW = 5


@dataclass(slots=True)
class Crawl:
    """What is known, what waits and what was found."""

    most: int
    seconds: float
    chance: random.Random
    inside: bool = False
    client: Client = field(
        default_factory=lambda: Client(raise_request_exception=False, HTTP_HOST="localhost")
    )
    seen: set[str] = field(default_factory=set)
    waiting: dict[Shape, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    costs: dict[Shape, Cost] = field(default_factory=lambda: defaultdict(Cost))
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    forms: set[str] = field(default_factory=set)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    titles: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    canonicals: dict[str, str] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)
    questions: int = 0
    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # seconds, by pattern
    asked: Counter[str] = field(default_factory=Counter)

    def run(self, starts: Iterable[str], pages: int) -> None:
        for start in starts:
            self._add(start, "the start")
        try:
            while sum(self.statuses.values()) < pages and (shape := self._next()):
                waiting = self.waiting[shape]
                at = self.chance.randrange(len(waiting))
                waiting[at], waiting[-1] = waiting[-1], waiting[at]
                self.ask(*waiting.pop())
        except KeyboardInterrupt:
            print("broken off", flush=True)
        self._settle()

    def _next(self) -> Shape | None:
        """The kind of address that was asked for least, of those that may still be asked for."""
        open_ = [shape for shape, waiting in self.waiting.items() if waiting and self._may(shape)]
        return min(open_, key=lambda shape: self.costs[shape].asked, default=None)

    def _may(self, shape: Shape) -> bool:
        if self.spent[shape[0]] > self.seconds:
            return self.asked[shape[0]] < FEW
        return self.costs[shape].asked < self.most

    def _add(self, href: str, source: str) -> None:
        if href in self.seen:
            return
        self.seen.add(href)
        self.waiting[kind_of(href)].append((href, source))
        if not self.inside and (twin := twin_of(href)):
            self._add(twin, source)

    def fault(self, what: str, href: str) -> None:
        """Faults of one sort, of one kind of address, are told together."""
        kind = re.sub(r"[A-Z]-[0-9A-Z-]{4,}|\d+", "…", what)
        held = self.wrong[route_of(href.partition("?")[0]) or href, kind]
        held.append(f"{href}: {what}")
        if len(held) == 1:
            print(f"!! {href}: {what}", flush=True)

    def ask(self, href: str, source: str) -> None:
        """Asks for one address, looks at it, and puts what it leads to with what waits."""
        shape, self.questions = kind_of(href), 0
        home = ".".join(str(self.chance.randrange(256)) for _ in range(3))  # nobody is told to wait
        with connection.execute_wrapper(self._count):
            began = time.process_time()
            answer: Any = self.client.get(href, REMOTE_ADDR=f"10.{home}")
            body = self._read(href, answer)
            took = time.process_time() - began
        cost, kind = self.costs[shape], answer.headers.get("Content-Type", "").partition(";")[0]
        cost.asked += 1
        self.asked[shape[0]] += 1
        self.spent[shape[0]] += took
        cost.slowest = max(cost.slowest, (round(took, 2), href))
        cost.questions = max(cost.questions, (self.questions, href))
        if kind == "text/html":
            cost.heaviest = max(cost.heaviest, (len(body), href))
        self.statuses[answer.status_code] += 1
        if sum(self.statuses.values()) % 100 == 0:
            print(
                f"... {sum(self.statuses.values())} asked, {len(self.seen)} known",
                file=sys.stderr,
                flush=True,
            )
        if answer.status_code not in FINE and not (answer.status_code in REFUSED and href in self.forms):
            self.fault(f"{answer.status_code}, from {source}", href)
            return
        location = answer.headers.get("Location", "")
        found = look(href, kind, body, ADDRESS, self.chance) if not location else Looked()
        for what in found.wrong:
            self.fault(what, href)
        if kind == "text/html" and not location:
            self.ids[href] = found.ids
            if answer.status_code == HTTPStatus.OK:
                self._named(href, found.title, found.canonical)
        for written in [*found.links, *([location] if location else [])]:
            self._follow(href, written)

    def _read(self, href: str, answer: Any) -> bytes:
        if not answer.streaming:
            return bytes(answer.content)
        try:
            return b"".join(answer.streaming_content)
        except Exception as error:  # what breaks off in the middle has said 200 already
            self.fault(f"breaks off: {error!r}", href)
            return b""

    def _count(self, execute: Any, *given: Any) -> Any:
        self.questions += 1
        return execute(*given)

    def _named(self, href: str, title: str, canonical: str) -> None:
        if canonical:
            self.canonicals[href] = canonical
        if canonical.partition("?")[0] == href or (not canonical and "?" not in href):
            self.titles[route_of(href.partition("?")[0]) or href, title].add(href)

    def _follow(self, page: str, written: str) -> None:
        sort, _, rest = written.partition(":")
        href = rest if sort in ("form", "post") else written
        parts = urlsplit(urljoin(f"http://testserver{page}", href.removeprefix(ADDRESS) or "/"))
        if parts.scheme not in ("http", "https") or parts.netloc != "testserver":
            return
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.path.startswith("/static/"):
            name = parts.path.removeprefix("/static/")
            collected = (Path(settings.STATIC_ROOT) / name).is_file()
            if address not in self.seen and not collected and finders.find(name) is None:
                self.fault(f"no such file: {parts.path}", page)
            self.seen.add(address)
            return
        if route_of(parts.path) is None:
            self.fault(f"leads nowhere: {address}", page)
            return
        if sort == "post":
            return
        if parts.fragment:
            self.places.setdefault((address, parts.fragment), page)
        if parts.path.startswith(WORKSPACE) is not self.inside:
            self.outside.setdefault(address, page)
        elif parts.path != f"{WORKSPACE}/sign-out":
            if sort == "form":
                self.forms.add(address)
            self._add(address, page)

    def _settle(self) -> None:
        """What can only be told at the end."""
        wanted: Counter[Shape] = Counter()
        for (address, place), page in list(self.places.items()):
            sort = (*kind_of(address), re.sub(r"[A-Z]-[0-9A-Z-]+|\d+", "", place))
            if address not in self.ids and not self.inside and wanted[sort] < WORST:
                wanted[sort] += 1
                self.ask(address, page)
            if address in self.ids and place not in self.ids[address]:
                self.fault(f"names a place that is not there: {address}#{place}", page)
        for (_, title), pages in self.titles.items():
            if len(pages) > 1:
                some = sorted(pages)[:3]
                self.fault(f"the title {title!r} is that of {len(pages)} pages, as {some}", some[0])
        own: Counter[Shape] = Counter()
        for href, written in list(self.canonicals.items()):
            canonical = written.removeprefix(ADDRESS)
            sort = kind_of(canonical)
            if canonical not in self.ids and own[sort] < WORST:
                own[sort] += 1
                self.ask(canonical, f"canonical of {href}")
            if self.canonicals.get(canonical, written) != written:
                self.fault(f"its canonical {canonical} has another one: {self.canonicals[canonical]}", href)
        sampled: Counter[Shape] = Counter()
        if not self.inside:
            for address, page in self.outside.items():
                sampled[kind_of(address)] += 1
                if sampled[kind_of(address)] <= WORST:
                    status = self.client.get(address).status_code
                    if status not in FINE:
                        self.fault(f"{status}, for anybody who follows it from {page}", address)


def signed_in(email: str, password: str) -> Client:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True, HTTP_HOST="localhost")
    token = LexborHTMLParser(client.get(SIGN_IN).content.decode()).css_first("[name=csrfmiddlewaretoken]")
    assert token is not None
    given = {"csrfmiddlewaretoken": token.attributes["value"] or "", "next": WORKSPACE}
    answer = client.post(SIGN_IN, {"email": email, "password": password, **given})
    assert answer.status_code in (302, 303), f"{email} can't sign in: {answer.status_code}"
    return client


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--most", type=int, default=400)
    parser.add_argument("--pages", type=int, default=60_000)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", action="store_true")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    crawls = []
    if asked.people:
        accounts = (settings.HOME / "demonstration-accounts.txt").read_text().split()
        for email, password in zip(accounts[::2], accounts[1::2], strict=True):
            chance = random.Random(asked.seed)
            crawls.append(Crawl(asked.most, asked.seconds, chance, True, signed_in(email, password)))
            crawls[-1].run([WORKSPACE], asked.pages)
            tell(email.partition("@")[0], crawls[-1])
    else:
        crawls.append(Crawl(asked.most, asked.seconds, random.Random(asked.seed)))
        crawls[-1].run(STARTS, asked.pages)
        tell("anybody", crawls[-1])
    reached = {shape[0] for crawl in crawls for shape in crawl.costs}
    print("not reached:", *unreached(reached, asked.people), sep="\n  ")
    raise SystemExit(1 if any(crawl.wrong for crawl in crawls) else 0)


if __name__ == "__main__":
    main()
