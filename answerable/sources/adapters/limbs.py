"""The limbs of one recommendation: (a) (b) (c), (i) (ii), 1) 2), bullets, and items between semicolons.

A limb becomes a part only where it asks for something of its own. "The report should cover: (a) costs; (b)
risks" is one ask with two subjects; "The Trust should: (a) appoint ...; (b) publish ..." is two asks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from answerable.sources.adapters.actor_words import is_actor
from answerable.sources.adapters.ask_words import HAS_MODAL, MODAL
from answerable.sources.drafts import EntryDraft, EntryKind, Passage

_ROMAN_WORDS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN = _ROMAN_WORDS.split()
_LETTERS = [chr(c) for c in range(ord("a"), ord("z") + 1)]
_DIGITS = [str(n) for n in range(1, 41)]
_FREE = r"(?:(?<=\band)|(?<![\w)’']))"  # "32(4)" and "s55(1)(a)" are references, "and(c)" is a slip
_STYLES: tuple[tuple[re.Pattern[str], list[str]], ...] = (
    (re.compile(_FREE + r"\((?P<n>[a-z])\)\s*"), _LETTERS),
    (re.compile(_FREE + r"\((?P<n>[ivx]{1,5})\)\s*"), _ROMAN),
    (re.compile(_FREE + r"\((?P<n>\d{1,2})\)\s*"), _DIGITS),
    (re.compile(r"(?<![\w(.])(?P<n>[a-z])\)\s+"), _LETTERS),
    (re.compile(r"(?<![\w(.])(?P<n>[ivx]{1,5})\)\s+"), _ROMAN),
    (re.compile(r"(?<![\w(.])(?P<n>\d{1,2})\)\s+"), _DIGITS),
    (re.compile(r"(?:(?<=\n)|(?<=: )|(?<=; ))(?P<n>[a-z])\.\s+(?=\S)"), _LETTERS),
    (re.compile(r"(?:(?<=\n)|(?<=: )|(?<=; ))(?P<n>[ivx]{1,5})\.\s+(?=\S)"), _ROMAN),
    (re.compile(r"(?:(?<=\n)|(?<=: )|(?<=; ))(?P<n>\d{1,2})\.\s+(?=\S)"), _DIGITS),
)
_BULLET = re.compile(r"(?:(?<=\n)|(?<=\s)|^)[•●○▪◦‣]\s*")
_SHORTEST = 8  # characters; less is a reference ("see (a) and (b)"), not a limb
_TAIL = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_ENDS = re.compile(r"[\s;,.]*(?:\b(?:and|or|and/or)\b)?[\s;,]*$")

_ASKING_LEAD = re.compile(
    rf"(?:\b{MODAL}|\bto|\bthat|\brecommend(?:s|ed|ations?)?|\bas follows"
    r"|\bfollowing(?:\s+\w+)?\s+(?:actions?|steps|measures|recommendations?))"
    r"(?:\s*,[^,:]{2,60},?)?\s*[:–—-]?\s*$",
    re.IGNORECASE,
)
_ADDRESSED_LEAD = re.compile(
    r"\b(?:recommend|urge|ask|require|request|call\s+on)(?:s|ed)?\s+(?:that\s+)?(?P<who>[^:]{3,160}):\s*$",
    re.IGNORECASE,
)
_OWN_ASK = re.compile(
    r"^(?:that\s+\w|.{0,200}?\bbe\s+\w+(?:ed|en|made|put|set)\b)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Limb:
    number: str  # as printed, "" for a bullet
    text: str
    start: int  # of the marker, in the text that was split
    end: int


def split_limbs(text: str) -> tuple[str, list[Limb]]:
    """The words before the first limb, and the limbs of the outermost list. No list: the text, and none."""
    found = min(_sequences(text), key=lambda limbs: limbs[0].start, default=None) or _between_semicolons(text)
    return (text[: found[0].start].rstrip(), found) if found else (text, [])


def _sequences(text: str) -> Iterator[list[Limb]]:
    for pattern, order in _STYLES:
        marks: list[re.Match[str]] = []
        for match in pattern.finditer(text):
            if len(marks) < len(order) and match["n"] == order[len(marks)]:
                marks.append(match)
        if limbs := _limbs(text, marks):
            yield limbs
    if limbs := _limbs(text, list(_BULLET.finditer(text))):
        yield limbs


def _limbs(text: str, marks: list[re.Match[str]]) -> list[Limb]:
    if len(marks) < 2:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    limbs = []
    for mark, end in zip(marks, ends, strict=True):
        number = text[mark.start() : mark.end()].strip()
        limbs.append(
            Limb("" if "n" not in mark.groupdict() else number, text[mark.end() : end], mark.start(), end)
        )
    if any(len(limb.text.strip()) < _SHORTEST for limb in limbs):
        return []
    return _without_tail(limbs)


def _without_tail(limbs: list[Limb]) -> list[Limb]:
    """Cuts from the last limb the sentences that go back to speak of the whole."""
    *others, last = limbs
    in_one_sentence = all(limb.text.rstrip().endswith((";", ",", "and", "or")) for limb in others)
    match = re.search(r"\n(?!\(?\w{1,4}[).]\s|[•●○▪◦‣])(?=\S)", last.text)
    if in_one_sentence and (sentence := _TAIL.search(last.text)):
        match = sentence if match is None or sentence.start() < match.start() else match
    elif match and any("\n" in limb.text.strip() for limb in others):
        match = None
    if match:
        last = replace(last, text=last.text[: match.start()], end=last.end - len(last.text) + match.start())
    return [
        replace(limb, text=_ENDS.sub("", limb.text).strip() or limb.text.strip()) for limb in [*others, last]
    ]


def _between_semicolons(text: str) -> list[Limb]:
    """Items after a colon, parted by semicolons: "ensures that: a is done; b is kept; and c is told"."""
    colon = re.search(r":\s", text)
    if not colon:
        return []
    body_end = _TAIL.search(text, colon.end())
    end = body_end.start() if body_end else len(text)
    limbs = []
    at = colon.end()
    for piece in re.split(r"(;)", text[colon.end() : end]):
        stripped = re.sub(r"^(?:and|or)\s+", "", piece.strip(), flags=re.IGNORECASE)
        if piece != ";" and stripped:
            limbs.append(Limb("", _ENDS.sub("", stripped) or stripped, at, at + len(piece)))
        at += len(piece)
    if len(limbs) < 2 or any(len(limb.text) < _SHORTEST for limb in limbs):
        return []
    return limbs


def are_separate_asks(lead: str, limbs: list[Limb]) -> bool:
    """Whether each limb asks for an act of its own, by the words that lead into the list or by its own."""
    if not limbs:
        return False
    if _ASKING_LEAD.search(lead):
        return True
    if (match := _ADDRESSED_LEAD.search(lead)) and is_actor(
        re.split(r"\s+and\s+(?:his|her|their)\b", match["who"])[0]
    ):
        return True
    asking = sum(bool(HAS_MODAL.search(limb.text) or _OWN_ASK.search(limb.text)) for limb in limbs)
    return asking == len(limbs)


def parts_of(
    text: str, kind: EntryKind, passage: Passage, *, numbered_list: bool = False
) -> list[EntryDraft]:
    """The limbs as parts, each with its place; none where they do not ask for separate things.

    `numbered_list`: the report itself prints the limbs as recommendations of their own. `passage` places the
    text; the parts' own places are reckoned from it, and hold where the text stands unbroken in its document.
    """
    lead, limbs = split_limbs(text)
    printed = numbered_list and all(limb.number for limb in limbs)
    if not limbs or not (printed or are_separate_asks(lead, limbs)):
        return []
    parts = []
    for limb in limbs:
        if passage.start is None:
            place = passage
        else:
            place = replace(passage, start=passage.start + limb.start, end=passage.start + limb.end)
        part = EntryDraft(kind=kind, text=limb.text, number=limb.number, passage=place)
        part.parts = parts_of(
            limb.text, kind, replace(place, start=None, end=None), numbered_list=numbered_list
        )
        for inner in part.parts:
            inner.passage = place
        parts.append(part)
    return parts
