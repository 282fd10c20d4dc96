"""HSSIB's site: the list of investigations, the page of each, and its log of recommendations.

    list      links to /patient-safety-investigations/NAME/, pages ?page=2
    page      a title, "Published" and its day, the addressee and "HSSIB recommends that ...",
              perhaps "Response received on ..."; links to /NAME/investigation-report/ and to PDFs

Onwards: the page itself and its PDFs go to the `hssib` adapter as files, which reads recommendations and the
responses below them. Only what is published is asked for; protected material never is.
"""

import re
from typing import Any

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvest_adapters.base import FILE, LISTING, REPLY, REPORT, begin, read_as
from answerable.sources.harvest_adapters.pages import Page, check_count, check_list
from answerable.sources.harvest_adapters.publications import files_of, further, published_on
from answerable.sources.harvest_adapters.values import OddError, matter, once, path_of

_ROOT = "/patient-safety-investigations/"
_INVESTIGATION = re.compile(rf"^{_ROOT}(?!page/)(?P<name>[^/]+)/?$")
_BODY = r"(?:HSSIB|HSIB|The (?:Health Services|Healthcare) Safety Investigations? (?:Body|Branch))"
_RECOMMENDS = re.compile(rf"\b{_BODY} (?:also |therefore |further )?recommends (?:that|to)\b")
_UNDER_WAY = re.compile(r"\b(?:investigation (?:is )?(?:launched|in progress|under ?way|ongoing))\b", re.I)
_RECEIVED = re.compile(r"\bresponse received on\b", re.I)
_REFERENCE = re.compile(r"\b[ROA]/20\d\d/\d{1,4}\b")
_NUMBERED = re.compile(r"^(?:(?:national )?safety recommendation )?\W?(?P<ref>R/20\d\d/\d{1,4})\b", re.I)
_LONGEST_NAME = 120


def read_list(url: str, body: bytes) -> PageRead:
    page = Page(url, body)
    links = [link for link in page.links() if _INVESTIGATION.match(path_of(link.url))]
    if not links:
        raise OddError("the list holds no investigation")
    check_list(links)
    found = [Found(link.url, REPORT) for link in links]
    check_count(page, found)
    following = further(page)
    if not following and page.url == page.url.split("?")[0] and "page=" not in _addresses(page):
        raise OddError("the list no longer leads to its next page")
    found += [Found(each, LISTING) for each in following]
    return PageRead(found, matter(sorted({each.url for each in found})))


def _addresses(page: Page) -> str:
    return " ".join(link.url for link in page.links(everywhere=True))


def read_report(url: str, body: bytes) -> PageRead:
    page = Page(url, body)
    if not page.heading:
        raise OddError("the page has no title")
    below = path_of(url).rstrip("/") + "/"
    found = [
        Found(link.url, REPORT, {"investigation": url})
        for link in page.links()
        if path_of(link.url).startswith(below) and path_of(link.url) != below and "." not in path_of(link.url)
    ]
    found += [Found(each.url, each.kind, {**each.hint, "investigation": url}) for each in files_of(page)]
    found = once(found)
    page.check_promises(found)
    asks = _asks(page.lines)
    numbered = {match["ref"] for line in page.lines if (match := _NUMBERED.match(line))}
    if len(numbered) > len(asks):
        raise OddError(f"{len(numbered)} recommendations are numbered, and {len(asks)} can be read")
    if not asks and not found and not any(_UNDER_WAY.search(line) for line in page.lines):
        raise OddError("the page holds no recommendation and leads to no report")
    date, raw = published_on(page)
    report: dict[str, Any] = {
        "instrument": "hssib",
        "title": page.heading,
        "date": date,
        "date_raw": raw,
        "references": sorted(set(_REFERENCE.findall("\n".join(page.lines)))),
        "addressees": list(dict.fromkeys(name for name, _ in asks)),
        "recommendations": len(asks),
        "responses": sum(bool(_RECEIVED.search(line)) for line in dict.fromkeys(page.lines)),
        "files": [each.url for each in found if each.kind == FILE],
        "replies": [{"url": e.url, "title": e.hint.get("title", "")} for e in found if e.kind == REPLY],
    }
    return PageRead(found, matter(report, page.lines), "", report)


def _asks(lines: list[str]) -> list[tuple[str, str]]:
    """Addressee and words of each recommendation, each once. Raises OddError where the form is another."""
    asks: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        match = _RECOMMENDS.search(line)
        if not match:
            continue
        if match.start():
            raise OddError("a recommendation does not begin its line: the layout changed")
        name = next((each for each in reversed(lines[:number]) if not _REFERENCE.search(each)), "")
        if not name or len(name) > _LONGEST_NAME or name.endswith("."):
            raise OddError("no addressee stands above a recommendation")
        asks.append((name, line))
    return list(dict.fromkeys(asks))


class _Hssib:
    code = "hssib"
    version = "1"

    def start(self, definition: SourceDefinition) -> list[Found]:
        return begin(definition, lambda url: LISTING if path_of(url) == _ROOT else REPORT)

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        return read_as({LISTING: read_list, REPORT: read_report}, place_kind, url, body, media_type)


ADAPTER = _Hssib()
