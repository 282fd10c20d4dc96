"""The names of those who died, from a coroner's report. They are withheld from everything published.

Taken wide rather than narrow: what masks names must know every form met, and a word too many does no harm
that a reader would see.
"""

import re
from urllib.parse import unquote, urlsplit

_TITLE = r"(?:(?:the late|the deceased|mr|mrs|ms|miss|master|mx|dr|doctor|sir|lady|lord|prof(?:essor)?|rev(?:erend)?|baby|sgt|private|pte|corporal|cpl|lance corporal|captain|lieutenant|pc|sister|father)\.?\s+)*"
_PART = r"(?:[^\W\d_a-z][\w’'`-]*\.?|(?:de|la|le|van|von|der|den|al|el|bin|ibn|da|dos|del|di|du|st|ap|ab|ferch|y)(?=\s))"
_NAME = rf"(?P<name>{_PART}(?:[ \t\n]+(?:[(“\"‘'][^)”\"’'\n]{{1,30}}[)”\"’'][ \t]+)?{_PART}){{0,6}})"
_NAMED = (
    re.compile(
        rf"\bdeaths?,?\s+(?:on\s+(?:the\s+)?[\w\s]{{6,30}}?\s)?(?:of\s+)?(?:both\s+)?(?i:{_TITLE}){_NAME}"
    ),
    re.compile(
        rf"\b(?:investigations?|inquests?|inquir(?:y|ies))\s+(?:were\s|was\s)?(?:opened\s)?(?:in)?to(?:uching)?\s+(?:upon\s+)?(?i:{_TITLE}){_NAME}"
    ),
    re.compile(rf"(?i:name of (?:the )?deceased|deceased(?: name)?|re)\s*:\s*(?i:{_TITLE}){_NAME}"),
    re.compile(
        rf"^\W*(?:On \d[^,]{{3,20}} )?(?i:{_TITLE}){_NAME}(?:[ ,]*\(?(?i:date of birth|aged|born|known as|who|d\.?o\.?b)[^)]{{0,60}}\)?,?)?\s+(?:died|was born|was found dead|was pronounced)\b"
    ),
)
_MORE = re.compile(
    rf"\s*(?:,|;|and|&|\(\w{{1,3}}\)|\d\.|aged \d+(?: years)?|\(?\d+(?: years)?(?: old)?\)?)+\s*(?:of\s+)?(?i:{_TITLE}){_NAME}"
)
_NOT_A_NAME = re.compile(
    r"^(?:the|an?|his|her|their|this|that|these|those|he|she|it|they|i|on|in|at|by|and|section|coroner\w*|inquest|investigation|"
    r"schedule|paragraph|conclusion|narrative|evidence|following|name|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|"
    r"february|march|april|may|june|july|august|september|october|november|december|mr|mrs|ms|miss|dr|redacted|north|south|east|west|"
    r"hospital|jury|senior|assistant|area|act|regulations?|article|chapter|part|one|two|three|four|five|born|aged?|dob|prevention|"
    r"circumstances?|medical|cause|suicide|accident\w*|misadventure|natural|drug|alcohol|road)\.?$",
    re.IGNORECASE,
)  # fmt: skip
_SLUG_TAIL = re.compile(
    r"-?(?:prevention-of-future-deaths?|pfd|future-deaths?)(?:-reports?)?.*$|-reports?(?:-\d+)?$"
)


def deceased_in_text(text: str) -> list[str]:
    """Every name that a passage gives to those whose deaths it is about."""
    found: list[str] = []
    text = text[:6000].replace("\xa0", " ")
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            _keep(match["name"], found)
            position = match.end()
            while more := _MORE.match(text, position):
                before = len(found)
                _keep(more["name"], found)
                position = more.end()
                if len(found) == before:
                    break
    return found


def deceased_in_address(url: str) -> list[str]:
    """The name in a page address such as ".../jo-bloggs-prevention-of-future-deaths-report/"."""
    slug = unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1].lower()
    slug = _SLUG_TAIL.sub("", slug)
    words = [w for w in slug.split("-") if w and not re.search(r"\d", w)]
    return [part.strip().title() for part in re.split(r"\band\b", " ".join(words)) if part.strip()]


def all_deceased(text: str, url: str, named: str = "") -> list[str]:
    """Every name known: `named` outright by the source, those of the text, the address's where it adds a word."""
    parts = re.split(r"\s*(?:;|\||\n|\band\b|&)\s*", named)
    names = [part.strip() for part in parts if re.search(r"\w", part) and "redacted" not in part.casefold()]
    for name in deceased_in_text(text):
        if name.casefold() not in {n.casefold() for n in names}:
            names.append(name)
    known = {w for name in names for w in re.findall(r"\w+", name.casefold())}
    for name in deceased_in_address(url) if url else []:
        if not set(re.findall(r"\w+", name.casefold())) <= known:
            names.append(name)
    return names


def _keep(raw: str, found: list[str]) -> None:
    words = raw.split()
    while words and _NOT_A_NAME.match(words[0]):
        words = words[1:]
    for index, word in enumerate(words):
        if _NOT_A_NAME.match(word.rstrip(".,")) or (
            index and words[index - 1].endswith(".") and len(words[index - 1]) > 3
        ):
            words = words[:index]
            break
    name = " ".join(words).strip(" .,’'`-")
    if len(name) > 1 and name.casefold() not in {f.casefold() for f in found}:
        found.append(name)
