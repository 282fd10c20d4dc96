"""Pages of sites as adapters see them: links, words, and every sign that a page is not what it should be.

Nothing here goes by the names of classes, which change with every redesign. A page is doubted rather than
read loosely: a false alarm costs a person a look, a drop nobody sees costs a report.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from answerable.sources.harvest_adapters import Found
from answerable.sources.harvest_adapters.values import GARBLED, OddError, host_of, path_of, whole, words
from answerable.sources.readers.encoding import decode

MOST_PAGE = 8 * 1024 * 1024  # bytes; no page of a site that is read here comes near
_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
# What is not closed goes on to the end, as in browsers; so that no text takes longer than its length.
_QUIET = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
# Tags whose end must be written. Paragraphs, list items and cells may go without.
_PAIRED = re.compile(r"<(/?)(a|article|main|section|ul|ol|table|h[1-6])(?=[\s>/])", re.I)
_END = re.compile(r"</html\s*>", re.I)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FURNITURE = _names("nav header footer head script style template noscript form")
_BREAKS = _names(
    "address article aside blockquote br dd div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr li main ol p pre "
    "section table td th tr ul"
)
_LINKED = _names("a link area base use image")  # what may have an href
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_FAULT = re.compile(
    r"\b(?:page (?:was )?not found|404 error|access denied|forbidden|service unavailable|bad gateway"
    r"|down for maintenance|scheduled maintenance|verify (?:that )?you are (?:a )?human|checking your browser"
    r"|captcha|are you a robot|sign in to continue|temporarily unavailable|an error occurred)\b",
    re.I,
)
_SHOWING = re.compile(
    r"\b(?:showing|displaying)\s+(?:(?:results?|items?|reports?|publications?|investigations?)\s+)?"
    r"(?P<first>[\d,]{1,9})\s*(?:[-\u2013]|to)\s*(?P<last>[\d,]{1,9})\s+of\b",
    re.I,
)
_PROMISES = re.compile(r"\b(?:pdf|csv|xlsx|reports?|responses?|volume|recommendations|figures)\b", re.I)
_TORN_ADDRESS = re.compile(r"[<>]|\s(?:class|href|id)=")
_TORN_TEXT = re.compile(r"[\"'/]>|\b(?:href|class)=|<(?:/?[a-z]|$)|/?[a-z]{1,7}>")
_DEEPEST = 300
_MOST_TAGS = 30_000
_MOST_HOLDERS = 5_000  # lists and paragraphs; nested, each costs the length of all within


class Link(NamedTuple):
    url: str
    text: str
    node: LexborNode


class Page:
    """One web page. Raises OddError where it is none, is cut short, or says that something went wrong."""

    def __init__(self, url: str, body: bytes) -> None:
        self.url = url
        text = _text_of(body)
        if text.count("<") > _MOST_TAGS:
            raise OddError(f"the page has more than {_MOST_TAGS:,} tags")
        source = _QUIET.sub(" ", text)
        if not _END.search(source):
            raise OddError("the page stops before its end")
        if uneven := _uneven(source):
            raise OddError(f"part of the page is missing or broken: {uneven}")
        self.root = LexborHTMLParser(text).root
        self._check_links()
        self._check_empty()
        self.lines = _lines(self.root)
        if any(_TORN_TEXT.search(line) for line in self.lines):
            raise OddError("part of the page is missing: its markup shows in its words")
        self.heading = self._heading()
        said = " ".join([self.heading, *self.lines[:3]]) if len(self.lines) > 40 else " ".join(self.lines)
        if fault := _FAULT.search(said[:2000]):
            raise OddError(f"the page says that something went wrong: “{fault[0]}”")

    def _heading(self) -> str:
        if self.root is None:
            return ""
        node = self.root.css_first("h1")
        return words(node.text(deep=True, separator=" ")) if node else ""

    def _check_links(self) -> None:
        """Raises OddError where something is a link in all but its tag or its address."""
        for node in self.root.css("[href]") if self.root else []:
            if node.tag not in _LINKED:
                raise OddError(f"an address stands in <{node.tag}>, where no link can be")
            if GARBLED.search(node.attributes.get("href") or ""):
                raise OddError("an address is garbled")
            if _TORN_ADDRESS.search(node.attributes.get("href") or ""):
                raise OddError("part of the page is missing: an address runs on into the markup")
        for node in self.root.css("a") if self.root else []:
            attributes = node.attributes
            href = (attributes.get("href") or "").strip()
            if href and not href.startswith("#") and not whole(self.url, href):
                text = words(node.text(deep=True, separator=" "))
                by_hand = href.lower().startswith(("mailto:", "tel:")) and not text.isdigit()
                if text and not by_hand and not _in_furniture(node):
                    raise OddError("a link leads to no page")
            if (attributes.get("href") or "").strip() or {"id", "name", "role"} & attributes.keys():
                continue
            if words(node.text(deep=True, separator=" ")) and not _in_furniture(node):
                raise OddError("a link has no address")

    def _check_empty(self) -> None:
        """Raises OddError where a list, or every paragraph, of the page's own matter is empty."""
        holders = self.root.css("ul, ol, p") if self.root else []
        if len(holders) > _MOST_HOLDERS:
            raise OddError(f"the page has more than {_MOST_HOLDERS:,} lists and paragraphs")
        own = [
            (node.tag, words(node.text(deep=True, separator=" ")))
            for node in holders
            if not _in_furniture(node)
        ]
        paragraphs = [text for tag, text in own if tag == "p"]
        if any(tag != "p" and not text for tag, text in own) or (paragraphs and not any(paragraphs)):
            raise OddError("what it should hold is empty")

    def check_promises(self, found: list[Found]) -> None:
        """Raises OddError where a link's words speak of a report or file and it leads to none of `found`."""
        held = {each.url for each in found}
        own = path_of(self.url)
        for node in self.root.css("a[href]") if self.root else []:
            text = words(node.text(deep=True, separator=" "))
            href = node.attributes.get("href") or ""
            if not _PROMISES.search(text) or href.startswith("#") or _in_furniture(node):
                continue
            url = whole(self.url, href)
            if url in held or (url and (host_of(url) != host_of(self.url) or own.startswith(path_of(url)))):
                continue
            if url and path_of(url) == "/":
                continue
            raise OddError(f"the link “{text[:80]}” leads to no report and no file")

    def links(self, *, everywhere: bool = False) -> list[Link]:
        """Links of the page's own matter, in order; `everywhere`: those of menus and feet as well."""
        found = []
        for node in self.root.css("a") if self.root else []:
            url = whole(self.url, node.attributes.get("href") or "")
            if url and (everywhere or not _in_furniture(node)):
                found.append(Link(url, words(node.text(deep=True, separator=" ")), node))
        return found

    def part(self, wanted: str) -> list[str]:
        """The lines of the first element that the selector finds, or of the whole page."""
        node = self.root.css_first(wanted) if self.root else None
        return _lines(node) if node else self.lines


