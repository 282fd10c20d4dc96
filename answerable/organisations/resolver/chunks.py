"""What a segment says besides the bodies found in it: people, posts, addresses, names of unknown bodies."""

import re
from dataclasses import dataclass, replace

from answerable.core.text.names.lexicon import lexicon
from answerable.organisations.naming import fold
from answerable.organisations.resolver.words import (
    ADDRESS_BEGINS,
    ADDRESS_END,
    AFTER_NAME,
    BODY_ENDINGS,
    FUNCTIONS,
    LEGAL_FORMS,
    NAMELESS,
    NATIONAL,
    NO_ONE_BODY,
    OF_A_BODY,
    OF_STATE,
    PARTS,
    POST,
    POSTCODE,
    POSTS,
    REDACTED,
    STRONG_BEGINNINGS,
    STRONG_ENDINGS,
    STRONG_PAIRS,
    TITLE,
)

_COMMA = re.compile(r"\s*(?:[,:]\s+|,|\s[-–—]+\s|[–—]|\.\s+(?=[A-Z]{2,}|The ))\s*")
_BRACKETS = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]](?!\s*(?:ltd|limited|plc|llp)\b)\s*", re.I)
_WORDS = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_EDGES = " \t,.;:-–—'\"“”‘"
_OPENINGS = (
    r"to\s*:?",
    "for the attention of",
    r"f\.?a\.?o\.?",
    r"attn\.?:?",
    "c/o",
    "care of",
    r"\d{1,3}[.)]",
)
_LEAD = re.compile(rf"^(?:(?:{'|'.join(_OPENINGS)})\s+)+", re.I)
_LINK = re.compile(r"^\s*(?:,|(?:of|for|at|to|from|with|in|on behalf of)\b|[-–—])?\s*(?:the\s+)?", re.I)
_ASIDES = (
    "provider of|operator of|trading as|t/a|formerly|on behalf of|as lead for|via|responsible for",
    "with responsibility for|who are|owned by|incorporating",
)
_EXPLAINED = re.compile(rf"(?:^|\s*,?\s+)(?:{'|'.join(_ASIDES)})\b.*$", re.I)
_AND = re.compile(r"\s+(?:and|&)\s+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """`what`: "body" (a name), "part" (a team or unit of an unnamed body), "post", "person", "address",
    "redacted" or "nameless" (a kind of body without a name)."""

    text: str
    what: str
    strong: bool = False  # its words are surely a body's name
    led: bool = False  # "Chief Executive of" stands before it


def _words(text: str) -> list[str]:
    return [fold(w).replace("'", "") for w in _WORDS.findall(text)]


def is_strong(words: list[str]) -> bool:
    if not words:
        return False
    singular = tuple(w[:-1] if w.endswith("s") else w for w in words[-2:])
    begins = len(words) > 2 and any(w in STRONG_BEGINNINGS for w in words[:2])
    return words[-1] in STRONG_ENDINGS or singular in STRONG_PAIRS or begins


def is_person(text: str) -> bool:
    """Whether the text, without title, is a person's name and nothing else."""
    words = [w for w in _WORDS.findall(text) if fold(w) not in AFTER_NAME]
    folded = [fold(w) for w in words]
    if not 1 < len(words) <= 4 or any(not w[0].isupper() for w in words):
        return False
    if any(w in BODY_ENDINGS or w in PARTS or w in NAMELESS for w in folded):
        return False
    known = lexicon()
    initials = all(len(w) == 1 for w in words[:-1])
    last = folded[-1]
    return (folded[0] in known.given or initials) and (
        last in known.surnames or last not in known.ordinary_words
    )


def strip_person_and_post(text: str) -> tuple[str, str]:
    """(what remains, what was taken: "", "person", "post"), of titles with names and posts at its beginning.

    "post of" is taken when the words surely go on with the body: "Chief Executive of ...".
    """
    text = _LEAD.sub("", text.strip(_EDGES))
    if title := TITLE.match(text):
        rest = text[title.end() :].strip()
        if inner := POST.search(rest):
            return strip_person_and_post(rest[inner.start() :])[0], "person"
        if not _ends_like_a_body(rest):
            name = re.match(r"(?:[A-Z][\w.'’-]*\s*){0,4}", rest)
            return (rest[name.end() :] if name else rest).strip(_EDGES), "person"
    if OF_STATE.match(text):
        return "", "post"
    match = POST.match(text)
    if not match or match.end() == 0:
        return text, ""
    post, rest = match.group().strip(), text[match.end() :]
    if rest and (rest[0].isalnum() or rest[0] in "'’"):
        return text, ""  # the post's last word is only the beginning of a longer one
    linked = link.group() if (link := _LINK.match(rest)) else ""
    body = rest[len(linked) :].strip(_EDGES)
    if not body:
        return "", "post"
    joined = bool(linked.replace("the", "").strip(" ,-–—"))
    words = _words(body)
    of_a_body = bool(OF_A_BODY.search(post))
    if all(w in FUNCTIONS for w in words):
        return "", "post"
    if not of_a_body and words and words[0] in FUNCTIONS and not _ends_like_a_body(body):
        return "", "post"
    if not joined and not of_a_body and not _ends_like_a_body(body):
        return "", "post"
    if POST.match(body):
        return strip_person_and_post(body)
    return body, "post of" if joined and of_a_body else "post"


def _ends_like_a_body(text: str) -> bool:
    words = _words(text)
    return bool(words) and (words[-1] in BODY_ENDINGS or is_strong(words))


def without_address(text: str) -> str:
    """The text up to where an address begins; "" when it is an address from the start."""
    if match := ADDRESS_BEGINS.search(f" {text}"):
        text = text[: max(0, match.start() - 1)]
    matches = list(_WORDS.finditer(text))
    for at, match in enumerate(matches):
        if fold(match.group()) in LEGAL_FORMS and at:
            return text[: match.end()]
    if POSTCODE.search(text):
        for at in range(1, len(matches)):
            if is_strong(_words(text[: matches[at].end()])) and at + 1 < len(matches):
                return text[: matches[at].end()]
        return ""
    return "" if ADDRESS_END.search(text) and not is_strong(_words(text)) else text


# "Every provider of inpatient care", "trusts that run wards": a class of bodies, none of them by name.
_WHOLE_CLASS = re.compile(
    r"(?:all|every|each|any)\s+(?!wales\b|party\b|parliamentary\b)\w+"
    r"|(?:the\s+)?(?:\w+\s+)?governments\b"
    r"|(?:nhs\s+)?(?:providers|trusts|hospitals|services|commissioners|boards|authorities)\s+"
    r"(?:of|in|that|which|who|providing|with)\b",
    re.IGNORECASE,
)

# Whose post this is has a name of its own; owners, managers and governors may be those of a place.
_HEADS_A_BODY = re.compile(
    r"(?:the\s+)?(?:(?:interim|acting|group|joint)\s+)?"
    r"(?:chief\s+exec\w*|ceo|managing\s+director|directors\b)",
    re.I,
)
_HEADED = re.compile(r"\b(?:chief\s+exec\w*(?:\s+officer)?|ceo|managing\s+director)(?:\s+uk)?$", re.I)


def chunk(text: str) -> Chunk:
    """One piece of a segment, classified."""
    plain = text.strip(_EDGES)
    bare = REDACTED.sub(" ", plain)
    if REDACTED.search(plain) and not any(c.isalpha() for c in TITLE.sub("", bare)):
        return Chunk(plain, "redacted")
    kept = without_address(" ".join(bare.split())).strip(_EDGES)
    if not kept:
        return Chunk(plain, "address")
    if _WHOLE_CLASS.match(kept) and fold(kept.rsplit(None, 1)[-1]) not in LEGAL_FORMS:
        return Chunk(kept, "nameless")
    rest, taken = strip_person_and_post(kept)
    rest = _EXPLAINED.sub("", rest).strip(_EDGES)
    words = _words(rest)
    if not words:
        return Chunk(
            plain, "redacted" if REDACTED.search(plain) else (taken or "address").removesuffix(" of")
        )
    named = words[0] in NATIONAL or (words[0] == "the" and words[-1] in LEGAL_FORMS and words[1] != "company")
    if all(w in NAMELESS for w in words) and not (len(words) > 2 and named):
        return Chunk(rest, "nameless" if taken != "post" or words[-1] not in FUNCTIONS else "post")
    if words[0] in NO_ONE_BODY and words[-1] not in LEGAL_FORMS:
        return Chunk(rest, "nameless")
    if words[-1] in POSTS and not is_strong(words):
        return Chunk(plain, "post")
    if taken != "post of" and is_person(rest):
        return Chunk(plain, "person")
    if (words[-1] in PARTS and words[0] not in NATIONAL) or all(w in FUNCTIONS or w in PARTS for w in words):
        return Chunk(rest, "part")
    if not any(c.isupper() for c in rest) or (rest[0].islower() and len(words) > 4):
        return Chunk(plain, "post")
    return Chunk(rest, "body", is_strong(words), taken == "post of" and bool(_HEADS_A_BODY.match(kept)))


def pieces(text: str) -> list[str]:
    """The stretches of a segment between commas and dashes; brackets explain what stands before them."""
    outside = _BRACKETS.sub(lambda m: m.group() if _said(m["inside"]) else " ", text)
    if not any(c.isalpha() for c in outside):
        outside = text
    found = []
    for piece in _COMMA.split(outside):
        if not any(c.isalnum() for c in piece):
            continue
        parts = _AND.split(piece)
        if len(parts) > 1 and all(is_strong(_words(part)) for part in parts):
            found += parts
        else:
            found.append(piece)
    return found


def _said(inside: str) -> bool:
    """Whether a bracket belongs to the name: a mark of redaction, or a country."""
    return bool(REDACTED.search(f"[{inside}]")) or inside.upper() in ("UK", "GB", "ENGLAND", "WALES")


def chunks(text: str) -> list[Chunk]:
    """The pieces of a stretch of a cell, classified. What follows a post of state belongs to the post."""
    found = [chunk(piece) for piece in pieces(text)]
    for at in range(1, len(found)):
        if found[at].what == "body" and found[at - 1].what == "post" and _HEADED.search(found[at - 1].text):
            found[at] = replace(found[at], led=True)
    if found and OF_STATE.match(found[0].text):
        return [c if c.strong or c.what != "body" else Chunk(c.text, "post") for c in found]
    return found
