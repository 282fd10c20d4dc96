"""HSSIB and HSIB investigations: pages, reports and log entries.

    NHS England                                                     the addressee, as a heading
    Safety recommendation R/2021/146:                               the reference
    HSSIB recommends that NHS England ... to: 1) ... 2) ...         the ask and its limbs
    This is to ...                                                  the purpose
    Response: ...  Response received on 12 December 2024.           what the addressee said, kept as extra

Safety observations ("... can improve patient safety by ...") and safety actions (already taken) are entries
of their own kinds. Learning prompts for local use are named as left out. Only published text is read here;
the protected material of an investigation never is.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from answerable.core.text.cleaning import tidy
from answerable.sources.adapters.actor_words import is_actor
from answerable.sources.adapters.body_lines import MARKER, Body, BodyLine, body_of
from answerable.sources.adapters.front_page import read_front_page
from answerable.sources.adapters.hssib_words import CAN, ENDS, HAS, REFERENCE, Item, entry_of
from answerable.sources.drafts import Adapted, EntryDraft, EntryKind, LeftOut, ReportDraft, Sight
from answerable.sources.readers.document import ReadDocument, UnreadableError

ADAPTER = "hssib/1"
SOURCE = "hssib"
NAMES = {
    "HSSIB": "Health Services Safety Investigations Body",
    "HSIB": "Healthcare Safety Investigation Branch",
}
_BODY = r"(?:the\s+)?(?:HSSIB|HSIB|Health(?:care)?\s+Services?\s+Safety\s+Investigations?\s+(?:Body|Branch))"
_RECOMMENDS = re.compile(
    rf"^(?:\d[\d.]*\s+)?{_BODY}\s+(?:also\s+|therefore\s+|further\s+)?recommends?\b", re.IGNORECASE
)
# Other bodies that write in HSSIB's form are named in full.
_OTHER_BODY = re.compile(
    r"\bThe\s+(?P<name>[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]+|and|for|in|of|the)){1,8})\s+recommends\s+that\b"
)
_SECTION = re.compile(
    rf"(?:{_BODY}\s+(?:makes?|made|notes?|noted|suggests?|proposes?)\s+(?:the\s+following\s+)?|^)(?:national\s+)?"
    r"(?P<what>safety\s+(?:recommendation|observation|action)s?|local[- ]level\s+learning(?:\s+prompts)?"
    r"|(?:safety\s+)?learning\s+(?:points?|prompts?|for\s+[\w ]+))\s*(?:\([^)]*\))?\s*[:.]?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:source|url|address)\s*:\s*(?P<url>https?://\S+)", re.IGNORECASE)
_CUT_OFF = re.compile(r"\btruncated\b", re.IGNORECASE)
_KINDS: dict[str, EntryKind] = {"r": "recommendation", "o": "observation", "a": "safety_action"}


def recognises(document: ReadDocument) -> bool | str:
    """True, or why this is not for this adapter."""
    if not document.lines:
        return "it has no running text"
    if any(re.search(r"regulation\s+28\b", line.text, re.IGNORECASE) for line in document.lines[:40]):
        return "it is a coroner's report"
    for line in document.lines:
        found = REFERENCE.match(tidy(line.text))
        if _RECOMMENDS.match(line.text.strip()) or (found and found["word"]):
            return True
    return 'no line begins "HSSIB recommends" or carries a reference such as R/2021/146'


def adapt(document: ReadDocument, path: Path) -> Adapted:
    """One report draft for the document. Raises UnreadableError where it is no HSSIB document."""
    if (answer := recognises(document)) is not True:
        raise UnreadableError(f"{path.name} can't be read as an HSSIB document: {answer}.")
    body = body_of(document)
    report = _draft(document)
    adapted = Adapted(ADAPTER, reports=[report])
    truncated = _is_truncated(document)
    seen: dict[str, EntryDraft] = {}
    for item in _items(body, adapted):
        entry = entry_of(body, item)
        if entry is None:
            continue
        if truncated and item.lines[-1] is body.lines[-1] and not ENDS.search(item.lines[-1].text):
            if not ENDS.search(entry.purpose or entry.text):
                entry.flags.append("truncated")
            elif "response" in entry.extra:
                entry.flags.append("response-truncated")
        key = entry.number or re.sub(r"\W", "", entry.text.lower())
        if key in seen:  # the summary and the body of a report print the same
            seen[key].extra = entry.extra | seen[key].extra
            continue
        seen[key] = entry
        report.entries.append(entry)
    if truncated:
        report.flags.append("truncated")
    if not report.entries:
        report.left_out = (
            "the words of its recommendations could not be told from the rest; enter them by hand"
        )
    return adapted


def _draft(document: ReadDocument) -> ReportDraft:
    words = " ".join(line.text for line in document.lines)
    name = _publisher(words)
    front = read_front_page(document)
    url = next((m["url"] for line in document.lines[:5] if (m := _ADDRESS.match(line.text.strip()))), "")
    flags = [flag for flag in front.flags if flag != "publisher-missing" or not name]
    if not front.title and (words := _title_in(url)):
        front.title = words
        flags = ["title-from-address", *(flag for flag in flags if flag != "title-missing")]
    values = {"title": front.title, "date": front.issued.raw, "url": url}
    return ReportDraft(
        instrument="hssib",
        publisher=name,
        where="whole document",
        title=front.title,
        url=url,
        issued=front.issued,
        flags=flags,
        sights=[Sight(SOURCE, {key: value for key, value in values.items() if value}, front.issued)],
    )


def _publisher(words: str) -> str:
    """HSSIB or HSIB where it is named, else the body that "recommends that"; "" where nobody is named."""
    for short, full in NAMES.items():
        if re.search(rf"\b{short}\b", words) or full in words:
            return full
    named = Counter(" ".join(found["name"].split()) for found in _OTHER_BODY.finditer(words))
    return named.most_common(1)[0][0] if named else ""


def _title_in(url: str) -> str:
    """The title as the address spells it: ".../care-at-night/" gives "Care at night"."""
    slug = url.rstrip("/").rpartition("/")[2]
    words = slug.replace("-", " ").strip()
    return words[:1].upper() + words[1:] if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+){2,}", slug) else ""


def _is_truncated(document: ReadDocument) -> bool:
    texts = [line.text.strip() for line in document.lines if line.text.strip()]
    said = any(_CUT_OFF.search(text) and _ADDRESS.match(text) for text in texts[:5])
    return said or (document.media_type == "text/plain" and not ENDS.search(texts[-1]))


def _items(body: Body, adapted: Adapted) -> Iterator[Item]:
    """Walks the lines: headings set the kind and the addressee, references and "recommends" begin an item."""
    item: Item | None = None
    kind: EntryKind | None = None
    reference = heading = ""
    for index, line in enumerate(body.lines):
        text = tidy(line.text)
        following = body.lines[index + 1].text if index + 1 < len(body.lines) else ""
        section, found = _SECTION.search(text), REFERENCE.match(text)
        if section and len(text.split()) <= 14:
            if item:
                yield item
            item, heading, reference = None, "", ""
            kind = _kind_of(section["what"], text, adapted)
        elif found and (found["word"] or not found["rest"] or ENDS.search(found["rest"])):
            if item:
                yield item
            kind, reference = _KINDS[found["letter"].lower()], found["ref"].upper()
            item = Item(kind, reference, heading)
            if found["rest"]:
                item.lines.append(line)
        elif _RECOMMENDS.match(text):
            if item and item.lines:
                yield item
                reference = ""
            item = Item("recommendation", item.reference if item else reference, heading, [line])
        elif _is_addressee_heading(text, following):
            if item:
                yield item
            item, heading, reference = None, text, ""
        elif item is not None and item.lines and _stands_alone(body, item, line):
            yield item
            item = Item(item.kind, "", "", [line]) if _is_one(item.kind, text) else None
            kind = item.kind if item else None
        elif item is not None and line.heading and not MARKER.match(text):
            if item.lines:
                yield item
            item, heading, reference = None, "", ""
        elif item is not None:
            item.lines.append(line)
        elif kind and kind != "recommendation" and _is_one(kind, text):
            item = Item(kind, "", heading, [line])
    if item:
        yield item


def _kind_of(what: str, text: str, adapted: Adapted) -> EntryKind | None:
    if "learning" in what.lower():
        adapted.left_out.append(
            LeftOut(f"section {text!r}", "learning prompts for local use ask nothing of a named body")
        )
        return None
    word = what.lower().split()[-1].rstrip("s")
    return _KINDS[word[0]]


def _is_addressee_heading(text: str, following: str) -> bool:
    """A short line that names a body right above its recommendation or its reference."""
    if len(text.split()) > 12 or ENDS.search(text) or MARKER.match(text) or not is_actor(text):
        return False
    following = tidy(following)
    return bool(_RECOMMENDS.match(following) or REFERENCE.match(following))


def _stands_alone(body: Body, item: Item, line: BodyLine) -> bool:
    """Whether this line begins another paragraph, which ends an observation or an action."""
    if item.kind == "recommendation" or MARKER.match(line.text):
        return False
    return "\n" in body.paragraphs([item.lines[-1], line])


def _is_one(kind: EntryKind, text: str) -> bool:
    """Whether a paragraph without a reference reads like an observation, or like an action taken."""
    return bool((CAN if kind == "observation" else HAS).match(text))
