"""Figures that NHS England publishes: pages of a series, the pages of its periods, and the files.

    series    links to the pages of its years or months, and to files
    period    links to CSV, XLSX and ZIP files; what each is says the text of its link

Onwards: files go to the loading of figures (`answerable indicators load`), which knows their columns by the
definitions in data/indicators. A file replaced at the same address is a new version: the loader marks what
was revised.
"""

import re

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvest_adapters.base import FIGURES, LISTING, begin, read_as
from answerable.sources.harvest_adapters.files import ending
from answerable.sources.harvest_adapters.pages import Page
from answerable.sources.harvest_adapters.values import OddError, host_of, matter, path_of

_TABLES = frozenset({"csv", "xlsx", "xls", "zip", "ods"})
_FILE_HOSTS = frozenset({"england.nhs.uk", "digital.nhs.uk", "files.digital.nhs.uk"})
_MONTH = re.compile(
    r"\b(?:(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october)\W{0,3}(?:20\d\d)\b"
    r"|\b20\d\d[-/]\d\d\b|\bq[1-4]\b\W{0,3}20\d\d",
    re.I,
)


def read_series(url: str, body: bytes) -> PageRead:
    page = Page(url, body)
    if not page.heading:
        raise OddError("the page has no title")
    below = path_of(url).rstrip("/") + "/"
    found = []
    for link in page.links():
        if ending(link.url) in _TABLES and host_of(link.url) in _FILE_HOSTS | {host_of(url)}:
            if not link.text:
                raise OddError("a file has no name: nothing says what it holds")
            period = _MONTH.search(link.text) or _MONTH.search(page.heading)
            hint = {"title": link.text[:300], "series": page.heading[:300]}
            found.append(Found(link.url, FIGURES, hint | ({"period": period[0]} if period else {})))
        elif host_of(link.url) == host_of(url) and _lies_below(path_of(link.url), below):
            found.append(Found(link.url, LISTING, {"title": link.text[:300]}))
    if not found:
        raise OddError("the page leads to no file of figures and to no page of a period")
    page.check_promises(found)
    return PageRead(found, matter(sorted([each.url, each.kind, each.hint] for each in found)))


def _lies_below(path: str, folder: str) -> bool:
    return path.startswith(folder) and path != folder and not ending(path)


class _Statistics:
    code = "nhse_statistics"
    version = "1"

    def start(self, definition: SourceDefinition) -> list[Found]:
        return begin(definition)

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        return read_as({LISTING: read_series}, place_kind, url, body, media_type)


ADAPTER = _Statistics()
