"""Words written with a capital, and runs of them, with what the word lists say of each."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.core.text.names.lexicon import fold, lexicon

_CAPITALS = "A-ZÀ-ÖØ-ÞŁŚŻŹĆŃŠŽČĐ"
_CAPITALISED = re.compile(rf"(?<![^\W_])[{_CAPITALS}](?:[^\W\d_]|[’'‘`](?![sS]\b)(?=[^\W\d_]))*")
_PARTICLES = "de|del|della|da|dos|di|du|van|von|der|den|van der|van den|de la|bin|bint|ibn|al|el|ap"
# Between two words of one run: spaces, a hyphen, a full stop after a short title or an initial, a particle.
_JOIN = re.compile(
    rf"[ \u00a0]{{1,2}}|[-‐‑–][ \u00a0]?|[ \u00a0][-‐‑–]|\.[ \u00a0]?|[ \u00a0](?:{_PARTICLES})[ \u00a0-]"
)
_WRAP = re.compile(r" ?\r?\n ?")
_LONG_LINE = 50  # characters
# Capitals inside a word make an abbreviation of it (GPhC, CMOs), but for those of names (McNeil, O'Hara).
_INNER_CAPITAL = re.compile(
    r"(?!(?:Mc|Mac|De|Di|Du|Le|La|Van|Von|Fitz|Al|Ap|St|San|El|[OD]['’‘`])[A-Z][a-z]+$)"
    r"(?:\w*[a-z][A-Z]\w*|[A-Z]{2,}s)"
)
_HYPHENS = "-‐‑–"
_SHORT_TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "dr",
        "drs",
        "prof",
        "sgt",
        "st",
        "rev",
        "revd",
        "hon",
        "capt",
        "maj",
        "col",
        "lt",
        "insp",
    )
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•·\n\r\t\]>*]|\d|\(|\)|[-–—]|[\"“‘'])[\s\"“‘'(]*$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a word apart from where it stands."""

    folded: str
    initial: bool  # a single letter
    upper: bool  # two or more letters, all capitals
    ordinary: bool
    given: bool
    sure_given: bool  # a given name that is hardly anything else
    surname: bool
    place: bool
    term: bool
    title: bool
    only_title: bool  # never a name itself, as "Judge" may be
    role: bool  # a person's work
    head: bool  # ends the name of an organisation, a place or a term
    sex: str  # of a given name: "m", "f", "b", or ""

    @property
    def unknown(self) -> bool:
        """In no list at all: a rare name, or a rare thing."""
        return not (self.ordinary or self.given or self.surname or self.place or self.term or self.initial)


@functools.lru_cache(maxsize=100_000)
def facts_of(word: str) -> Facts:
    lex = lexicon()
    folded = fold(word)
    upper = len(word) > 1 and (word.isupper() or _INNER_CAPITAL.fullmatch(word) is not None)
    given = len(folded) > 1 and folded in lex.given
    unsure = folded in lex.groups["unsure_given"] or folded in lex.groups["ward_names"]
    return Facts(
        folded=folded,
        initial=len(folded) == 1,
        upper=upper,
        ordinary=lex.is_ordinary(folded),
        given=given,
        sure_given=given and not unsure and folded not in lex.places and folded not in lex.terms,
        surname=folded in lex.surnames,
        place=folded in lex.places,
        term=folded in lex.terms or (upper and folded in lex.groups["abbreviations"]),
        title=folded in lex.titles,
        only_title=folded in lex.groups["courtesy_titles"]
        or folded in lex.groups["staff_titles"]
        or folded in lex.groups["bare_titles"],
        role=folded in lex.groups["staff_roles"] or folded in lex.groups["post_words"],
        head=folded in lex.groups["organisation_heads"] or folded in lex.groups["eponym_heads"],
        sex=lex.given.get(folded, ""),
    )


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
        yield Token(word, match.start(), match.end(), facts_of(word))


def runs(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Neighbouring capitalised words that could be one name, title and all."""
    run: list[Token] = []
    for token in tokens:
        if run:
            gap = text[run[-1].end : token.start]
            joins = _JOIN.fullmatch(gap) and (gap[0] != "." or _takes_full_stop(run[-1]))
            if joins or (_WRAP.fullmatch(gap) and _line_is_long(text, run[-1].end)):
                hyphen = gap.strip() in _HYPHENS and gap.strip() != ""
                run.append(Token(token.text, token.start, token.end, token.facts, hyphen))
                continue
            yield run
        run = [token]
    if run:
        yield run


def _line_is_long(text: str, end: int) -> bool:
    """Whether a line that ends here was broken for want of room."""
    return end - text.rfind("\n", 0, end) > _LONG_LINE


def _takes_full_stop(token: Token) -> bool:
    return token.facts.initial or token.facts.folded in _SHORT_TITLES


def starts_sentence(text: str, start: int) -> bool:
    """Whether a capital at `start` may be owed to its place and not to a name."""
    return bool(_SENTENCE_START.search(text[max(0, start - 12) : start]))
