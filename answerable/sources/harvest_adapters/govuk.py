"""GOV.UK through its search and content API: publications, their files, and whether they were withdrawn.

    /api/search.json?...&start=0&count=50        results with the `link` of each page, and their `total`
    /api/content/government/publications/NAME    one page: its day, publishers and attachments
    /api/content/government/collections/NAME     a collection, whose documents are linked

Onwards: PDFs and HTML attachments go to `inquiry_report` as files, government responses to the reading of
replies, tables to `table_import`.
"""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvest_adapters.answers import read_json, text_in, wanted
from answerable.sources.harvest_adapters.base import FILE, LISTING, REPLY, REPORT, Readings, begin, read_as
from answerable.sources.harvest_adapters.pages import Page
from answerable.sources.harvest_adapters.publications import REPLY_WORDS
from answerable.sources.harvest_adapters.values import OddError, day, host_of, matter, path_of, whole, words

_API = "/api/content"
_GONE = frozenset({"gone", "redirect"})
_UNFILED = frozenset({"html_publication", "news_story", "press_release", "speech", "guide", "guidance"})
_PAGES = re.compile(r"^/(?:government|guidance)/[\w./-]+$|^/[a-z0-9-]+$")
_MOST_RESULTS = 1500


def read_list(url: str, body: bytes) -> PageRead:
    """Results of a search, or the documents of a collection."""
    data = read_json(body)
    if isinstance(data, dict) and "results" not in data and "document_type" in data:
        return _collection(url, data)
    results = wanted(data, "results", list)
    total, start = wanted(data, "total", int), wanted(data, "start", int)
    asked = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
    count = int(asked["count"]) if asked.get("count", "").isdigit() else 10
    if not results or len(results) != min(count, total - start):
        raise OddError(f"{len(results)} results came, and {total} are said to be there from {start} on")
    found = [
        Found(
            _content(url, text_in(result, "link", f"result {n}"), f"result {n}"),
            REPORT,
            {"title": text_in(result, "title", f"result {n}"), "changed": _stamp(result, f"result {n}")},
        )
        for n, result in enumerate(results, 1)
    ]
    next_start = start + len(results)
    further = []
    if next_start < min(total, _MOST_RESULTS):
        query = urlencode(asked | {"start": str(next_start)})
        further = [Found(urlunsplit(urlsplit(url)._replace(query=query)), LISTING)]
    return PageRead(found + further, matter([[each.url, each.hint] for each in found]))


def _stamp(result: Any, place: str) -> str:
    stamp = text_in(result, "public_timestamp", place)
    if not day(stamp[:10]):
        raise OddError(f"“public_timestamp” in {place} is no day")
    return stamp


def _content(url: str, link: str, place: str) -> str:
    """The address of a page in the content API. Raises OddError."""
    path = path_of(whole(url, link))
    if not _PAGES.match(path) or host_of(whole(url, link)) != host_of(url):
        raise OddError(f"“link” in {place} leads to no page of GOV.UK")
    return whole(url, _API + path)


def _collection(url: str, data: dict[str, Any]) -> PageRead:
    documents = wanted(wanted(data, "links", dict), "documents", list, "the links")
    if not documents:
        raise OddError("the collection holds no document")
    found = [
        Found(
            _content(url, text_in(each, "base_path", f"document {n}"), f"document {n}"),
            REPORT,
            {"title": text_in(each, "title", f"document {n}")},
        )
        for n, each in enumerate(documents, 1)
    ]
    return PageRead(found, matter([[each.url, each.hint] for each in found]))


