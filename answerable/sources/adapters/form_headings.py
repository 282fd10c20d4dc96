"""The headings of the Regulation 28 form, however they came off the page.

The number of the box may stand before the heading, stick to it, stand on a line of its own or be misread;
the heading may be broken over two lines or carry its section's first words.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from answerable.sources.readers.document import Line

_QUOTE = r"[’'`´‘\"]?"
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("addressees", r"(?:THIS )?REPORT IS (?:BEING )?(?:SENT|MADE|ADDRESSED) TO"),
    ("legal_powers", rf"CORONER{_QUOTE}S?{_QUOTE} (?:LEGAL )?POWERS?"),
    ("concerns", rf"CORONER{_QUOTE}S?{_QUOTE} (?:MATTERS OF )?CONCERNS?|MATTERS? OF CONCERN"),
    ("coroner", r"(?:THE )?CORONER"),
    (
        "investigation",
        r"(?:THE )?(?:INVESTIGATIONS?(?: (?:AND|&) (?:THE )?INQUESTS?)?|INQUESTS?(?: (?:AND"
        r"|&) INVESTIGATIONS?)?)",
    ),
    ("circumstances", r"(?:BRIEF )?CIRCUMSTANCES OF (?:THE |HER |HIS |EACH )?DEATHS?(?:\(S\))?"),
    ("action", r"ACTIONS? (?:THAT )?(?:SHOULD|COULD|MUST|NEEDS? TO|TO) BE TAKEN"),
    ("response", r"YOUR RESPONSES?"),
    ("copies", r"COPIES(?: (?:AND|&|OF) (?:PUBLICATION|DISTRIBUTION|THIS REPORT))?"),
)
_BOX = r"^[\W_]{0,4}(?P<number>\(?[1-9IlSs§]\)?[.)]?(?=\s|[A-Z]{3}))?[\W_]{0,4}"
_AFTER = r"(?![a-z])[\s:.–—|-]*"
_COMPILED = tuple(
    (name, re.compile(_BOX + "(?P<title>" + words.replace(" ", r"\s*") + ")" + _AFTER, re.IGNORECASE))
    for name, words in _HEADINGS
)
_MIDDLE_OF_LINE = re.compile(r"(?:THIS )?REPORT\s+IS\s+BEING\s+SENT(?:\s+TO)?\s*:?", re.IGNORECASE)
# Where the heading of the concerns is lost, the form's own sentence stands in for it.
_CONCERNS_BEGIN = re.compile(r"\s*(?:the )?matters? of concern (?:is|are)\b", re.IGNORECASE)
_ORDER = [
    "addressees", "coroner", "legal_powers", "investigation", "circumstances",
    "concerns", "action", "response", "copies",
]  # fmt: skip
_PLAIN_TITLES = {
    "legal_powers": "CORONERS LEGAL POWERS",
    "concerns": "CORONERS CONCERNS",
    "investigation": "INVESTIGATION AND INQUEST",
    "circumstances": "CIRCUMSTANCES OF THE DEATH",
    "action": "ACTION SHOULD BE TAKEN",
    "response": "YOUR RESPONSE",
    "copies": "COPIES AND PUBLICATION",
}
_LIKENESS = 85  # of 100: two letters misread in a heading of sixteen
_ENOUGH = 4  # headings seen before another "this report is being sent to" begins another form
_NUMBERS = {name: str(number) for number, name in enumerate(_ORDER[1:], start=1)}


@dataclass(frozen=True, slots=True)
class Heading:
    section: str  # as in drafts.SECTIONS
    line: int  # index of the line
    start: int  # where it begins in that line
    end: int  # where the section's own words begin in that line
    weight: int = 2  # 3 when its box number stands with it or it is in capitals and alone; 1 for a stand-in


def find_headings(lines: list[Line]) -> list[Heading]:
    """The headings of one form: of all that look like one, the most that stand in the form's order."""
    found = _candidates(lines)
    best: list[
        tuple[int, int]
    ] = []  # for each candidate: weight of the best run that ends in it, and the one before
    for here, heading in enumerate(found):
        weight, before = 0, -1
        for there in range(here):
            earlier = _ORDER.index(found[there].section) < _ORDER.index(heading.section)
            if earlier and best[there][0] > weight:
                weight, before = best[there][0], there
        best.append((weight + heading.weight, before))
    chosen: list[Heading] = []
    at = max(range(len(found)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chosen.append(found[at])
        at = best[at][1]
    return chosen[::-1]


def split_forms(lines: list[Line]) -> list[tuple[int, int]]:
    """Where each form begins and ends, by line: the official template holds three, a bundle several."""
    starts: list[int] = []
    seen: set[str] = set()
    for heading in _candidates(lines):
        if heading.section == "addressees" and (not starts or len(seen) >= _ENOUGH):
            starts.append(0 if not starts else _title_above(lines, heading.line))
            seen = set()
        elif starts or heading.weight == 3:
            seen.add(heading.section)
    starts = starts or [0]
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _title_above(lines: list[Line], index: int) -> int:
    for above in range(index, max(index - 5, 0), -1):
        if not re.search(
            r"regulation\s*28|rule\s*43|future deaths|note:|specimen|^\W*$",
            lines[above - 1].text,
            re.IGNORECASE,
        ):
            return above
    return max(index - 5, 0)


def _candidates(lines: list[Line]) -> list[Heading]:
    found = []
    for index, line in enumerate(lines):
        if heading := _heading(index, line.text) or _broken_heading(index, line.text, lines):
            found.append(heading)
    return found


def _heading(index: int, text: str) -> Heading | None:
    for section, pattern in _COMPILED:
        match = pattern.match(text)
        if match and _is_title(match, text, section):
            number = (match["number"] or "").strip("().")
            sure = number == _NUMBERS.get(section) or (match["title"].isupper() and match.end() == len(text))
            return Heading(section, index, match.start(), match.end(), 3 if sure else 2)
    match = _MIDDLE_OF_LINE.search(text)
    if match and (match[0].isupper() or not text[: match.start()].strip()):
        return Heading("addressees", index, match.start(), match.end())
    if _CONCERNS_BEGIN.match(text):
        return Heading("concerns", index, 0, 0, 1)
    return _misread(index, text)


def _is_title(match: re.Match[str], text: str, section: str) -> bool:
    """In capitals with its words after it, or alone on its line."""
    title, rest = match["title"], text[match.end() :].strip()
    number = (match["number"] or "").strip("().")
    if number.isdigit() and number != _NUMBERS.get(section, number) and rest:
        return False
    if not rest:
        return title.isupper() or bool(number) or title[0].isupper()
    if section == "addressees":
        return True
    if section == "coroner":
        return title.isupper() and rest.startswith(("I ", "| ", "l ", "1 "))
    return title.replace(" and ", "").replace(" of the ", "").isupper() and (
        bool(number) or rest[:1].isupper()
    )


def _misread(index: int, text: str) -> Heading | None:
    """A heading with a letter or two misread, alone on its line ("GORONER'S CONCERNS")."""
    letters = re.sub(r"^\w ", "", re.sub(r"[^A-Z ]", "", text.upper()).strip())
    if not (10 <= len(letters) <= 32) or not text.replace(" and ", "").isupper():
        return None
    section, score = max(
        ((name, fuzz.ratio(letters, title)) for name, title in _PLAIN_TITLES.items()),
        key=lambda pair: pair[1],
    )
    return Heading(section, index, 0, len(text)) if score >= _LIKENESS else None


def _broken_heading(index: int, text: str, lines: list[Line]) -> Heading | None:
    """A heading that goes on in the next line: "5 CORONER'S" / "CONCERNS"."""
    if index + 1 < len(lines) and 3 < len(text) < 30 and text.isupper():
        both = f"{text} {lines[index + 1].text}"
        if len(both) < 60:
            heading = _heading(index, both)
            if heading and heading.end > len(text) and not both[heading.end :].strip():
                return Heading(heading.section, index, 0, len(text))
    return None
