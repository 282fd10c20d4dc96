"""What a result must meet, where a query says more than words: Boolean words, brackets, fields and dates."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

# What may stand before a colon, and what it looks into: the words themselves, the date, or the names that
# documents carry under that field (`SearchDocument.named`).
WORDS_FIELD = "text"
FIELDS: dict[str, str] = {
    "text": WORDS_FIELD,
    "words": WORDS_FIELD,
    "title": "title",
    "report": "title",
    "reference": "reference",
    "ref": "reference",
    "number": "reference",
    "publisher": "publisher",
    "by": "publisher",
    "body": "body",
    "to": "body",
    "asked": "body",
    "area": "area",
    "theme": "theme",
    "kind": "kind",
    "sector": "sector",
    "setting": "setting",
    "category": "category",
    "reply": "reply",
    "response": "reply",
}
DATE_FIELDS = frozenset({"date", "year", "since", "from", "until", "before", "after"})


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


@dataclass(frozen=True, slots=True)
class HasWord:
    """The word in any form; in one field, or anywhere where `field` is empty."""

    term: Term
    field: str = ""


@dataclass(frozen=True, slots=True)
class HasPhrase:
    """Words in a row: as they stand in the text, in any form in the names of a field."""

    plain: tuple[str, ...]
    typed: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """Between two days, both included; None is open."""

    since: dt.date | None
    until: dt.date | None
    typed: str


@dataclass(frozen=True, slots=True)
class Without:
    of: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    of: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    of: "tuple[Node, ...]"


Leaf = HasWord | HasPhrase | Dated
Node = Leaf | Without | AllOf | AnyOf


def all_of_these(parts: list[Node]) -> Node | None:
    if len(parts) == 1:
        return parts[0]
    return AllOf(tuple(parts)) if parts else None


def wanted(node: Node) -> Iterator[Leaf]:
    """The leaves that a result may have, in order: not those that are shut out."""
    if isinstance(node, AllOf | AnyOf):
        for one in node.of:
            yield from wanted(one)
    elif not isinstance(node, Without):
        yield node


def in_order(node: Node) -> str:
    """The query as it was understood, with every bracket that decides."""
    match node:
        case HasWord(term, field):
            return f"{field}: {term.typed}" if field else term.typed
        case HasPhrase(_, typed, field):
            said = f"\u201c{typed}\u201d"
            return f"{field}: {said}" if field else said
        case Dated(_, _, typed):
            return typed
        case Without(of):
            return f"NOT {_bracketed(of)}"
        case AllOf(of):
            return " AND ".join(_bracketed(one) for one in of)
        case AnyOf(of):
            return " OR ".join(_bracketed(one) for one in of)


def _bracketed(node: Node) -> str:
    said = in_order(node)
    return f"({said})" if isinstance(node, AllOf | AnyOf) else said