def read_content(url: str, body: bytes) -> PageRead:
    data = read_json(body)
    kind = text_in(data, "document_type")
    if kind in _GONE:
        return _gone(url, data, kind)
    details, links = wanted(data, "details", dict), wanted(data, "links", dict)
    found = _attachments(url, details, kind)
    organisations = [
        text_in(each, "title", "a publisher") for each in wanted(links, "organisations", list, "the links")
    ]
    if not organisations:
        raise OddError("the page names no publisher")
    published = text_in(data, "first_published_at")
    if not day(published[:10]):
        raise OddError("“first_published_at” is no day")
    report = {
        "title": text_in(data, "title"),
        "date": day(published[:10]),
        "date_raw": published,
        "changed": text_in(data, "public_updated_at"),
        "page": whole(url, text_in(data, "base_path")),
        "kind": kind,
        "publishers": organisations,
        "files": [each.url for each in found if each.kind == FILE],
        "replies": [{"url": each.url, "title": each.hint["title"]} for each in found if each.kind == REPLY],
        "withdrawn": _withdrawn(data),
    }
    said = words(str(details.get("body") or ""))
    told = {**report, "withdrawn_words": _why_withdrawn(data)} if report["withdrawn"] else report
    return PageRead(found, matter(report, said), "", told)


def _attachments(url: str, details: dict[str, Any], kind: str) -> list[Found]:
    if kind in _UNFILED:
        return []
    found = []
    for number, each in enumerate(wanted(details, "attachments", list, "the details"), 1):
        place = f"attachment {number}"
        title, address = text_in(each, "title", place), whole(url, text_in(each, "url", place))
        way = text_in(each, "attachment_type", place)
        if way not in ("file", "html", "external") or not address:
            raise OddError(f"{place} is of a kind that is not known")
        if way == "external":
            continue  # it stands on another site, which its own source visits
        if way == "file":
            text_in(each, "content_type", place)
        reply = REPLY_WORDS.search(title)
        found.append(Found(address, REPLY if reply else FILE, {"title": title}))
    if not found:
        raise OddError("the page has no file")
    return found


def _withdrawn(data: dict[str, Any]) -> str:
    """The day on which it was withdrawn; "" where it stands."""
    notice = data.get("withdrawn_notice")
    if not notice:
        return ""
    stamp = text_in(notice, "withdrawn_at", "the notice of withdrawal")
    if not day(stamp[:10]):
        raise OddError("the notice of withdrawal has no day")
    return day(stamp[:10])


def _why_withdrawn(data: dict[str, Any]) -> str:
    """The publisher's own words; not part of what matters of the page, whose mark they would change."""
    said = str((data.get("withdrawn_notice") or {}).get("explanation") or "")
    return words(unescape(re.sub(r"<[^>]*>", " ", said)))


def _gone(url: str, data: dict[str, Any], kind: str) -> PageRead:
    """A page that was taken down, or that moved: where to."""
    found = []
    if kind == "redirect":
        moves = wanted(data, "redirects", list)
        for number, move in enumerate(moves, 1):
            target = text_in(move, "destination", f"redirect {number}")
            found.append(Found(_content(url, target, f"redirect {number}"), REPORT))
        if not found:
            raise OddError("the page moved, and it does not say where to")
    report = {"page": whole(url, text_in(data, "base_path")), "kind": kind, "withdrawn": "yes"}
    return PageRead(found, matter(report, [each.url for each in found]), "", report)


def read_attachment(url: str, body: bytes) -> PageRead:
    """An HTML attachment is a page of its own; its words are what matters."""
    page = Page(url, body)
    if not page.heading:
        raise OddError("the page has no title")
    return PageRead([], matter(page.heading, page.lines))


class _GovUk:
    code = "govuk"
    version = "1"

    def start(self, definition: SourceDefinition) -> list[Found]:
        return begin(
            definition, lambda url: LISTING if "search.json" in url or "/collections/" in url else REPORT
        )

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        readings: Readings = {LISTING: read_list, REPORT: read_content}
        if place_kind in (FILE, REPLY) and host_of(url) == "gov.uk":
            readings[place_kind] = read_attachment
        return read_as(readings, place_kind, url, body, media_type)


ADAPTER = _GovUk()
