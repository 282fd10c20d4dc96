"""The query language: words, "exact phrases" and -exclusions. Nothing a reader types is an error.

What cannot be understood is taken as words, with a note that says so.
"""

import re
from dataclasses import dataclass, field

from answerable.search.words import STOP_WORDS, cut, fold, stems

LONGEST_QUERY = 1000  # characters
SHORT = 3  # words; a result must have every one of a short query
_MOST_WORDS = 40
_PART = re.compile(r'(?P<minus>(?<!\S)[-\u2212])?"(?P<phrase>[^"]*)"|(?P<bare>[^\s"]+)|(?P<stray>")')
_AROUND = ".,;:!?()[]{}'\u2019-\u2212"
_QUOTES = str.maketrans("\u201c\u201d\u201e\u201f\u00ab\u00bb", '""""""')


@dataclass(frozen=True, slots=True)
class Term:
    """One word as typed. `stems` has more than one where it is a compound ("self-harm", "2023-0489")."""

    typed: str
    stems: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def lettered(self) -> bool:
        """It is a word, not a number or a reference."""
        return not any(c.isdigit() for word in self.plain for c in word)


@dataclass(slots=True)
class ParsedQuery:
    """`words` decide what matches; `said` is the positive part of the query in its own order, for meaning."""

    words: list[Term] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)  # folded words, not stemmed
    excluded: list[Term] = field(default_factory=list)
    excluded_phrases: list[tuple[str, ...]] = field(default_factory=list)
    said: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """Something is looked for (not only shut out)."""
        return bool(self.words or self.phrases)


def _term(typed: str) -> Term | None:
    plain = tuple(word.plain for word in cut(typed))
    if not plain:
        return None
    return Term(typed.strip(_AROUND), tuple(stems(" ".join(plain))), plain)


def parse(text: str) -> ParsedQuery:
    query = ParsedQuery()
    text = text.translate(_QUOTES)
    if len(text) > LONGEST_QUERY:
        text = text[:LONGEST_QUERY]
        query.notes.append(f"Only the first {LONGEST_QUERY} characters of the query were used.")
    said: list[str] = []
    terms: list[Term] = []
    for part in _PART.finditer(text):
        if part["phrase"] is not None:
            _add_phrase(query, said, part["phrase"], bool(part["minus"]))
        elif part["stray"]:
            query.notes.append("A quotation mark without its partner was ignored.")
        else:
            bare: str = part["bare"]
            shut_out = len(bare) > 1 and bare[0] in "-\u2212"
            term = _term(bare)
            if term is None:
                continue
            if shut_out:
                query.excluded.append(term)
            else:
                terms.append(term)
                said.append(bare)
    _keep_telling(query, terms)
    query.said = " ".join(said)
    return query


def _add_phrase(query: ParsedQuery, said: list[str], phrase: str, shut_out: bool) -> None:
    folded = tuple(fold(phrase).split())
    if not folded:
        query.notes.append("An empty phrase in quotation marks was ignored.")
    elif shut_out:
        query.excluded_phrases.append(folded)
    else:
        query.phrases.append(folded)
        said.append(phrase)


def _keep_telling(query: ParsedQuery, terms: list[Term]) -> None:
    """Drops stop words, unless there is nothing else to look for, and words given twice."""
    telling = [term for term in terms if not STOP_WORDS.issuperset(term.plain)]
    if not telling and not query.phrases:
        telling = terms
    query.words = list({term.stems: term for term in reversed(telling)}.values())[::-1]
    if len(query.words) > _MOST_WORDS:
        query.words = query.words[:_MOST_WORDS]
        query.notes.append(f"Only the first {_MOST_WORDS} different words of the query were used.")