def _text_of(body: bytes) -> str:
    if not body.strip(b"\x00 \t\r\n"):
        raise OddError("nothing came: the page is empty")
    if len(body) > MOST_PAGE:
        raise OddError(f"the page is larger than {MOST_PAGE // 1024 // 1024} MB")
    if what := other_kind(body):
        raise OddError(f"it is no web page but {what}")
    declared = _CHARSET.search(body[:4096])
    text = decode(body, declared[1].decode("ascii", "replace") if declared else "").text
    text = text.replace("\x00", "")
    if "<" not in text:
        raise OddError("it is plain text and no web page")
    return text


def other_kind(body: bytes) -> str:
    """What a file that should be a web page is instead; "" where it may be one."""
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, name in ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a packed file"), (b"\x1f\x8b", "a packed file")):
        if head.startswith(mark):
            return name
    return "JSON" if head[:1] in (b"{", b"[") else ""


def looks_like_page(body: bytes) -> bool:
    head = decode(body[:2048], cut=True).text.lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<head", "<body", "<!--", "<div"))


def _uneven(source: str) -> str:
    count: Counter[str] = Counter()
    for match in _PAIRED.finditer(source):
        count[match[2].lower()] += -1 if match[1] else 1
    return ", ".join(
        f"{'an end' if n > 0 else 'a beginning'} of <{tag}> is missing"
        for tag, n in sorted(count.items())
        if n
    )


def _in_furniture(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(_DEEPEST):
        if above is None:
            return False
        if above.tag in _FURNITURE:
            return True
        above = above.parent
    return False


def _lines(root: LexborNode | None) -> list[str]:
    """The words outside menus and feet, a line an element that breaks lines."""
    lines: list[str] = []
    held: list[str] = []

    def end() -> None:
        if line := words(" ".join(held)):
            lines.append(line)
        held.clear()

    if root is None:
        return lines
    skipped: set[int] = set()
    for node in root.traverse(include_text=True):
        parent, before = node.parent, node.prev
        if node.tag in _FURNITURE or (parent is not None and parent.mem_id in skipped):
            skipped.add(node.mem_id)
            continue
        if (
            node.tag in _BREAKS
            or (parent is not None and parent.tag in _BREAKS and before is None)
            or (before is not None and before.tag in _BREAKS)
        ):
            end()
        if node.tag == "-text":
            held.append(node.text(deep=False) or "")
    end()
    return lines


def check_count(page: Page, items: Iterable[Found]) -> None:
    """Raises OddError where the page says which of its items it shows, and others can be read."""
    found = _SHOWING.search(" ".join(page.lines))
    if not found:
        return
    first, last = (int(found[group].replace(",", "")) for group in ("first", "last"))
    here = len({each.url for each in items})
    if last >= first and here != last - first + 1:
        raise OddError(f"the page says that it shows {last - first + 1:,} items, and {here:,} can be read")


def check_list(links: Iterable[Link]) -> None:
    """Raises OddError where something that looks like an item of the list leads nowhere."""
    nodes = [link.node for link in links]
    if len(nodes) < 2:
        return
    paths = [_path(node) for node in nodes]
    depth = 0
    while all(len(path) > depth + 1 for path in paths) and len({path[depth].mem_id for path in paths}) == 1:
        depth += 1
    holders = {path[depth].mem_id: path[depth] for path in paths}
    if len(holders) < 2 or depth == 0:
        return
    shape = Counter((node.tag, node.attributes.get("class") or "") for node in holders.values())
    usual, times = shape.most_common(1)[0]
    child = paths[0][depth - 1].child
    while child is not None:
        if child.mem_id not in holders and child.tag not in ("-text", "_comment"):
            same = (child.tag, child.attributes.get("class") or "") == usual and times > 1
            heads = child.tag in {tag for tag, _ in shape} and any(child.css_first(h) for h in _HEADINGS)
            if (same or heads) and words(child.text(deep=True, separator=" ")):
                raise OddError("an item of the list leads to no report")
        child = child.next


def _path(node: LexborNode) -> list[LexborNode]:
    path = [node]
    while path[-1].parent is not None and len(path) < _DEEPEST:
        path.append(path[-1].parent)
    return path[::-1]
