"""Whether words that no list holds are a body's name. Only then may a body, with a duty, be made of them."""

import re

from answerable.core.text.names.lexicon import lexicon
from answerable.organisations.naming import fold
from answerable.organisations.resolver.words import (
    AFTER_NAME,
    AREAS_BEYOND,
    BODY_ENDINGS,
    BUILDINGS,
    DIRECTIONS,
    FUNCTIONS,
    LEGAL_FORMS,
    NAMELESS,
    NATIONAL,
    NATURE,
    NO_ABBREVIATION,
    ONE_POST,
    PARTS,
    POSTS,
    SIGNS,
    STRONG_BEGINNINGS,
)

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL = frozenset(["and", "of", "the", "for", "in", "on", "to", "with", "at", "by", "from", "or"])
# Letters that stand for a body: "RSPB", "L&Q", "BMJ", "3M"; digits may be among them.
_LETTERS = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z0-9]+(?:&[A-Z0-9]+)?")
_JOINED = re.compile(r"[^\W\d_][\w'’.-]*\s+&\s+[A-Z]\w*")
_OF_A_PLACE = re.compile(r"(?:the\s+)?(?:(?:royal\s+)?borough|city)\s+of\s+[A-Z]", re.I)
# "MedicsPro", "Jet2.com": as brands are written. "McArdle" and "DeWitt" are people.
_INNER_CAPITAL = re.compile(
    r"\b(?!Ma?c|De|Le|La|Fitz|Van|Di|Du)[A-Z][a-z]+(?:[A-Z0-9][a-z]+)+\b|\w\.(?:com|co\.uk|org)\b"
)
# Every council, trust or board has one of these for each of its tasks.
_OF_ANY_BODY = frozenset(
    ["board", "boards", "care", "committee", "group", "network", "panel", "service", "services"]
)
# "12-14 Larkway", "123 45 00", "Level 4C": house numbers, foreign postcodes, floors
_NUMBERED = re.compile(r"^\d+\s*[-–]\s*\d+|\b\d{2,}(?:\s+\d{2,})+\b|\blevel\s+\d|\b\d+[A-Z]?$", re.I)
_NAME_PARTICLES = frozenset(["ap", "ab", "ferch", "bin", "ibn", "van", "von", "de", "der"])

PERSON = "Reads like a person's name; no word says that it is a body."
PLACE = "Reads like a place, a building or an address; no word says that it is a body."
POST = "Words of a post run into others; it can't be told whose post it is."
UNSURE = "No word says that this is a body."


def doubt_about(name: str, *, led: bool = False, alone: bool = False) -> str:
    """Why `name` may be no body's name; "" where it carries a sign of one.

    Signs are a body's word or legal form ("Ltd", "Council", "Surgery"), letters that stand for a name, a post
    that only bodies have in front ("Chief Executive of": `led`), a word of no language that is all that the
    cell says (`alone`), and a proper name of several words that no post, place, address or person explains.
    """
    written = _WORD.findall(name)
    words = [fold(word).replace("'", "").replace("’", "") for word in written]
    if not words:
        return UNSURE
    if words[-1] in LEGAL_FORMS:
        return "" if len(words) > 1 else UNSURE
    if any(word in ONE_POST for word in words):
        return POST
    if _carries_a_body_word(words):
        generic = words[-1] in _OF_ANY_BODY and all(
            w in FUNCTIONS or w in NAMELESS or w in _SMALL for w in words
        )
        return UNSURE if generic and words[0] not in NATIONAL else ""
    if _OF_A_PLACE.match(name) or _INNER_CAPITAL.search(name):
        return ""
    rest = [(w, f) for w, f in zip(written, words, strict=True) if f not in _SMALL]
    folded = [f for _, f in rest]
    if "nhs" in folded:
        return "" if len(folded) > 1 and folded[0] == "nhs" and _all_nhs_areas(folded[1:]) else UNSURE
    if _is_person(words, folded):
        return PERSON
    if _is_place(name, folded):
        return PLACE
    if _is_letters(name, rest):
        return ""
    if all(f in FUNCTIONS or f in NAMELESS or f in NATURE or f in PARTS for f in folded):
        return UNSURE
    if alone and len(words) == 1 and written[0][0].isupper() and _is_coined(words[0]):
        return ""
    if led and rest and written[0][0].isupper():
        return ""
    if _JOINED.search(name) and not any(f in FUNCTIONS for f in folded):
        return ""
    return _about_proper_name(written, words)


def _carries_a_body_word(words: list[str]) -> bool:
    """A word that says what kind of body this is. Houses, courts and parks may be only where somebody is."""
    return any(
        (word in SIGNS or word in LEGAL_FORMS or word in STRONG_BEGINNINGS or word in BODY_ENDINGS)
        and word not in BUILDINGS
        for word in words
    )


def _is_person(words: list[str], folded: list[str]) -> bool:
    known = lexicon()
    if words[-1] in AFTER_NAME or any(word in _NAME_PARTICLES for word in words[1:]):
        return True
    if not 1 <= len(folded) <= 4 or any("-" in f and f not in known.surnames for f in folded):
        return False
    if len(folded) == 1:
        name = folded[0]
        return name not in known.places | known.terms and (
            name in known.given or (name in known.surnames and name not in known.ordinary_words)
        )
    if any(f in known.ordinary_words and f not in known.surnames for f in folded) or _all_places(folded):
        return False
    return any(f in known.given or (f in known.surnames and f not in known.ordinary_words) for f in folded)


def _is_coined(word: str) -> bool:
    known = lexicon()
    if word in known.places or word in known.given or word in AFTER_NAME or word in POSTS:
        return False
    held = word in known.surnames or word in known.ordinary_words
    return word in known.terms or (len(word) > 3 and not held)


def _all_places(folded: list[str]) -> bool:
    places = lexicon().places
    return all(f in places or f in DIRECTIONS or f in BUILDINGS for f in folded)


def _all_nhs_areas(folded: list[str]) -> bool:
    """Former trusts of England and boards of the other nations are called "NHS" and their area."""
    places = lexicon().places
    return all(f in places or f in DIRECTIONS or f in AREAS_BEYOND for f in folded)


def _is_place(name: str, folded: list[str]) -> bool:
    if not folded or _all_places(folded) or folded[-1] in BUILDINGS:
        return True
    if _NUMBERED.search(name) and not re.search(r"[A-Za-z]\d", name):
        return True
    # "Upper Larkham", "Old Lark": a place's usual beginnings before one word that says nothing else
    return len(folded) > 1 and all(f in DIRECTIONS or f in ("old", "little") for f in folded[:-1])


def _is_letters(name: str, rest: list[tuple[str, str]]) -> bool:
    """The whole name is letters that stand for one, or it begins with them and goes on in capitals."""
    spoken = [w for w in name.replace("(", " ").replace(")", " ").split() if fold(w) not in _SMALL]
    if not spoken or not _LETTERS.fullmatch(spoken[0]) or fold(spoken[0]) in NO_ABBREVIATION:
        return False
    known = lexicon()
    if len(spoken) == 1:
        low = rest[0][1]
        return len(spoken[0]) <= 8 and low not in known.given and low not in known.places
    goes_on = all(w[0].isupper() or not w[0].isalpha() for w in spoken)
    shouted = all(w.upper() == w for w in spoken)
    return goes_on and not shouted and len(spoken) == len(name.split())


def _about_proper_name(written: list[str], words: list[str]) -> str:
    if words[0] == "the":
        written, words = written[1:], words[1:]
    if len(words) < 2 or any(not w[0].isupper() for w in written):
        return UNSURE
    return ""
