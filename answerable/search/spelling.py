"""Words of a query that the index lacks, and words of the index that may have been meant.

Nothing is kept for it: the index's own words are asked, so that only what stands in it is ever offered. Of
the words one slip away (a letter left out, put in, changed, or two changed about), or two for longer words,
the one in most documents is offered; else two words that were run together. Names of people can't be
offered: they are masked before the index sees them.
"""

import re

import tantivy
from tantivy import Query

from answerable.search.language import ParsedQuery
from answerable.search.matching import has_phrase, known
from answerable.search.schema import read_stored
from answerable.search.words import cut, folded_words

_SHORTEST, _LONG = 4, 7  # letters; of a word that is looked at, and of one in which two slips are likely
_LONGEST = 40
_AT_LEAST = 3  # documents with the word
_LOOKED_AT = 30  # documents in which words like it are read
_MOST = 3  # words of one query


def meant(searcher: tantivy.Searcher, schema: tantivy.Schema, query: ParsedQuery, text: str) -> str:
    """`text` with its unknown words put as words of the index; empty where there is nothing to offer."""
    unknown = [term for term in query.words if not known(searcher, term)][:_MOST]
    changed = text
    for term in unknown:
        for plain in term.plain:
            if not searcher.doc_freq("exact", plain) and (better := _like(searcher, schema, plain)):
                changed = _put(changed, plain, better)
    return changed if changed != text else ""


def _put(text: str, plain: str, better: str) -> str:
    """`text` with every word whose plain form is `plain` replaced."""
    for word in reversed(cut(text)):
        if word.plain == plain:
            text = text[: word.start] + better + text[word.end :]
    return re.sub(r"\s+", " ", text)


def _like(searcher: tantivy.Searcher, schema: tantivy.Schema, word: str) -> str:
    if not (_SHORTEST <= len(word) <= _LONGEST and word.isalpha() and word.isascii()):
        return ""
    for slips in (1, 2) if len(word) >= _LONG else (1,):
        found = _within(searcher, schema, word, slips)
        if found:
            return found
        if slips == 1 and (two := _run_together(searcher, schema, word)):
            return two
    return ""


def _within(searcher: tantivy.Searcher, schema: tantivy.Schema, word: str, slips: int) -> str:
    asked = Query.fuzzy_term_query(schema, "exact", word, slips, True)
    places = [address for _, address in searcher.search(asked, _LOOKED_AT, False).hits]
    seen: set[str] = set()
    for place in places:
        _, _, stored = read_stored(searcher, place)
        for text in (stored.text, stored.title, stored.extra):
            seen.update(one for one in folded_words(text) if abs(len(one) - len(word)) <= slips)
    letters = set(word)
    counted = [
        (searcher.doc_freq("exact", one), one)
        for one in sorted(seen)
        # A slip takes at most one letter away and puts one in.
        if one.isalpha() and len(letters ^ set(one)) <= 2 * slips and slips_between(word, one) <= slips
    ]
    best = max(counted, key=lambda one: one[0], default=(0, ""))
    return best[1] if best[0] >= _AT_LEAST else ""


def _run_together(searcher: tantivy.Searcher, schema: tantivy.Schema, word: str) -> str:
    for at in range(3, len(word) - 2):
        pair = word[:at], word[at:]
        if all(searcher.doc_freq("exact", one) >= _AT_LEAST for one in pair):
            both = searcher.search(has_phrase(schema, pair), 1, True)
            if int(both.count) >= _AT_LEAST:  # type: ignore[attr-defined]  # absent from tantivy's stubs only
                return " ".join(pair)
    return ""


def slips_between(one: str, other: str) -> int:
    """Letters left out, put in, changed, or changed about with a neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
