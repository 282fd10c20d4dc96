"""The Care Quality Commission's national publications: its list, and the page of each.

    list      links to /publications/KIND/NAME, pages ?page=1 counted from nought
    page      a title, "Published" and its day, perhaps files

Inspection reports of single providers are not asked for. Onwards: pages and files go to `inquiry_report`.
"""

import re

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvest_adapters.base import LISTING, REPORT, begin, read_as
from answerable.sources.harvest_adapters.pages import Page, check_count, check_list
from answerable.sources.harvest_adapters.publications import details, files_of, further
from answerable.sources.harvest_adapters.values import OddError, matter, once, path_of

_PUBLICATION = re.compile(
    r"^/publications?/(?:major-reports?|themed-(?:work|inspection|reviews?)|surveys|evaluation|themes-care)"
    r"/(?P<name>[^/]+)/?$"
)


def read_list(url: str, body: bytes) -> PageRead:
    page = Page(url, body)
    links = [link for link in page.links() if _PUBLICATION.match(path_of(link.url))]
    if not links:
        raise OddError("the list holds no publication")
    check_list(links)
    found = [Found(link.url, REPORT) for link in links]
    check_count(page, found)
    following = further(page)
    if not following and "page=" not in url and not _numbered(page):
        raise OddError("the list no longer leads to its next page")
    found += [Found(each, LISTING) for each in following]
    return PageRead(found, matter(sorted({each.url for each in found})))


def _numbered(page: Page) -> bool:
    own = path_of(page.url)
    return any("page=" in link.url and path_of(link.url) == own for link in page.links(everywhere=True))


def read_report(url: str, body: bytes) -> PageRead:
    page = Page(url, body)
    below = path_of(url).rstrip("/") + "/"
    found = [
        Found(link.url, REPORT, {"publication": url})
        for link in page.links()
        if path_of(link.url).startswith(below) and path_of(link.url) != below and "." not in path_of(link.url)
    ]
    found = once(found + files_of(page))
    page.check_promises(found)
    report = details(page, found)
    report["parts"] = [each.url for each in found if each.kind == REPORT]
    if not found and not re.search(r"\brecommend", " ".join(page.lines), re.I):
        raise OddError("the page holds no report and no recommendation")
    return PageRead(found, matter(report, page.lines), "", report)


class _Cqc:
    code = "cqc"
    version = "1"

    def start(self, definition: SourceDefinition) -> list[Found]:
        return begin(definition)

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        return read_as({LISTING: read_list, REPORT: read_report}, place_kind, url, body, media_type)


ADAPTER = _Cqc()
