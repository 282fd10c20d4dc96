"""Words of a text with their places, in the form in which names are compared."""

import functools
import re
from dataclasses import dataclass

from answerable.organisations.naming import fold
from answerable.organisations.resolver.words import SILENT

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*|&")
_BREAK = re.compile(r"[,;:|()\[\]\n/•]|(?<=\s)[-–—](?=\s)|[–—]|\.\s")
_COMPOUND = {
    "northwest": ("north", "west"),
    "northeast": ("north", "east"),
    "southwest": ("south", "west"),
    "southeast": ("south", "east"),
    "healthcare": ("health", "care"),
    "wellbeing": ("well", "being"),
    "ft": ("foundation", "trust"),
    "ccgs": ("clinical", "commissioning", "group"),
    "ccg": ("clinical", "commissioning", "group"),
    "icb": ("integrated", "care", "board"),
    "uhb": ("university", "health", "board"),
    "lhb": ("local", "health", "board"),
    "chc": ("community", "health", "council"),
    "mbc": ("metropolitan", "borough", "council"),
    "mdc": ("metropolitan", "district", "council"),
    "trusts": ("trust",),
    "saint": ("st",),
    "dept": ("department",),
    "sw": ("south", "west"),
    "nw": ("north", "west"),
    "yorks": ("yorkshire",),
    "lancs": ("lancashire",),
    "notts": ("nottinghamshire",),
    "herts": ("hertfordshire",),
    "hants": ("hampshire",),
    "staffs": ("staffordshire",),
    "northants": ("northamptonshire",),
    "cambs": ("cambridgeshire",),
    "lincs": ("lincolnshire",),
    "leics": ("leicestershire",),
    "glos": ("gloucestershire",),
    "wilts": ("wiltshire",),
    "worcs": ("worcestershire",),
    "warks": ("warwickshire",),
    "govt": ("government",),
}
_CROWN = frozenset(
    {("h", "m"), ("her", "majestys"), ("his", "majestys"), ("her", "majesty"), ("his", "majesty")}
)
_KEEP_S = frozenset(["nhs", "hmpps", "cps", "cps", "ics", "wales", "st"])


@dataclass(frozen=True, slots=True)
class Token:
    word: str  # folded, singular
    start: int
    end: int
    parted: bool  # a comma, dash or bracket stands before it


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _KEEP_S:
        return word[:-1]
    return word


def tokens(text: str) -> list[Token]:
    """The words that count, in order. "the", "of", "for", "on" and "and" don't: they come and go freely."""
    found: list[Token] = []
    end = 0
    parted = False
    for match in _WORD.finditer(text):
        parted = parted or bool(_BREAK.search(text, end, match.start()))
        end = match.end()
        raw = match.group()
        word = "and" if raw == "&" else fold(raw).replace("'", "").replace(".", "")
        if word in SILENT:
            continue
        if found and not parted and (found[-1].word, word) in _CROWN:
            found[-1] = Token("hm", found[-1].start, match.end(), found[-1].parted)
            continue
        for part in _COMPOUND.get(word) or (_singular(word),):
            found.append(Token(part, match.start(), match.end(), parted))
            parted = False
    return found


@functools.lru_cache(maxsize=200_000)
def key_of(text: str) -> tuple[str, ...]:
    """The words by which a name is found."""
    return tuple(token.word for token in tokens(text))
