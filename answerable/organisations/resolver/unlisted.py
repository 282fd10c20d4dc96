"""Names of bodies that no list holds, as a cell writes them: posts, people and addresses taken off."""

import re

from answerable.organisations.resolver.chunks import Chunk, chunks
from answerable.organisations.resolver.signs import doubt_about

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "gp_practice",
        r"surger(?:y|ies)|medical (?:centre|practice|group)|health centre|gp practice|family practice",
    ),
    (
        "care_home",
        r"(?:care|nursing|residential) (?:home|centre|village)s?|rest home|retirement|sheltered housing",
    ),
    ("university", r"university|college of higher"),
    ("school", r"school|academy|nursery|primary|college"),
    ("council", r"council|borough of"),
    ("police", r"police|constabulary"),
    ("ccg", r"clinical commissioning group|ccg"),
    ("court", r"court service|tribunal"),
    (
        "independent_provider",
        r"healthcare|health care|hospital|clinic|hospice|care (?:group|services|limited|ltd)",
    ),
    ("charity", r"charity|charitable|foundation|society|rescue"),
    ("professional_body", r"association|institute|federation|chartered"),
    (
        "company",
        r"ltd|limited|plc|llp|inc|company|corporation|holdings|group|solicitors|railway|trains|airlines",
    ),
)


def kind_of_words(name: str) -> str:
    """The kind of body that the words of its name suggest; "other" where they suggest none."""
    for kind, pattern in _KINDS:
        if re.search(rf"\b(?:{pattern})\b", name, re.I):
            return kind
    return "other"


def bodies_in(pieces: list[Chunk]) -> list[Chunk]:
    """The names among the pieces of a segment in which no known body was found.

    Those that end as names of bodies do; where none does, the first that carries a sign of being one; else
    the first that is neither person, post nor address: `doubt_about` then says what speaks against it.
    """
    named = [piece for piece in pieces if piece.what == "body"]
    strong = [piece for piece in named if piece.strong]
    if strong:
        return list({piece.text: piece for piece in strong}.values())
    alone = len(pieces) == 1
    signed = (piece for piece in named if not doubt_about(piece.text, led=piece.led, alone=alone))
    return [next(signed, named[0])] if named else []


def unlisted_name(text: str) -> tuple[str, str]:
    """(name, kind guessed from the words). The text itself where nothing can be taken off."""
    found = bodies_in(chunks(text))
    name = found[0].text if found else " ".join(text.split()) or "Unnamed body"
    return name, kind_of_words(name)
