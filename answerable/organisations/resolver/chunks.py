"""What a segment says besides the bodies found in it: people, posts, addresses, names of unknown bodies."""

import re
from dataclasses import dataclass

from answerable.core.text.names.lexicon import lexicon
from answerable.organisations.naming import fold
from answerable.organisations.resolver.words import (
    ADDRESS,
    AFTER_NAME,
    BODY_ENDINGS,
    FUNCTIONS,
    NAMELESS,
    OF_A_BODY,
    PARTS_OF_BODIES,
    POST,
    POSTCODE,
    REDACTED,
    STRONG_ENDINGS,
    STRONG_PAIRS,
    TITLE,
)

_COMMA = re.compile(r"\s*(?:[,:]\s+|,|\s[-–—]+\s|[–—]|\.\s+(?=[A-Z]{2,}|The ))\s*")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_WORDS = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
_LEAD = re.compile(
    r"^(?:to\s*:?\s+|for the attention of\s+|f\.?a\.?o\.?\s+|attn\.?:?\s+|c/o\s+|care of\s+|\d{1,3}[.)]\s+)+",
    re.I,
)
_LINK = re.compile(r"^\s*(?:,|of|for|at|to|from|with|in|and|on behalf of|[-–—])?\s*(?:the\s+)?", re.I)
_PROVIDER = re.compile(
    r"\s*,?\s+(?:provider of|operator of|trading as|t/a|formerly|on behalf of|as lead for|c/o)\b.*$", re.I
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """`what`: "body" (a name), "part" (a team or unit of an unnamed body), "post", "person", "address",
    "redacted" or "nameless" (a kind of body without a name)."""

    text: str
    what: str
    strong: bool = False  # its last words are those of a body's name


def _words(text: str) -> list[str]:
    return [fold(w).replace("'", "") for w in _WORDS.findall(text)]


def is_strong(words: list[str]) -> bool:
    if not words:
        return False
    plural = [w[:-1] if w.endswith("s") else w for w in words]
    return words[-1] in STRONG_ENDINGS or any(tuple(plural[-2:]) == pair for pair in STRONG_PAIRS)


def is_person(text: str) -> bool:
    """Whether the text, without title, is a person's name and nothing else."""
    words = [w for w in _WORDS.findall(text) if fold(w) not in AFTER_NAME]
    if not 1 < len(words) <= 4 or any(not w[0].isupper() for w in words):
        return False
    known = lexicon()
    first, last = fold(words[0]), fold(words[-1])
    if last in BODY_ENDINGS or any(fold(w) in PARTS_OF_BODIES for w in words):
        return False
    initials = all(len(w) == 1 for w in words[:-1])
    return (first in known.given or initials) and (last in known.surnames or last not in known.ordinary_words)


def strip_person_and_post(text: str) -> tuple[str, str]:
    """(what remains, what was taken: "", "person", "post"), of titles with names and posts at its beginning."""
    text = _LEAD.sub("", text.strip())
    if title := TITLE.match(text):
        rest = text[title.end() :]
        name = re.match(r"(?:[A-Z][\w.'’-]*\s*){0,4}", rest)
        after = rest[name.end() :] if name else rest
        inner = POST.search(rest)
        if inner and inner.start() > 0:
            return strip_person_and_post(rest[inner.start() :])[0], "person"
        if REDACTED.match(rest):
            return strip_person_and_post(REDACTED.sub("", rest, count=1))[0], "person"
        if not _ends_like_a_body(rest):
            return after.strip(" ,.-–"), "person"
    match = POST.match(text)
    if not match or match.end() == 0:
        return text, ""
    post, rest = match.group().strip(), text[match.end() :]
    link = _LINK.match(rest)
    linked = rest[: link.end()] if link else ""
    body = rest[len(linked) :].strip(" ,.-–")
    if not body:
        return "", "post"
    if rest and not rest[0].isspace() and rest[0] not in ",-–—(":
        return text, ""  # the post's last word is only the beginning of a longer one
    words = _words(body)
    body_follows = bool(OF_A_BODY.search(post)) or is_strong(words)
    functions = all(w in FUNCTIONS for w in words)
    if functions or (not body_follows and words and words[0] in FUNCTIONS and not _ends_like_a_body(body)):
        return "", "post"
    if not linked.strip(" ,-–") and not _ends_like_a_body(body) and not OF_A_BODY.search(post):
        return "", "post"
    return strip_person_and_post(body)[0] if POST.match(body) else body, "post"


def _ends_like_a_body(text: str) -> bool:
    words = _words(text)
    return bool(words) and (words[-1] in BODY_ENDINGS or is_strong(words))


def chunk(text: str) -> Chunk:
    """One piece of a segment, classified."""
    plain = text.strip(" ,.;:-–—'\"")
    bare = REDACTED.sub(" ", plain)
    if REDACTED.search(plain) and not any(c.isalpha() for c in TITLE.sub("", bare)):
        return Chunk(plain, "redacted")
    if POSTCODE.search(plain) or ADDRESS.search(plain) or re.match(r"\d+[A-Za-z]?(?:-\d+)?\s", plain):
        return Chunk(plain, "address")
    rest, taken = strip_person_and_post(" ".join(bare.split()))
    rest = _PROVIDER.sub("", rest).strip(" ,.;:-–—'\"")
    words = _words(rest)
    if not words:
        return Chunk(plain, "redacted" if REDACTED.search(plain) else (taken or "address"))
    if taken == "" and POST.fullmatch(rest):
        return Chunk(plain, "post")
    if all(w in NAMELESS for w in words):
        return Chunk(rest, "nameless")
    if is_person(rest):
        return Chunk(plain, "person")
    if words[-1] in PARTS_OF_BODIES or all(w in FUNCTIONS or w in PARTS_OF_BODIES for w in words):
        return Chunk(rest, "part")
    if not rest[0].isupper() and not rest[0].isdigit() and not is_strong(words):
        return Chunk(plain, "post")
    return Chunk(rest, "body", is_strong(words))


def chunks(text: str) -> list[Chunk]:
    """The pieces of a segment between commas and dashes; brackets explain what stands before them."""
    outside = _BRACKETS.sub(lambda m: m.group() if REDACTED.search(m.group()) else " ", text)
    if not any(c.isalpha() for c in outside):
        outside = text
    pieces = [piece for piece in _COMMA.split(outside) if piece and any(c.isalnum() for c in piece)]
    return [chunk(piece) for piece in pieces]
