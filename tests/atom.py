"""What is wrong with an Atom feed, by the parts of RFC 4287 that a reader relies on."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

NAMESPACE = "{http://www.w3.org/2005/Atom}"
# RFC 3339 with a zone, in capitals (section 3.3).
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def feed_faults(body: bytes) -> list[str]:
    """One line for each fault, none for a sound feed. Raises ParseError for what is no XML."""
    feed = fromstring(body)
    if feed.tag != f"{NAMESPACE}feed":
        return [f"begins with {feed.tag}"]
    entries = feed.findall(f"{NAMESPACE}entry")
    faults = [f"feed: {one}" for one in _of_either(feed)]
    faults += [f"feed: {one}" for one in _of_feed(feed)]
    ids = [entry.findtext(f"{NAMESPACE}id") for entry in entries]
    faults += [
        f"two entries with the id {one}" for one in sorted(set(filter(None, ids))) if ids.count(one) > 1
    ]
    for number, entry in enumerate(entries):
        found = [*_of_either(entry), *_of_entry(entry)]
        if not _authors(feed) and not _authors(entry):
            found.append("no author, nor has the feed one (4.1.2)")
        faults += [f"entry {number}: {one}" for one in found]
    return faults


def _of_either(element: Element) -> Iterator[str]:
    """4.1.1 and 4.1.2: one id, title and updated each, well formed; links that lead somewhere."""
    for name in ("id", "title", "updated"):
        held = element.findall(f"{NAMESPACE}{name}")
        if len(held) != 1:
            yield f"{len(held)} of {name}, which must be one"
        elif not "".join(held[0].itertext()).strip():
            yield f"{name} is empty"
    for name in ("updated", "published"):
        for held_ in element.findall(f"{NAMESPACE}{name}"):
            if not _DATE.fullmatch(held_.text or ""):
                yield f"{name} is no date: {held_.text}"
    identifier = element.findtext(f"{NAMESPACE}id") or ""
    if identifier and not urlsplit(identifier).scheme:
        yield f"id is no IRI: {identifier}"
    kinds = [
        (link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in _links(element)
    ]
    if len({kind for kind in kinds if kind[0] == "alternate"}) < sum(
        kind[0] == "alternate" for kind in kinds
    ):
        yield "two alternate links of one type and language"
    for link in _links(element):
        address = urlsplit(link.get("href", ""))
        if not (address.scheme and address.netloc):
            yield f"a link that leads nowhere: {link.get('href')}"
    for author in _authors(element):
        if not (author.findtext(f"{NAMESPACE}name") or "").strip():
            yield "an author without a name"


def _of_feed(feed: Element) -> Iterator[str]:
    if not any(link.get("rel") == "self" for link in _links(feed)):
        yield "no link to itself (4.1.1, SHOULD)"
    if not feed.get(_LANGUAGE):
        yield "no language"


def _of_entry(entry: Element) -> Iterator[str]:
    """4.1.2: without content an entry needs an alternate link; without either, a summary."""
    content = entry.find(f"{NAMESPACE}content")
    if content is None and not any(link.get("rel", "alternate") == "alternate" for link in _links(entry)):
        yield "neither content nor a link to where it is to be read"
    for name in ("title", "summary", "content"):
        for held in entry.findall(f"{NAMESPACE}{name}"):
            if held.get("type", "text") == "text" and len(held):
                yield f"{name} says that it is text, and holds elements"


def _links(element: Element) -> list[Element]:
    return element.findall(f"{NAMESPACE}link")


def _authors(element: Element) -> list[Element]:
    return element.findall(f"{NAMESPACE}author")
