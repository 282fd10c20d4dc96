"""The Care Quality Commission's national publications, and its lists of the places that it registers.

    list      links to /publications/KIND/NAME, pages ?page=1 counted from nought
    page      a title, "Published" and its day, perhaps files
    data      the page "Using CQC data": links to this month's spreadsheets of places
    places    DD_Month_YYYY_HSCA_Active_Locations.ods and DD_Month_YYYY_Deactivated_Locations.ods

Inspection reports of single providers are not asked for. Onwards: pages and files go to `inquiry_report`, and
lists of places to those of bodies (`pipeline/harvested_bodies.py`). A definition may begin at a list itself.
"""

import re

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvest_adapters.base import BODIES, LISTING, REPORT, begin, read_as
from answerable.sources.harvest_adapters.pages import Page, check_count, check_list
from answerable.sources.harvest_adapters.publications import details, files_of, further
from answerable.sources.harvest_adapters.values import OddError, matter, once, path_of

_PUBLICATION = re.compile(
    r"^/publications?/(?:major-reports?|themed-(?:work|inspection|reviews?)|surveys|evaluation|themes-care)"
    r"/(?P<name>[^/]+)/?$"
)
_DATA = re.compile(r"/using-cqc-data/?$")
_PLACES = re.compile(
    r"(?P<list>HSCA_Active_Locations|Deactivated_Locations|CQC_directory)[^/]*\.(?:ods|csv)$", re.I
)
_WANTED = ("hsca_active_locations", "deactivated_locations")


def read_list(url: str, body: bytes) -> PageRead:
    if _DATA.search(path_of(url)):
        return read_data(url, body)
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


def read_data(url: str, body: bytes) -> PageRead:
    """Where this month's lists of places are. The weekly directory says less than they do, and is left."""
    page = Page(url, body)
    named = [
        (match["list"].lower(), link.url)
        for link in page.links()
        if (match := _PLACES.search(path_of(link.url)))
    ]
    found = once(Found(address, BODIES) for name, address in named if name in _WANTED)
    missing = [name for name in _WANTED if name not in {name for name, _ in named}]
    if missing:
        raise OddError(f"the page no longer leads to a list called {' or '.join(missing)}")
    return PageRead(found, matter(sorted({each.url for each in found})))


def _kind(url: str) -> str:
    return BODIES if _PLACES.search(path_of(url)) else LISTING


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
        return begin(definition, _kind)

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        return read_as({LISTING: read_list, REPORT: read_report}, place_kind, url, body, media_type)


ADAPTER = _Cqc()
