"""What came of one look: is it new, changed, as it was, or not to be understood? Touches no database."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from answerable.sources.harvest_adapters import Found, HarvestAdapter, PageRead
from answerable.sources.harvesting.saying_less import says_less
from answerable.sources.harvesting.withdrawn import says_withdrawn
from answerable.sources.http import Answer
from answerable.sources.models import Place

MOST_FOUND = 5_000  # addresses on one page; the longest real listing names 100
_PDF = re.compile(rb"(?:\A|[\r\n\x00])[^\r\n]{0,16}%PDF-\d")
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HTML_END = re.compile(rb"</(?:html|body)\s*>", re.I)
_KINDS = frozenset(Place.Kind.values)


@dataclass(frozen=True, slots=True)
class Judged:
    """`odd` says why a person has to look; otherwise `seen` is the mark of what matters.

    A page that says less than before is odd and leads on all the same: what is new on it is not held up.
    """

    seen: str = ""
    odd: str = ""
    withdrawn: str = ""  # what the page says of its own withdrawal
    found: list[Found] = field(default_factory=list)


def judge(
    adapter: HarvestAdapter,
    kind: str,
    url: str,
    answer: Answer,
    *,
    seen: str = "",
    before: Callable[[], PageRead | None] = lambda: None,
) -> Judged:
    """Reads what came, and doubts it first: half a page, or a page in place of a file, is none of its own.

    `before` is what the place gave the last time, asked for only where it is not `seen` as it was then.
    """
    body = answer.body()
    if why := wrong_form(url, body, answer.media_type):
        return Judged(odd=why)
    page = _read(adapter, kind, answer, body)
    if page.odd:
        return Judged(odd=page.odd)
    strange = sorted({one.kind for one in page.found} - _KINDS)
    if strange:
        return Judged(odd=f"It leads to places of a kind that there is not: {', '.join(strange)[:100]}.")
    if len(page.found) > MOST_FOUND:
        return Judged(odd=f"It leads to {len(page.found):,} places; the most is {MOST_FOUND:,}.")
    now_seen = hashlib.sha256(page.matters or body).hexdigest()
    if now_seen != seen and (held := before()) is not None:
        listing = kind == Place.Kind.LISTING
        if less := says_less(held, page, listing=listing):
            return Judged(odd=less, found=page.found)
    return Judged(seen=now_seen, found=page.found, withdrawn=says_withdrawn(page.report))


def wrong_form(url: str, body: bytes, media_type: str) -> str:
    """Why the bytes are not what the address and the server's word for them promise; "" where they are."""
    if not body.strip():
        return "It is empty."
    is_pdf, is_html = bool(_PDF.search(body[:1024])), bool(_HTML.match(body[:4096]))
    path = url.partition("?")[0].lower()
    if path.endswith(".pdf") or media_type == "application/pdf":
        if is_html:
            return "It should be a PDF, and is a web page."
        if not is_pdf:
            return "It should be a PDF, and does not begin as one."
        if b"%%EOF" not in body[-4096:]:
            return "The PDF breaks off before its end."
    elif path.endswith((".csv", ".xlsx", ".json", ".docx")) and is_html:
        return f"It should be a file ({path.rpartition('.')[2]}), and is a web page."
    elif is_html and not _HTML_END.search(body[-4096:]):
        return "The page breaks off before its end."
    return ""


def _read(adapter: HarvestAdapter, kind: str, answer: Answer, body: bytes) -> PageRead:
    try:
        return adapter.read(kind, answer.url, body, answer.media_type)
    except Exception as error:  # an adapter that fails on strange bytes must not end the run for all others
        return PageRead([], b"", odd=f"The adapter failed on it: {type(error).__name__}.")


def read_kept(adapter: HarvestAdapter, kind: str, url: str, body: bytes) -> PageRead:
    """A kept page or answer, read as it would be today."""
    answer = Answer(url, 200, "application/json" if body[:1] in b"[{" else "text/html")
    return _read(adapter, kind, answer, body)


def report_of(adapter: HarvestAdapter, kind: str, url: str, body: bytes) -> dict[str, Any]:
    """What a kept page says of its report; nothing where it says nothing."""
    return read_kept(adapter, kind, url, body).report or {}
