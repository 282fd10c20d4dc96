"""The query language: words, "exact phrases", -exclusions, field:words, dates, AND, OR, NOT and brackets.

Nothing a reader types is an error. What cannot be understood is taken as words or left out, with a note that
says so. AND, OR and NOT count in capitals only, and brackets only where they decide something, so that a
sentence put in from elsewhere stays a sentence.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from answerable.search.days import NotADayError, dated
from answerable.search.expression import MOST_PARTS, Expression
from answerable.search.tokens import AROUND, BOOLEAN, OPERANDS, Token, tokens
from answerable.search.tree import (
    DATE_FIELDS,
    FIELDS,
    HasPhrase,
    HasWord,
    Leaf,
    Node,
    Term,
    Without,
    all_of_these,
    in_order,
    wanted,
)
from answerable.search.words import STOP_WORDS, cut, fold, stems

__all__ = ["LONGEST_QUERY", "SHORT", "ParsedQuery", "Term", "parse"]

LONGEST_QUERY = 1000  # characters
SHORT = 3  # words; a result must have every one of a short query
_MOST_WORDS = 40
_HEADING = 5  # words; a text in capitals of more is a heading, and its AND is no operator


@dataclass(slots=True)
class ParsedQuery:
    """`words` decide what matches; `said` is the positive part of the query in its own order, for meaning.

    `tree` is what a result must meet besides. Where the query has Boolean words it is `exact`: the tree says
    all that a result must meet, and `words` and `phrases` only those that are wanted in it.
    """

    words: list[Term] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)  # folded words, not stemmed
    excluded: list[Term] = field(default_factory=list)
    excluded_phrases: list[tuple[str, ...]] = field(default_factory=list)
    said: str = ""
    notes: list[str] = field(default_factory=list)
    tree: Node | None = None
    exact: bool = False
    reading: str = ""  # how it was understood, where that is not plain to see
    plain: str = ""  # the same as plain words, for those who meant no more by it

    @property
    def asks(self) -> bool:
        """Something is looked for by its words (not only shut out, or within a field)."""
        return bool(self.words or self.phrases)


def term(typed: str) -> Term | None:
    plain = tuple(word.plain for word in cut(typed))
    if not plain:
        return None
    return Term(typed.strip(AROUND), tuple(stems(" ".join(plain))), plain)


def parse(text: str) -> ParsedQuery:
    query = ParsedQuery()
    if len(text) > LONGEST_QUERY:
        text = text[:LONGEST_QUERY]
        query.notes.append(f"Only the first {LONGEST_QUERY} characters of the query were used.")
    found = list(tokens(text))
    if any(one.kind == "stray" for one in found):
        query.notes.append("A quotation mark without its partner was ignored.")
        found = [one for one in found if one.kind != "stray"]
    if _is_boolean(text, found):
        _parse_boolean(query, found)
    else:
        _parse_plain(query, found)
    if query.tree is not None:
        query.plain = " ".join(fold(one.text) for one in found if one.kind in OPERANDS)
    return query


def _is_boolean(text: str, found: list[Token]) -> bool:
    """It has a Boolean word with something beside it, or a bracket after a field or a minus."""
    for before, one in pairwise(found):
        if one.kind == "open" and before.kind in ("minus", "field"):
            return True
    if not any(one.kind in OPERANDS for one in found):
        return False
    signs = any(one.kind in ("open", "field", "phrase", "minus") for one in found)
    heading = text.isupper() and not signs and len(found) > _HEADING
    return not heading and any(one.kind in BOOLEAN for one in found)


def leaf(one: Token, field_name: str, notes: list[str]) -> Leaf | None:
    """What a word or phrase asks for, within a field or anywhere. None where it holds no word."""
    if field_name in DATE_FIELDS:
        try:
            return dated(field_name, one.text)
        except NotADayError as error:
            notes.append(str(error))
            return None
    name = FIELDS.get(field_name, "")
    if one.kind == "phrase":
        folded = tuple(fold(one.text).split())
        if not folded:
            notes.append("An empty phrase in quotation marks was ignored.")
            return None
        return HasPhrase(folded, " ".join(one.text.split()), name)
    typed = term(one.text)
    return HasWord(typed, name) if typed else None


def _parse_plain(query: ParsedQuery, found: list[Token]) -> None:
    said: list[str] = []
    terms: list[Term] = []
    within: list[Node] = []
    shut_out, field_name = False, ""
    for one in found:
        if one.kind == "minus":
            shut_out = True
            continue
        if one.kind == "field":
            field_name = one.text
            continue
        if one.kind in OPERANDS or one.kind in BOOLEAN:
            made = leaf(one, field_name, query.notes)
            if made is not None and field_name:
                within.append(Without(made) if shut_out else made)
            elif isinstance(made, HasPhrase):
                (query.excluded_phrases if shut_out else query.phrases).append(made.plain)
            elif isinstance(made, HasWord):
                (query.excluded if shut_out else terms).append(made.term)
            if made is not None and not field_name and not shut_out:
                said.append(one.text)
        shut_out, field_name = False, ""
    if len(within) > MOST_PARTS:
        within = within[:MOST_PARTS]
        query.notes.append(f"Only the first {MOST_PARTS} fields of the query were used.")
    _keep_telling(query, terms)
    query.said = " ".join(said)
    query.tree = all_of_these(within)
    if query.tree is not None:
        query.reading = in_order(query.tree)


def _parse_boolean(query: ParsedQuery, found: list[Token]) -> None:
    tree = Expression(found, lambda one, name: leaf(one, name, query.notes), query.notes).read()
    query.exact = tree is not None
    query.tree = tree
    if tree is None:
        return
    query.reading = in_order(tree)
    leaves = list(wanted(tree))
    _keep_telling(query, [one.term for one in leaves if isinstance(one, HasWord) and _anywhere(one.field)])
    phrases = [one.plain for one in leaves if isinstance(one, HasPhrase) and _anywhere(one.field)]
    query.phrases = list(dict.fromkeys(phrases))
    query.said = " ".join(term.typed for term in query.words)


def _anywhere(field_name: str) -> bool:
    return field_name in ("", FIELDS["text"])


def _keep_telling(query: ParsedQuery, terms: list[Term]) -> None:
    """Drops stop words, unless there is nothing else to look for, and words given twice."""
    telling = [term for term in terms if not STOP_WORDS.issuperset(term.plain)]
    if not telling and not query.phrases:
        telling = terms
    query.words = list({term.stems: term for term in reversed(telling)}.values())[::-1]
    if len(query.words) > _MOST_WORDS:
        query.words = query.words[:_MOST_WORDS]
        query.notes.append(f"Only the first {_MOST_WORDS} different words of the query were used.")
