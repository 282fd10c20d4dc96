"""The names of those who died, from a coroner's report. They are withheld from everything published.

Taken wide rather than narrow: what masks names must know every spelling met, and a word too many does no
harm that a reader would see. Words of a place or a cause that stand where a name could are left out.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

_TITLES = (
    "the late|the deceased|mr|mrs|ms|miss|master|mx|dr|doctor|sir|lady|lord|prof|professor|rev"
    "|reverend|baby|sgt|sergeant"
    "|private|pte|cpl|lance corporal|corporal|captain|lieutenant|fusilier|pc|sister|father"
)
_TITLE = rf"(?i:(?:(?:{_TITLES})\.?\s+)*)"
_PART = (
    r"(?:[^\W\d_a-z][\w’'`-]*\.?|(?:de|la|le|van|von|der|den|al|el|bin|ibn|da|dos|del|di|du|st|ap"
    r"|ab|ferch|y)(?=\s))"
)
_BY_NAME = r"(?:[(“\"‘'][^)”\"’'\n]{1,30}[)”\"’'][ \t]+)?"
_NAME = rf"(?P<name>{_PART}(?:[ \t\n]+{_BY_NAME}{_PART}){{0,6}})"
_DETAIL = r"(?:[ ,]*\(?(?i:date of birth|aged|born|known as|who|d\.?o\.?b)[^)]{0,60}\)?,?)?"
_NAMED = (
    re.compile(
        rf"\b(?i:deaths?),?\s+(?:on\s+(?:the\s+)?[\w\s]{{6,30}}?\s)?(?:of\s+)?(?:both\s+)?{_TITLE}{_NAME}"
    ),
    re.compile(
        r"\b(?i:investigations?|inquests?|inquir(?:y|ies))\s+(?:were\s"
        r"|was\s)?(?:opened\s)?(?:in)?to(?:uching)?\s+(?:upon\s+)?"
        rf"{_TITLE}{_NAME}"
    ),
    re.compile(rf"(?i:name of (?:the )?deceased|deceased(?: name)?|re)\s*:\s*{_TITLE}{_NAME}"),
    re.compile(
        r"^\W*(?:On (?:the )?\d{1,2}(?:st|nd|rd|th)?[ /.]\w+[ /.]\d{2,4},? )?"
        rf"{_TITLE}{_NAME}{_DETAIL}\s+(?:died|was born|was found dead"
        rf"|was pronounced)\b"
    ),
)
_AGE = r"\(?(?:aged? )?\d+(?: years?)?(?: old| of age)?\)?"
_MORE = re.compile(rf"\s*(?:,|;|\band\b|&|\(\w{{1,3}}\)|\d\.|{_AGE})+\s*(?:of\s+)?{_TITLE}{_NAME}")
_ENDS_NAME = re.compile(
    r"(?:the|an?|his|her|their|this|that|these|those|he|she|it|they|i|as|on|in|at|by|and"
    r"|section|coroner\w*|inquest|investigation"
    r"|schedule|paragraph|conclusion|narrative|evidence|following|name|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday"
    r"|january|february|march|april|june|july|august|september|october|november|december|mr|mrs"
    r"|ms|miss|dr|redacted|jury|senior"
    r"|assistant|area|act|regulations?|article|chapter|part|one|two|three|four|five|six|seven"
    r"|born|aged?|dob|prevention|sometime"
    r"|circumstances?|medical|causes?|suicide|accident\w*|misadventure|natural|drug|alcohol"
    r"|traffic|collision|drowning|hanging"
    r"|died|deceased|days?|questionnaire|student|resident|patient|neglect|sepsis|ia|ib|ii|iii)",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:hospital|unit|(?:nursing|care) home|school|prison|hmp|college|university|trust"
    r"|clinic|hospice|airport|attack)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(  # surnames too, so these count only after a comma
    r"\b(?:home|house|lane|road|street|avenue|close|drive|park|ward|court|county|city|station"
    r"|centre|farm|terrace|crescent"
    r"|gardens|way|bridge)\b",
    re.IGNORECASE,
)
_SLUG_TAIL = re.compile(
    r"-?(?:prevention-(?:of-)?future-deaths?|pfd|future-deaths?)(?:-reports?)?.*$|-reports?(?:-\d+)?$"
)


def deceased_in_text(text: str) -> list[str]:
    """Every name that a passage gives to those whose deaths it is about."""
    found: list[str] = []
    text = text[:6000].replace("\xa0", " ")
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            kept = _keep(match["name"], found)
            position = match.end()
            while kept and (more := _MORE.match(text, position)):
                listed = "and" not in more[0][: more.start("name") - more.start()]
                kept = not (listed and _ADDRESS.search(more["name"])) and _keep(more["name"], found)
                position = more.end()
    return found


def deceased_in_address(url: str) -> list[str]:
    """The name in a page address such as ".../jo-bloggs-prevention-of-future-deaths-report/"."""
    slug = unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1].lower()
    slug = _SLUG_TAIL.sub("", slug)
    titles = set(_TITLES.split("|"))
    words = [w for w in slug.split("-") if w and not re.search(r"\d", w) and w not in titles]
    return [part.strip().title() for part in re.split(r"\band\b", " ".join(words)) if part.strip()]


def all_deceased(text: str, url: str, named: str = "") -> list[str]:
    """Every name known: `named` outright, those of the text, the address's where it adds a word."""
    given = re.split(r"\s*(?:;|\||\n|\band\b|&)\s*", named)
    names: list[str] = []
    for name in [*given, *deceased_in_text(text)]:
        if re.search(r"\w", name) and "redacted" not in name.casefold():
            _add(name.strip(), names)
    if any(len(n.split()) > 1 for n in names):
        names = [n for n in names if len(n.split()) > 1]
    for name in deceased_in_address(url) if url else []:
        if not _words([name]) <= _words(names):
            names.append(name)
    return names


def _keep(raw: str, found: list[str]) -> bool:
    """Adds what of `raw` is a name; whether it was one."""
    words = raw.split()
    while words and _ENDS_NAME.fullmatch(words[0].rstrip(".,’'")):
        words = words[1:]
    for index, word in enumerate(words):
        after_stop = index and words[index - 1].endswith(".") and len(words[index - 1]) > 3
        if after_stop or _ENDS_NAME.fullmatch(word.rstrip(".,")):
            words = words[:index]
            break
    name = re.sub(r"[’'`]s?$", "", " ".join(words).strip(" .,’'`-"))
    if len(name) < 2 or _INSTITUTION.search(name):
        return False
    _add(name, found)
    return True


def _add(name: str, names: list[str]) -> None:
    if not any(_letters(name) == _letters(n) for n in names):
        names.append(name)


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalpha())


def _words(names: Iterable[str]) -> set[str]:
    return {_letters(word) for name in names for word in re.split(r"[\s-]+", name) if _letters(word)}
