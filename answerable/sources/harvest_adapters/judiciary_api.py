"""The content API of the judiciary's site (WordPress, wp/v2): reports by the day on which they were changed.

    /wp-json/wp/v2/pfd?per_page=100&page=1&orderby=modified   a list of items, each with its page's `link`
    /wp-json/wp/v2/pfd/12345                                 one item; its details stand in `content.rendered`

The API says what is new or changed sooner than the list of pages does. Onwards: it leads to the pages of
reports, which `judiciary_pfd` reads; the files stand there as related content, and not in the API.
"""

import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvest_adapters import judiciary_pfd as pages
from answerable.sources.harvest_adapters.answers import read_json, text_in, wanted
from answerable.sources.harvest_adapters.base import LISTING, REPORT, begin, read_as, read_safely
from answerable.sources.harvest_adapters.pages import Page
from answerable.sources.harvest_adapters.values import OddError, host_of, matter, path_of, whole

_DAY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_PAST_THE_END = "rest_post_invalid_page_number"


def read_list(url: str, body: bytes) -> PageRead:
    items = read_json(body)
    if isinstance(items, dict) and items.get("code") == _PAST_THE_END:
        return PageRead([], matter("past the end"))
    if not isinstance(items, list):
        raise OddError("the answer is no list of reports")
    if not items:
        raise OddError("the list holds no report")
    found = [_item(url, item, f"item {number}") for number, item in enumerate(items, 1)]
    return PageRead(found + _next(url, len(items)), matter([[each.url, each.hint] for each in found]))


def _item(url: str, item: Any, place: str) -> Found:
    if text_in(item, "type", place) != "pfd" or text_in(item, "status", place) != "publish":
        raise OddError(f"{place} is no published report")
    link = whole(url, text_in(item, "link", place))
    if host_of(link) != host_of(url) or not pages.REPORT_PATH.match(path_of(link)):
        raise OddError(f"“link” in {place} leads to no page of a report")
    changed, since = text_in(item, "modified_gmt", place), text_in(item, "date_gmt", place)
    if not _DAY.fullmatch(changed) or not _DAY.fullmatch(since):
        raise OddError(f"{place} does not say when it was published and changed")
    return Found(link, REPORT, {"published": since, "changed": changed})


def _next(url: str, held: int) -> list[Found]:
    """The next page, where this one is full."""
    parts = urlsplit(url)
    asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
    size, number = asked.get("per_page", "10"), asked.get("page", "1")
    if not size.isdigit() or not number.isdigit() or held < int(size):
        return []
    query = urlencode(asked | {"page": str(int(number) + 1)})
    return [Found(urlunsplit(parts._replace(query=query)), LISTING)]


def read_item(url: str, body: bytes) -> PageRead:
    """One report. Its details are read to see that they are whole; its files are had from its page."""
    item = read_json(body)
    found = _item(url, item, "the report")
    content = text_in(wanted(item, "content", dict, "the report"), "rendered", "the content")
    page = Page(url, f"<html><body><h1>.</h1><main>{content}</main></body></html>".encode())
    return PageRead([found], matter(found.url, found.hint, page.lines))


class _Api:
    code = "judiciary_api"
    version = "1"

    def start(self, definition: SourceDefinition) -> list[Found]:
        return begin(definition)

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        if place_kind == REPORT and "/wp-json/" in url:
            return read_safely(read_item, url, body)
        return read_as({LISTING: read_list, REPORT: pages.read_report}, place_kind, url, body, media_type)


ADAPTER = _Api()
