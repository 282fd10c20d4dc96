"""The publication log as a page, a table and a feed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from answerable.core.references import BadReferenceError, parse_reference
from answerable.publication.log import CATEGORIES, Logged, Wanted, a_page, line_of, logged
from answerable.website.presenters.sources import source_name
from answerable.website.refusals import AskedWronglyError, Explained

HERE = "/log"
COLUMNS = ("index", "recorded_at", "category", "what", "about")
MOST_ROWS = 100_000  # of a table; the filter takes it from there


@dataclass(frozen=True, slots=True)
class LogPage:
    wanted: Wanted
    lines: tuple[Logged, ...]
    older: str  # address of the next page; "" where there is none
    query: str  # of the filter, with its "?"
    categories: dict[str, str]

    @property
    def since(self) -> str:
        return self.wanted.since.isoformat() if self.wanted.since else ""

    @property
    def until(self) -> str:
        return self.wanted.until.isoformat() if self.wanted.until else ""


def wanted(given: Mapping[str, str]) -> Wanted:
    """Raises AskedWronglyError."""
    category = given.get("what", "").strip()
    if category and category not in CATEGORIES:
        raise _wrong(f"“{category[:20]}” is no part of the log: choose one of {', '.join(CATEGORIES)}.")
    about = given.get("about", "").strip()
    if about:
        try:
            about = parse_reference(about)
        except BadReferenceError as error:
            raise _wrong(str(error)) from None
    before = given.get("before", "").strip()
    if before and not (before.isascii() and before.isdigit() and len(before) < 16):
        raise _wrong("“before” is the number of a line of the log.")
    since, until = _day(given, "since"), _day(given, "until")
    if since and until and until < since:
        raise _wrong("The last day lies before the first.")
    return Wanted(category, about, since, until, int(before) if before else None)


def log_page(asked: Wanted) -> LogPage:
    lines, more = a_page(asked)
    filters = _filters(asked)
    query = f"?{urlencode(filters)}" if filters else ""
    older = f"{HERE}?{urlencode({**filters, 'before': str(lines[-1].index)})}" if more else ""
    return LogPage(asked, tuple(lines), older, query, CATEGORIES)


def rows(asked: Wanted) -> Iterator[tuple[object, ...]]:
    for event in logged(asked)[:MOST_ROWS].iterator(chunk_size=2000):
        one = line_of(event)
        yield one.index, one.at.isoformat(), one.category, one.words, one.subject


def feed(asked: Wanted, base: str) -> str:
    """The newest lines as Atom. An entry's id is its place in the log: the same for good."""
    page = log_page(asked)
    base = base.rstrip("/")
    atom = Atom1Feed(
        title=f"{settings.SERVICE_NAME}: publication log",
        link=f"{base}{HERE}{page.query}",
        description="Every addition, change, withdrawal and correction.",
        language="en-GB",
        author_name=settings.SERVICE_NAME,
        feed_url=f"{base}{HERE}.atom{page.query}",
        feed_guid=f"{base}{HERE}{page.query}",
    )
    for one in page.lines:
        atom.add_item(
            title=f"{one.words} ({about(one)})",
            link=f"{base}{href(one)}",
            description=f"{CATEGORIES[one.category]}: {one.words}.",
            unique_id=f"{base}{HERE}#event-{one.index}",
            updateddate=one.at,
            pubdate=one.at,
        )
    return str(atom.writeString("utf-8"))


def about(one: Logged) -> str:
    """What a line is about, for people: its reference, or the name of a source or of a published search."""
    kind, _, code = one.subject.partition(":")
    if kind == "search":
        return f"“{code.replace('-', ' ')}”"
    if kind == "document":
        return f"file {code[:12]}"
    if kind == "indicator":
        return code
    return source_name(code) if kind == "source" else one.subject


def href(one: Logged) -> str:
    """Where what a line is about can be seen; the log itself where it has no reference."""
    kind, _, code = one.subject.partition(":")
    if kind == "source":
        return f"/coverage#site-{code}"
    if kind == "search":
        return f"/searches/{code}"
    if kind == "indicator":
        return f"/id/indicators/{code}"
    try:
        return f"/id/{parse_reference(one.subject)}"
    except BadReferenceError:
        return f"{HERE}#event-{one.index}"


def _filters(asked: Wanted) -> dict[str, str]:
    found = {"what": asked.category, "about": asked.about}
    found |= {"since": asked.since.isoformat() if asked.since else ""}
    found |= {"until": asked.until.isoformat() if asked.until else ""}
    return {name: value for name, value in found.items() if value}


def _day(given: Mapping[str, str], name: str) -> dt.date | None:
    written = given.get(name, "").strip()
    if not written:
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise _wrong(f"{written[:20]} is no day. Write it as 2026-03-31.") from None


def _wrong(why: str) -> AskedWronglyError:
    return AskedWronglyError(
        Explained("The log cannot be asked that", (why,), (("The whole log", HERE), ("Home", "/")))
    )
