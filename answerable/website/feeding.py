"""Feeds: how one is drawn, when it is as it was, and how often one reader may ask."""

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date

from answerable.accounts.passwords import keyed_digest
from answerable.website.client import client_of
from answerable.website.rendering import FRESH_SECONDS

WINDOW = 60  # seconds
MOST = 120  # feeds that one client may ask for in a window
ATOM = "application/atom+xml; charset=utf-8"
EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # of a feed in which nothing has happened


@dataclass(frozen=True, slots=True)
class Line:
    """`identifier` is the part of its lasting id after the address of the register."""

    identifier: str
    title: str
    href: str
    words: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    about: str  # path of the page
    own: str  # path of the feed
    lines: Sequence[Line]


def answer(request: HttpRequest, make: Callable[[], Feed]) -> HttpResponse:
    """The feed; 304 for a reader that has it; 429 for one that hammers. Made once a minute for all."""
    wait = _wait(request)
    if wait:
        words = (
            f"More than {MOST} feeds were asked for within a minute from where you are. Wait {wait} seconds."
        )
        refused = HttpResponse(f"{words}\n", status=429, content_type="text/plain; charset=utf-8")
        refused.headers["Retry-After"] = str(wait)
        refused.headers["Cache-Control"] = "no-store"
        return refused
    base = request.build_absolute_uri("/").rstrip("/")
    asked = hashlib.sha256(f"{base}{request.get_full_path()}".encode("utf-8", "replace")).hexdigest()
    key = f"feed:{asked}"
    held: tuple[str, dt.datetime] | None = cache.get(key)
    if held is None:
        feed = make()
        held = (_drawn(feed, base), max((line.at for line in feed.lines), default=EPOCH))
        cache.set(key, held, FRESH_SECONDS)
    text, newest = held
    body = text.encode()
    response = HttpResponse(body, content_type=ATOM)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(newest.timestamp())
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    same = get_conditional_response(
        request, etag=etag, last_modified=int(newest.timestamp()), response=response
    )
    assert isinstance(same, HttpResponse)
    return same


def _drawn(feed: Feed, base: str) -> str:
    atom = Atom1Feed(
        title=f"{settings.SERVICE_NAME}: {feed.title}",
        link=f"{base}{feed.about}",
        description="What happens with it, newest first.",
        language="en-GB",
        author_name=settings.SERVICE_NAME,
        feed_url=f"{base}{feed.own}",
        feed_guid=f"{base}{feed.about}",
    )
    for line in feed.lines:
        atom.add_item(
            title=line.title,
            link=f"{base}{line.href}",
            description=line.words,
            unique_id=f"{base}{line.identifier}",
            updateddate=line.at,
            pubdate=line.at,
        )
    text = str(atom.writeString("utf-8"))
    if not feed.lines:  # an empty feed is dated, by Django, with the moment: then no reader could keep it
        start, _, rest = text.partition("<updated>")
        text = f"{start}<updated>{EPOCH.isoformat()}{rest[rest.index('</updated>') :]}" if rest else text
    return text


def _wait(request: HttpRequest) -> int:
    """Seconds that this reader has to wait; 0 for none."""
    at = time.time()
    key = f"feeds:{keyed_digest('feeds', client_of(request))[:32]}:{int(at // WINDOW)}"
    cache.add(key, 0, WINDOW * 2)
    try:
        used = cache.incr(key)
    except ValueError:  # it was forgotten between the two
        used = 1
    return int(WINDOW - at % WINDOW) + 1 if used > MOST else 0
