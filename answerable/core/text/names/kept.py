"""Words that look like names of people and are not: known organisations, terms, marks already set."""

import functools
import re
from collections.abc import Sequence

from answerable.core.text.names.lexicon import lexicon
from answerable.core.text.names.spans import MARKS
from answerable.core.text.names.tokens import Token, capitalised

_SET_MARKS = re.compile(r"\[\s*REDACTED\s*\]?|\bREDACTED\]?|" + "|".join(re.escape(m) for m in MARKS))
_FIRST_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("‘", "'")


class Kept:
    """Phrases to leave alone, found by their first word. Phrases need at least one capital in the text."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for phrase in {_plain(" ".join(p.split())) for p in phrases}:
            first = _FIRST_WORDS.match(phrase)
            if first and len(phrase) > 2:
                self._by_first.setdefault(first.group().split("'")[0], []).append(phrase)
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def end_at(self, plain: str, start: int, word: str) -> int:
        """Where the longest kept phrase that begins at `start` ends; `start` if none does."""
        for phrase in self._by_first.get(word, ()):
            end = start + len(phrase)
            if plain.startswith(phrase, start) and not plain[end : end + 1].isalnum():
                return end
        return start


@functools.lru_cache(maxsize=8)
def keeper(names: tuple[str, ...]) -> Kept:
    return Kept(names)


@functools.lru_cache(maxsize=1)
def own_phrases() -> Kept:
    return Kept(lexicon().phrases)


def plain_text(text: str) -> str:
    """Case-folded with plain apostrophes; where that changes its length, the text as it is."""
    plain = _plain(text)
    return plain if len(plain) == len(text) else text.lower() if len(text.lower()) == len(text) else text


def set_marks(text: str) -> list[tuple[int, int]]:
    """Where the publisher's or our own marks already stand."""
    return [m.span() for m in _SET_MARKS.finditer(text)] if "[" in text or "REDACTED" in text else []


def open_tokens(
    text: str, keep: Kept, marks: Sequence[tuple[int, int]] = (), own_words: frozenset[str] = frozenset()
) -> list[Token]:
    """The capitalised words of a text outside set marks and kept phrases.

    A kept phrase of one word does not hold against `own_words` (those of the deceased's names), and none
    holds after "Mr" or "Mrs".
    """
    plain = plain_text(text)
    own = own_phrases()
    courtesy = lexicon().groups["courtesy_titles"]
    tokens: list[Token] = []
    covered = 0
    titled = False
    for token in capitalised(text):
        if token.start < covered or any(a <= token.start < b for a, b in marks):
            continue
        word = token.facts.folded.split("'")[0]
        end = 0 if titled else max(k.end_at(plain, token.start, word) for k in (keep, own))
        titled = token.facts.folded in courtesy
        if end > token.end or (end == token.end and token.facts.folded not in own_words):
            covered = end
            continue
        tokens.append(token)
    return tokens
