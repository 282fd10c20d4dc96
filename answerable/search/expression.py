"""Reads Boolean words and brackets: NOT binds closest, then AND (said or not), then OR."""

from collections.abc import Callable, Sequence

from answerable.search.tokens import BOOLEAN, OPERANDS, Token
from answerable.search.tree import (
    AnyOf,
    HasWord,
    Leaf,
    Node,
    Without,
    all_of_these,
)
from answerable.search.words import STOP_WORDS

MOST_PARTS = 100  # words, phrases and dates of one query
_DEEPEST = 12  # brackets within brackets
MakeLeaf = Callable[[Token, str], Leaf | None]


class Expression:
    """One query being read. What makes no sense is passed over, and a note says what it was, once."""

    def __init__(self, found: Sequence[Token], leaf: MakeLeaf, notes: list[str]) -> None:
        self._found = found
        self._leaf = leaf
        self._notes = notes
        self._at = 0
        self._parts = 0

    def read(self) -> Node | None:
        parts: list[Node] = []
        while self._at < len(self._found):
            part = self._either("", 0)
            if part is not None:
                parts.append(part)
            if self._kind() == "close":
                self._note("A closing bracket without its partner was ignored.")
                self._at += 1
        return all_of_these(parts)

    def _kind(self) -> str:
        return self._found[self._at].kind if self._at < len(self._found) else ""

    def _note(self, words: str) -> None:
        if words not in self._notes:
            self._notes.append(words)

    def _either(self, field: str, depth: int) -> Node | None:
        """One or more alternatives, up to a closing bracket or the end."""
        choices = [self._together(field, depth)]
        while self._kind() == "or":
            self._at += 1
            choices.append(self._together(field, depth))
        made = tuple(one for one in choices if one is not None)
        if len(made) < len(choices) > 1:
            self._note("\u201cOR\u201d with nothing on one side of it was ignored.")
        if len(made) < 2:
            return made[0] if made else None
        return AnyOf(made)

    def _together(self, field: str, depth: int) -> Node | None:
        """Parts that must all be met. Common words count only where there is nothing else."""
        parts: list[Node] = []
        dangling = False
        while (kind := self._kind()) and kind not in ("or", "close"):
            if kind == "and":
                self._at += 1
                dangling = dangling or not parts or self._kind() in ("", "or", "close", "and")
                continue
            part = self._one(field, depth)
            if part is not None:
                parts.append(part)
        if dangling:
            self._note("\u201cAND\u201d with nothing on one side of it was ignored.")
        telling = [one for one in parts if not _is_common(one)]
        return all_of_these(telling or parts)

    def _one(self, field: str, depth: int) -> Node | None:
        """A word, a phrase, a bracket or what is shut out. Signs before it are taken in their order."""
        shut_out = False
        while self._kind() in ("not", "minus", "field"):
            one = self._found[self._at]
            self._at += 1
            if one.kind == "field":
                field = one.text
            else:
                shut_out = not shut_out
        kind = self._kind()
        if kind == "open":
            part = self._bracket(field, depth)
        elif kind in OPERANDS:
            part = self._operand(field)
        else:
            if shut_out and (not kind or kind in BOOLEAN or kind == "close"):
                self._note("\u201cNOT\u201d with nothing after it was ignored.")
            return None
        return Without(part) if part is not None and shut_out else part

    def _operand(self, field: str) -> Leaf | None:
        one = self._found[self._at]
        self._at += 1
        if self._parts >= MOST_PARTS:
            self._note(f"Only the first {MOST_PARTS} parts of the query were used.")
            return None
        made = self._leaf(one, field)
        self._parts += made is not None
        return made

    def _bracket(self, field: str, depth: int) -> Node | None:
        self._at += 1
        if depth >= _DEEPEST:
            self._note(f"Brackets more than {_DEEPEST} deep were ignored.")
            return None
        part = self._either(field, depth + 1)
        if self._kind() == "close":
            self._at += 1
        else:
            self._note("A bracket that was not closed was taken to close at the end.")
        return part


def _is_common(node: Node) -> bool:
    return isinstance(node, HasWord) and not node.field and STOP_WORDS.issuperset(node.term.plain)
