"""What a report's own first pages say of it: title, who made it, when, and its ISBN.

Only what is printed there is taken; what isn't found is flagged, never made up.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from answerable.core.text.cleaning import tidy
from answerable.core.text.dates import FoundDate, dates_in
from answerable.sources.readers.document import Line, ReadDocument

PAGES = 4
LINES = 60  # where the form has no pages
LONGEST_LINE = 400  # characters of a line that can be a title, a name or a date
_CONTENTS = re.compile(r"^(?:table of )?contents$|^index$", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN:?\s*((?:97[89][- ]?)?\d[\d -]{8,14}[\dX])\b")
_NOT_TITLE = re.compile(
    r"^(?:HC|CP|CM|Cm|HL Paper)\b|^\W*$|^\d+$|^£|^•|^\d+ of \d+$"
    r"|^(?:volume|page) \d+$|^(?:presented|ordered|published)\b",
    re.IGNORECASE,
)
_NAMED = r"(?:[A-Z][\w’'&.-]*|of|the|and|into|for|in|on|to|\d{4})"
_COMMITTEE = re.compile(rf"\b(?:[A-Z][\w’'&-]*\s+(?:{_NAMED}\s+){{0,8}}?)?(?:Select\s+)?Committee\b")
_INQUIRY = re.compile(
    rf"\b(?:[A-Z][\w’'&-]*\s+(?:{_NAMED}\s+){{0,9}}?)?(?:Public\s+)?Inquiry\b(?:\s+into\s+(?:{_NAMED}\s*){{1,14}})?"
)
_OTHER_MAKERS = re.compile(
    rf"\b(?:(?:[A-Z][\w’'&-]*\s+(?:{_NAMED}\s+){{0,8}}?)?(?:Review|Investigation|Panel|Commission|Taskforce|Ombudsman)"
    r"|Care Quality Commission|NHS England)\b(?:\s+(?:into|of)\s+[\w’' ,-]{3,90})?"
)
_AUTHOR = re.compile(
    r"^(?:a\s+)?(?:report|review|investigation)\s+by\s+(?P<name>.{3,80})$"
    r"|^chair(?:ed by|:)\s*(?P<chair>.{3,80})$",
    re.I,
)
RESPONSE_TITLE = re.compile(r"\bresponse\s+to\s+(?:the\s+)?(?P<to>.+)", re.IGNORECASE | re.DOTALL)
_ANSWERER = re.compile(r"^(?P<who>(?:the\s+)?[\w’' ,&-]{2,60}?)(?:[’']s)?\s+response\s+to\b", re.IGNORECASE)
_OF_THEIR_OWN = re.compile(r"\b(?:report|response|recommendations?|phase|module|volume)\b", re.IGNORECASE)


@dataclass
class FrontPage:
    title: str = ""
    publisher: str = ""  # the inquiry, committee or body; for a response, the one that is answered
    issued: FoundDate = field(default_factory=lambda: FoundDate("", None, ("date-missing",)))
    isbn: str = ""
    author: str = ""
    answered_by: str = ""  # who wrote the response; "" where the document is no response
    flags: list[str] = field(default_factory=list)

    @property
    def is_response(self) -> bool:
        return bool(self.answered_by)


def read_front_page(document: ReadDocument) -> FrontPage:
    """The front matter of a report or response. What is missing stands in `flags`."""
    lines = _front_lines(document)
    front = FrontPage(title=_title(lines, _body_size(document)) or _plain_title(document))
    words = "\n".join(tidy(line.text) for line in lines)
    front.isbn = match[1].strip() if (match := _ISBN.search(words)) else ""
    for line in lines:
        if found := _AUTHOR.match(tidy(line.text)):
            front.author = found["name"] or found["chair"]
            break
    front.issued = _date(lines)
    first_page = "\n".join(tidy(line.text) for line in lines if line.page == lines[0].page)
    _maker(front, first_page, words)
    for name, value in (("title", front.title), ("publisher", front.publisher)):
        if not value:
            front.flags.append(f"{name}-missing")
    front.flags += [flag for flag in front.issued.flags if flag not in front.flags]
    return front


def _front_lines(document: ReadDocument) -> list[Line]:
    kept: list[Line] = []
    for line in document.lines:
        if (line.page or 0) > PAGES or (line.page is None and len(kept) >= LINES):
            break
        if _CONTENTS.match(line.text.strip()) and kept:
            break
        if line.text.strip():
            kept.append(replace(line, text=line.text[:LONGEST_LINE]))
    return kept


def _title(lines: list[Line], body_size: float) -> str:
    """The largest print of the first page; without sizes, the first heading."""
    if not lines:
        return ""
    first_page = [line for line in lines if line.page == lines[0].page]
    sizes = [line.size for line in first_page if line.size and not _NOT_TITLE.match(line.text.strip())]
    if sizes and max(sizes) > 1.15 * body_size:
        large = [
            line
            for line in first_page
            if line.size and line.size >= 0.55 * max(sizes) and not _NOT_TITLE.match(line.text.strip())
        ]
        return _joined(large)
    headings = [line for line in lines if line.heading is not None]
    return tidy(headings[0].text) if headings else ""


def _body_size(document: ReadDocument) -> float:
    sizes: Counter[float] = Counter()
    for line in document.lines:
        sizes[line.size or 0.0] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _joined(lines: list[Line]) -> str:
    title = ""
    before: Line | None = None
    for line in lines[:12]:
        text = tidy(line.text)
        same = before is not None and (line.size, line.bold) == (before.size, before.bold)
        title = f"{title} {text}" if same else f"{title}, {text}" if title else text
        before = line
    return title.replace(":,", ":").strip(" ,")


def _plain_title(document: ReadDocument) -> str:
    title = tidy(document.title).replace("\n", " ")
    return (
        title
        if len(title.split()) >= 3 and not re.search(r"\.(?:docx?|pdf|indd)\b|^microsoft word", title, re.I)
        else ""
    )


def _date(lines: list[Line]) -> FoundDate:
    """The date of publication: one that says so, then one that stands alone, then the first of all."""
    best: tuple[int, FoundDate] | None = None
    before = ""
    for line in lines:
        text = tidy(line.text)
        if text.startswith("©"):
            continue
        for hit in dates_in(text):
            full = hit.found.date is not None
            if not full and "date-incomplete" not in hit.found.flags:
                continue
            if re.fullmatch(r"\d{4}", hit.found.raw):
                continue
            lead = f"{before} {text[: hit.start]}".lower()
            said = (
                4
                if re.search(r"\bpublished\s+(?:on\s+)?$", lead)
                else 3
                if re.search(r"\bprinted\s*(?:on\s+)?$", lead)
                else 0
            )
            alone = 2 if not re.sub(r"\W", "", text[: hit.start] + text[hit.end :]) else 0
            rank = (10 if full else 0) + (said or alone or (1 if full else 0))
            if (said or alone) and (best is None or rank > best[0]):
                best = (rank, hit.found)
        before = text
    return best[1] if best else FoundDate("", None, ("date-missing",))


def _maker(front: FrontPage, first_page: str, words: str) -> None:
    """Who made the report, or whose report is answered."""
    title = front.title.replace("\n", " ")
    if match := RESPONSE_TITLE.search(title):
        front.publisher = _name_in(match["to"]) or _OF_THEIR_OWN.split(match["to"])[0].strip(" ,:–-")
        who = _ANSWERER.match(title)
        front.answered_by = (
            re.sub(r"^the\s+", "", who["who"], flags=re.I).strip(" ,") if who else "not stated"
        )
        return
    front.publisher = _name_in(first_page) or _name_in(words) or _name_in(title)


def _name_in(words: str) -> str:
    """The first committee, inquiry or other maker named, line by line."""
    for pattern in (_COMMITTEE, _INQUIRY, _OTHER_MAKERS):
        names = []
        for line in words.split("\n"):
            for match in pattern.finditer(" ".join(line.split())):
                name = re.sub(
                    r"^(?:The\s+Report\s+of\s+)?(?:The|A|Chair of the|Report of the)\s+(?=\w+ )", "", match[0]
                ).strip(" ,")
                name = re.split(r"\s+(?:Report|Phase|Module|Volume)\b", name)[0]
                if len(name.split()) > 1:
                    names.append(name)
        if names:
            return max(dict.fromkeys(names), key=lambda name: (names.count(name), -names.index(name)))
    return ""
