"""Sites of public inquiries: each laid out in its own way, so read by words and addresses alone.

    list      links to PDFs and pages whose words speak of reports, recommendations or responses
    page      a title, "Published" and its day, and the files

What stands on GOV.UK is read by `govuk`. Onwards: reports go to `inquiry_report` as files, government
responses to the reading of replies, JSON of recommendations to `inquiry_json`.
"""

import re

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead, govuk
from answerable.sources.harvest_adapters.base import FILE, LISTING, REPLY, REPORT, begin, read_as
from answerable.sources.harvest_adapters.files import is_file
from answerable.sources.harvest_adapters.pages import Link, Page, check_list
from answerable.sources.harvest_adapters.publications import details, files_of, further, is_reply
from answerable.sources.harvest_adapters.values import OddError, host_of, matter, path_of

_SPEAKS = re.compile(
    r"\b(?:reports?|recommendations?|response|responses|volume|executive summary|findings)\b", re.I
)
_WORDS = re.compile(r"[-_/.]+")


def _concerns(link: Link, own: str) -> bool:
    """Whether a link leads to a report, by its words or its address."""
    if host_of(link.url) != host_of(own) or path_of(link.url).rstrip("/") == path_of(own).rstrip("/"):
        return False
    name = _WORDS.sub(" ", path_of(link.url).rstrip("/").rsplit("/", 1)[-1])
    return bool(_SPEAKS.search(link.text) or _SPEAKS.search(name))


def read_list(url: str, body: bytes) -> PageRead:
    page = Page(url, body)
    links = [link for link in page.links() if _concerns(link, url)]
    if not links:
        raise OddError("the page leads to no report")
    check_list(links)
    found = [
        Found(
            link.url,
            (REPLY if is_reply(link) else FILE) if is_file(link.url) else REPORT,
            {"title": link.text[:300]},
        )
        for link in links
    ]
    found += [Found(each, LISTING) for each in further(page)]
    return PageRead(found, matter(sorted([each.url, each.kind, each.hint] for each in found)))


def read_report(url: str, body: bytes) -> PageRead:
    page = Page(url, body)
    found = files_of(page, ("assets.publishing.service.gov.uk",))
    if not found and not re.search(r"\brecommend", " ".join(page.lines), re.I):
        raise OddError("the page holds no report and no recommendation")
    page.check_promises(found)
    report = details(page, found)
    return PageRead(found, matter(report, page.lines), "", report)


class _Inquiries:
    code = "inquiry_sites"
    version = "1"

    def start(self, definition: SourceDefinition) -> list[Found]:
        return begin(definition)

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        if host_of(url) in ("gov.uk", "assets.publishing.service.gov.uk") or "/api/content/" in url:
            return govuk.ADAPTER.read(place_kind, url, body, media_type)
        return read_as({LISTING: read_list, REPORT: read_report}, place_kind, url, body, media_type)


ADAPTER = _Inquiries()
