"""One HSSIB item's words: its ask, purpose, limbs, addressees, and the response printed after it."""

import re
from dataclasses import dataclass, field

from answerable.core.text.dates import read_date
from answerable.sources.adapters.actor_words import is_actor, is_vague
from answerable.sources.adapters.addressee_phrases import NONE, VAGUE, addressing
from answerable.sources.adapters.body_lines import MARKER, Body, BodyLine
from answerable.sources.adapters.limbs import parts_of
from answerable.sources.drafts import EntryDraft, EntryKind, Passage

REFERENCE = re.compile(
    r"^(?:(?:national\s+)?safety\s+)?(?:(?P<word>recommendation|observation|action)s?\s*)?[([]?(?P<ref>(?P<letter>[ROA])/20\d\d/\d{1,4})"
    r"[)\]]?\s*[:.–-]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PURPOSE = re.compile(
    r"(?:^|(?<=[.;:)]\s)|(?<=\n))(?:This|The purpose(?: of this)?)\s+(?:is|aims?|will\s+help)\s+"
    r"(?:in\s+order\s+)?(?:to|so\s+that)\b"
)
_RESPONSE = re.compile(r"^(?:Response|(?P<who>.{2,60}?)(?:’s|'s)?\s+response)\s*(?::|$)\s*", re.IGNORECASE)
_RECEIVED = re.compile(r"\bResponse\s+received\s+on\s+(?P<date>[\w ,/.-]{6,30}\d{4})", re.IGNORECASE)
_ACTIONS = re.compile(r"^(?:Actions?\s+(?:planned|taken|to)\b.*:|Action:|Actions:)", re.IGNORECASE)
CAN = re.compile(
    r"^(?P<who>.{3,140}?)\s+(?:can|could|may)\s+(?:improve|help|support|reduce|promote|enhance)\b"
)
HAS = re.compile(
    r"^(?P<who>[A-Z].{2,120}?)\s+(?:has|have|is|are|will|had|agreed|took|added|amended|updated)\b"
)
_WITH = re.compile(
    r"\b(?:works?\s+(?:\w+ly\s+)?with|with\s+input\s+from|in\s+(?:collaboration|partnership|consultation)\s+with|alongside)\s+"
    r"(?P<who>.{3,300}?)(?=,?\s+to:?(?:\s|$)|,\s+(?:\w+s)\s|\.\s|\.$)",
    re.IGNORECASE | re.DOTALL,
)
ENDS = re.compile(r"[.!?:;)”\"’']$")

LONGEST_ITEM = 400  # lines, its response among them


@dataclass
class Item:
    """One recommendation, observation or action, with the lines that belong to it."""

    kind: EntryKind
    reference: str = ""
    heading: str = ""  # the addressee's name, where it stands over the words
    lines: list[BodyLine] = field(default_factory=list)


def entry_of(body: Body, item: Item) -> EntryDraft | None:
    if not item.lines:
        return None
    words = body.paragraphs(item.lines[:LONGEST_ITEM])
    if match := REFERENCE.match(words):
        words = match["rest"]
    own, rest = _own_and_rest(words.split("\n"), item.kind)
    text, purpose = _without_purpose("\n".join(own))
    if not text:
        return None
    last = _last_line(body, item.lines, "\n".join(own))
    place = Passage(item.lines[0].page, item.lines[0].start, last.end)
    entry = EntryDraft(item.kind, text, item.reference, place, purpose=purpose)
    entry.addressees, entry.flags = _addressees(item, text)
    entry.parts = parts_of(text, item.kind, Passage(page=place.page)) if item.kind == "recommendation" else []
    if match := _WITH.search(text.replace("\n", " ")):
        entry.extra["working_with"] = match["who"].strip()
    entry.extra |= _response(rest, entry.addressees)
    return entry


def _last_line(body: Body, lines: list[BodyLine], own: str) -> BodyLine:
    """The line on which the item's own words end."""
    for count in range(1, len(lines)):
        if body.paragraphs(lines[:count]).endswith(own[-40:]):
            return lines[count - 1]
    return lines[-1]


def _own_and_rest(paragraphs: list[str], kind: EntryKind) -> tuple[list[str], list[str]]:
    """The item's own paragraphs (its limbs and purpose too), and what follows them."""
    taken = 1
    while taken < len(paragraphs):
        here, before = paragraphs[taken], paragraphs[taken - 1]
        goes_on = MARKER.match(here) or before.endswith(":") or _PURPOSE.match(here) or here[:1].islower()
        if _RESPONSE.match(here) or _RECEIVED.search(here) or _ACTIONS.match(here) or not goes_on:
            break
        taken += 1
        if _PURPOSE.search(here) and kind == "recommendation":
            break
    return paragraphs[:taken], paragraphs[taken:]


def _without_purpose(text: str) -> tuple[str, str]:
    match = _PURPOSE.search(text)
    if not match or match.start() == 0:
        return text.strip(), ""
    return text[: match.start()].strip(), text[match.start() :].strip()


def _addressees(item: Item, text: str) -> tuple[list[str], list[str]]:
    if item.kind == "recommendation":
        said = addressing(text.split("\n")[0])
        phrases = said.phrases
    else:
        match = (CAN if item.kind == "observation" else HAS).match(text)
        who = match["who"].strip(" ,") if match else ""
        phrases = [who] if who and is_actor(who, starts_sentence=True) else addressing(text).phrases
    names = [item.heading] if item.heading else []
    names += [p for p in phrases if _bare(p) not in {_bare(name) for name in names}]
    if not names:
        return [], [NONE]
    return names, [VAGUE] if any(is_vague(name) for name in names) else []


def _bare(name: str) -> str:
    return re.sub(r"^the\s+", "", name.lower())


def _response(paragraphs: list[str], addressees: list[str]) -> dict[str, str]:
    """What stands after the words: a labelled response, or one that begins with the addressee's name."""
    if not paragraphs:
        return {}
    found: dict[str, str] = {}
    if match := _RECEIVED.search("\n".join(paragraphs)):
        found["response_received"] = match["date"].strip()
        if date := read_date(found["response_received"]).date:
            found["response_received_on"] = date.isoformat()
    first = paragraphs[0]
    named = any(_bare(first).startswith(_bare(name)) for name in addressees)
    if not (found or _RESPONSE.match(first) or named or re.match(r"(?:We|Our|Thank)\b", first)):
        return found
    reply: list[str] = []
    actions: list[str] = []
    for paragraph in paragraphs:
        into = actions if actions or _ACTIONS.match(paragraph) else reply
        words = _RECEIVED.sub("", _RESPONSE.sub("", paragraph)).strip(" .") if into is reply else paragraph
        if words:
            into.append(paragraph if into is actions or _RESPONSE.match(paragraph) is None else words)
    if reply:
        found["response"] = "\n".join(reply)
    if actions:
        found["actions"] = "\n".join(actions)
    return found
