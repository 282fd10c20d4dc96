"""Words written with a capital, and runs of them, with what the word lists say of each."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.core.text.names.lexicon import fold, lexicon

_CAPITALS = "A-ZÀ-ÖØ-ÞŁŚŻŹĆŃŠŽČĐ"
_CAPITALISED = re.compile(rf"(?<![^\W_])[{_CAPITALS}](?:[^\W\d_]|[’'‘`](?![sS]\b)(?=[^\W\d_]))*")
# Between two words of one run: a space or a hyphen, or a full stop after a title or an initial.
_JOIN = re.compile(
    r"[ \u00a0]{1,2}|[-‐‑]|\.[ \u00a0]?|[ \u00a0](?:de|del|da|dos|di|van|von|der|den|van der|van den|de la|bin|bint|ibn|al|el|ap|y)[ \u00a0-]"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•·\n\r\t\]]|\d|\(|\)|[-–—*>]|[\"“‘'])[\s\"“‘'(]*$")


@functools.lru_cache(maxsize=100_000)
def _facts(word: str) -> "Facts":
    lex = lexicon()
    folded = fold(word)
    ordinary = folded in lex.ordinary
    given = folded in lex.given
    surname = folded in lex.surnames
    letters = len(folded)
    upper = word.isupper() and letters > 1
    return Facts(
        folded=folded,
        initial=letters == 1,
        upper=upper,
        ordinary=ordinary,
        given=given and letters > 1,
        sure_given=given and letters > 1 and folded not in lex.unsure_given and folded not in lex.places,
        surname=surname,
        place=folded in lex.places,
        term=folded in lex.terms or (upper and folded in lex.abbreviations),
        title=folded in lex.titles,
        role=folded in lex.staff_roles,
        family=folded in lex.family_roles,
        head=folded in lex.heads,
        eponym_head=folded in lex.eponym_heads,
    )


@dataclass(frozen=True, slots=True)
class Facts:
    folded: str
    initial: bool
    upper: bool
    ordinary: bool
    given: bool
    sure_given: bool
    surname: bool
    place: bool
    term: bool
    title: bool
    role: bool
    family: bool
    head: bool
    eponym_head: bool


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int
    facts: Facts
    joined: bool = False  # joined to the token before it by a hyphen


def capitalised(text: str) -> Iterator[Token]:
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        yield Token(word, match.start(), match.end(), _facts(word))


def runs(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Neighbouring capitalised words that could be one name, title and all."""
    run: list[Token] = []
    for token in tokens:
        if run:
            gap = text[run[-1].end : token.start]
            if _JOIN.fullmatch(gap) and (
                not gap.startswith(".") or run[-1].facts.title or run[-1].facts.initial
            ):
                if gap in "-‐‑":
                    token = Token(token.text, token.start, token.end, token.facts, joined=True)
                run.append(token)
                continue
            yield run
        run = [token]
    if run:
        yield run


def starts_sentence(text: str, start: int) -> bool:
    """Whether a capital at `start` may be owed to its place and not to a name."""
    return bool(_SENTENCE_START.search(text[max(0, start - 12) : start]))
