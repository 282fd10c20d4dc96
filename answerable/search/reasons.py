"""Why a document is among the results: which parts of the query it has."""

from answerable.search.language import ParsedQuery
from answerable.search.schema import Stored
from answerable.search.tree import WORDS_FIELD, Dated, HasWord, Leaf, wanted
from answerable.search.words import fold, stems


def phrase_found(query: ParsedQuery, stored: Stored) -> bool:
    """It has a phrase of the query. A result of a query without Boolean words has every one."""
    if not query.exact:
        return bool(query.phrases)
    texts = [f" {fold(text)} " for text in (stored.text, stored.title, stored.extra)]
    return any(f" {' '.join(phrase)} " in text for phrase in query.phrases for text in texts)


def fields_met(query: ParsedQuery, stored: Stored, day: int | None) -> tuple[str, ...]:
    """What of the query's fields and dates it meets, as a reader would say it. `day`: its date's ordinal."""
    if query.tree is None:
        return ()
    said = (_met(leaf, stored, day) for leaf in wanted(query.tree))
    return tuple(dict.fromkeys(one for one in said if one))


def _met(leaf: Leaf, stored: Stored, day: int | None) -> str:
    if isinstance(leaf, Dated):
        since = leaf.since.toordinal() if leaf.since else 0
        until = leaf.until.toordinal() if leaf.until else 4_000_000
        return leaf.typed if day is not None and since <= day <= until else ""
    if leaf.field in ("", WORDS_FIELD):
        return ""
    wanted_stems = leaf.term.stems if isinstance(leaf, HasWord) else stems(" ".join(leaf.plain))
    looked_for = f" {' '.join(wanted_stems)} "
    for name in stored.named.get(leaf.field, ()):
        if looked_for in f" {' '.join(stems(fold(name)))} ":
            return f"{leaf.field}: {leaf.term.typed if isinstance(leaf, HasWord) else leaf.typed}"
    return ""
