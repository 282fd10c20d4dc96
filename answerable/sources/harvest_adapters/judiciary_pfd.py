"""Coroners' reports on the judiciary's site: the numbered list, and the page of each report.

    list      links to /prevention-of-future-death-reports/NAME/, numbered pages /page/2/
    report    Date of report: ... Ref: ... Deceased name: ... Coroner name: ... Coroner Area: ...
              Category: A | B     This report is being sent to: C | D
              and, as related content, the report as a PDF and replies as PDFs

Onwards: the page and its PDF go to the `regulation28` adapter as files, replies to the reading of replies.
The name of the person who died is never taken from the page, though addresses may carry it.
"""

import re
from typing import Any

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvest_adapters.base import FILE, LISTING, REPLY, REPORT, begin, read_as
from answerable.sources.harvest_adapters.pages import Page, check_count, check_list
from answerable.sources.harvest_adapters.publications import files_of
from answerable.sources.harvest_adapters.values import OddError, day, matter, path_of, words

ROOT = "/prevention-of-future-death-reports/"
REPORT_PATH = re.compile(rf"^{ROOT}(?!page/?$|feed/?$)[^/]+/?$")
_PAGE_PATH = re.compile(rf"^(?P<list>{ROOT})page/(?P<n>\d{{1,6}})/?$")
_LABELS = re.compile(
    r"(?P<date>[Dd]ate of report)\s*:|\b(?P<reference>Ref(?:erence)?(?:\s+(?:no\.?|number))?)\s*:"
    r"|(?P<deceased>[Dd]eceased(?:['’]s)?\s+name)\s*:|(?P<coroner>Coroner(?:['’]?s)?\s+[Nn]ame)\s*:"
    r"|(?P<area>Coroner(?:['’]?s)?\s+[Aa]rea)\s*:|\b(?P<categories>Categor(?:y|ies))\s*:"
    r"|(?P<addressees>This report is being sent to)\s*:"
)
_NEEDED = {
    "date": "Date of report",
    "deceased": "Deceased name",
    "coroner": "Coroner name",
    "area": "Coroner area",
    "categories": "Category",
    "addressees": "This report is being sent to",
}
_REFERENCE = re.compile(r"(?<!\d)(20\d\d-\d{4})(?!\d)")
_FIRST_PAGES = 1


def read_list(url: str, body: bytes) -> PageRead:
    page = Page(url, body)
    links = [link for link in page.links() if REPORT_PATH.match(path_of(link.url))]
    if not links:
        raise OddError("the list holds no report")
    check_list(links)
    found = [Found(link.url, REPORT) for link in links]
    check_count(page, found)
    found += [Found(next_url, LISTING) for next_url in _next(page)]
    return PageRead(found, matter(sorted({each.url for each in found})))


def _next(page: Page) -> list[str]:
    """The next numbered page. A list without numbers, or on which the own number is the only one, is odd."""
    numbers = {}
    for link in page.links(everywhere=True):
        if match := _PAGE_PATH.match(path_of(link.url)):
            numbers[int(match["n"])] = link.url
    own = _PAGE_PATH.match(path_of(page.url))
    current = int(own["n"]) if own else _FIRST_PAGES
    later = sorted(n for n in numbers if n > current)
    if not later and current == _FIRST_PAGES:
        raise OddError("the list no longer leads to its next page")
    if later and later[0] != current + 1:
        raise OddError("the list skips its next page")
    if not later and not any(link.url for link in page.links(everywhere=True) if _back(link.url)):
        raise OddError("the list has lost the numbers of its pages")
    return [numbers[later[0]]] if later else []


def _back(url: str) -> bool:
    return path_of(url) == ROOT or bool(_PAGE_PATH.match(path_of(url)))


def read_report(url: str, body: bytes) -> PageRead:
    page = Page(url, body)
    if not page.heading:
        raise OddError("the page has no title")
    found = [Found(each.url, each.kind, {**each.hint, "report": url}) for each in files_of(page)]
    page.check_promises(found)
    report = report_of(page.lines, found)
    return PageRead(found, matter(report, page.heading, _said(page.lines)), "", report)


def report_of(lines: list[str], found: list[Found]) -> dict[str, Any]:
    """What the details say, with the files that belong to them. Raises OddError."""
    values = _details(lines, {each.hint.get("title", "") for each in found})
    files = [each.url for each in found if each.kind == FILE]
    if not files:
        raise OddError("the page leads to no file of the report")
    reference = _REFERENCE.search(values.get("reference", ""))
    elsewhere = {match for name in files for match in _REFERENCE.findall(path_of(name))}
    if elsewhere and not values.get("reference"):
        raise OddError("the line “Ref” is missing or empty, and the name of a file holds a reference")
    return {
        "instrument": "reg28",
        "date": day(values["date"]),
        "date_raw": values["date"],
        "reference": reference[1] if reference else values.get("reference", ""),
        "coroner": values["coroner"],
        "area": values["area"],
        "categories": _parts(values["categories"]),
        "addressees": _parts(values["addressees"]),
        "files": files,
        "replies": [
            {"url": each.url, "title": each.hint.get("title", "")} for each in found if each.kind == REPLY
        ],
    }


def _details(lines: list[str], titles: set[str]) -> dict[str, str]:
    text = "\n".join(lines)
    marks = list(_LABELS.finditer(text))
    values: dict[str, str] = {}
    for mark, after in zip(marks, [*marks, None][1:], strict=True):
        name = str(mark.lastgroup)
        if name in values:
            continue
        value = text[mark.end() : after.start() if after else len(text)]
        kept = _value(value)
        values[name] = "" if kept in titles else kept  # a file's name is what follows an empty line
    for name, label in _NEEDED.items():
        if not values.get(name):
            raise OddError(f"the line “{label}” is {'empty' if name in values else 'missing'}")
    return values


def _value(text: str) -> str:
    """The rest of the line; where that is empty the next line, and the next while one ends in "|"."""
    kept = ""
    for line in text.split("\n"):
        if kept and not kept.endswith("|") and not line.startswith("|"):
            break
        kept = words(f"{kept} {line}")
    return kept


def _parts(text: str) -> list[str]:
    return [part for part in (words(each) for each in text.split("|")) if part]


def _said(lines: list[str]) -> list[str]:
    """The details as they stand, the name included: that a name was taken away is a change."""
    return [line for line in lines if _LABELS.search(line)]


class _Judiciary:
    code = "judiciary_pfd"
    version = "1"

    def start(self, definition: SourceDefinition) -> list[Found]:
        return begin(definition)

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        if "/wp-json/" in url:
            from answerable.sources.harvest_adapters import judiciary_api

            return judiciary_api.ADAPTER.read(place_kind, url, body, media_type)
        return read_as({LISTING: read_list, REPORT: read_report}, place_kind, url, body, media_type)


ADAPTER = _Judiciary()
