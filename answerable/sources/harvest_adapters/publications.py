"""The page of a publication on any site: its title, its day, its files and the replies to it."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from answerable.sources.harvest_adapters import Found
from answerable.sources.harvest_adapters.base import FILE, REPLY
from answerable.sources.harvest_adapters.files import is_file
from answerable.sources.harvest_adapters.pages import Link, Page
from answerable.sources.harvest_adapters.values import OddError, day, host_of, once, path_of

REPLY_WORDS = re.compile(r"\b(?:respon(?:se|ses|ds|ding)|repl(?:y|ies))\b", re.I)
_LABEL = re.compile(
    r"^(?:(?:date )?(?:first )?published(?: on)?|publication date|date of (?:publication|report))\b\s*:?\s*"
    r"(?P<day>.*)$",
    re.I,
)
_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\s+\d{4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}")


def is_reply(link: Link) -> bool:
    name = re.sub(r"[-_+%\d]+", " ", path_of(link.url).rsplit("/", 1)[-1])
    return bool(REPLY_WORDS.search(link.text) or REPLY_WORDS.search(name))


def files_of(page: Page, hosts: tuple[str, ...] = ()) -> list[Found]:
    """The files that the page leads to, of its own host or of `hosts`, replies told apart from the rest."""
    allowed = {host_of(page.url), *hosts}
    return once(
        Found(link.url, REPLY if is_reply(link) else FILE, {"title": link.text[:300]} if link.text else {})
        for link in page.links()
        if is_file(link.url) and host_of(link.url) in allowed
    )


def published_on(page: Page) -> tuple[str, str]:
    """The day of publication and how it is written. Raises OddError where the page states none."""
    for number, line in enumerate(page.lines):
        if (label := _LABEL.match(line)) and (
            raw := _DATE.search(label["day"] or next(iter(page.lines[number + 1 : number + 2]), ""))
        ):
            return day(raw[0]), raw[0]
    node = page.root.css_first("time[datetime]") if page.root else None
    if node and (read := day((node.attributes.get("datetime") or "")[:10])):
        return read, node.attributes["datetime"] or ""
    raise OddError("the page states no day of publication")


def details(page: Page, found: list[Found]) -> dict[str, Any]:
    """What a page says of its publication. Raises OddError where it has no title or no day."""
    if not page.heading:
        raise OddError("the page has no title")
    date, raw = published_on(page)
    return {
        "title": page.heading,
        "date": date,
        "date_raw": raw,
        "files": [each.url for each in found if each.kind == FILE],
        "replies": [
            {"url": each.url, "title": each.hint.get("title", "")} for each in found if each.kind == REPLY
        ],
    }


def further(page: Page, parameter: str = "page") -> list[str]:
    """The address of the next page of a list that is numbered by `parameter`, where there is one."""

    def number(url: str) -> int | None:
        values = parse_qs(urlsplit(url).query).get(parameter, [])
        return int(values[0]) if values and values[0].isdigit() and len(values[0]) < 7 else None

    own = number(page.url)
    pages = {
        n: link.url
        for link in page.links(everywhere=True)
        if path_of(link.url) == path_of(page.url) and (n := number(link.url)) is not None
    }
    first = min([1, *pages]) if own is None else own
    later = sorted(n for n in pages if n > first)
    if later and later[0] > first + 1:
        raise OddError("the list skips its next page")
    return [pages[later[0]]] if later else []
