"""A name for a group that the machine made: its themes and the phrases that most of its entries share.

Key words only, never a sentence of a report: a draft's name stands in lists, where neither a person's case
nor a means of harm belongs. The plain words are for the person who adopts it.
"""

import re
from collections import Counter
from collections.abc import Sequence

from answerable.lineage.repeats.passages import Rarity
from answerable.search.words import STOP_WORDS, cut
from answerable.search.words import stems as stemmed

MOST_PHRASES, _LONGEST = 4, 3
_LEAST_SHARE = 0.3  # of the entries that a phrase stands in
_LESS_FOR_LONGER = 0.85
_LINKS = frozenset({"of", "with", "and", "in", "to", "for", "on", "at", "by", "between"})
_UNSAID = re.compile(
    r"^(?:hang|ligatur|noos|overdos|suffoc|asphyx|strangl|jump|drown|stab|poison|self-?harm|suicid|death"
    r"|die|dead|deceas|kill|concern|coron|inquest|evid|court|heard|reveal|mr$|mrs|ms$|miss$|dr$|withheld"
    r"|name|action|matter|report|futur|issu|address|particular|januari|februari|march$|april|june$|juli"
    r"|august|septemb|octob|novemb|decemb|year|jury|juri)",
)
_MARK = re.compile(r"\[[^\]]*\]")


def label(texts: Sequence[str], themes: Sequence[str], rarity: Rarity) -> str:
    """As in "Training: prison officers, first aid". `themes`: the names of those that most entries have."""
    phrases = shared_phrases(texts, rarity)
    head = " and ".join(themes[:2])
    if not phrases:
        return head or "Entries in much the same words"
    said = ", ".join(phrases)
    return f"{head}: {said}" if head else said[0].upper() + said[1:]


def shared_phrases(texts: Sequence[str], rarity: Rarity) -> list[str]:
    """The phrases of up to three words that stand in most of the texts, the tellingest first."""
    found: Counter[tuple[str, ...]] = Counter()
    said: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        for stems, words in _phrases(text):
            found[stems] += 1
            said.setdefault(stems, Counter())[words] += 1
    least = max(2, _LEAST_SHARE * len(texts))
    ranked = sorted(
        (stems for stems, times in found.items() if times >= least * _LESS_FOR_LONGER ** (len(stems) - 1)),
        key=lambda stems: (-((found[stems] / len(texts)) ** 1.5) * sum(map(rarity.weight, stems)), stems),
    )
    kept: list[tuple[str, ...]] = []
    for stems in ranked:
        if not any(set(stems) & set(other) for other in kept):
            kept.append(stems)
        if len(kept) == MOST_PHRASES:
            break
    return [said[stems].most_common(1)[0][0] for stems in kept]


def _phrases(text: str) -> set[tuple[tuple[str, ...], str]]:
    """Each phrase of a text once: its stems, and its words in small letters."""
    found: dict[tuple[str, ...], str] = {}
    words = cut(_MARK.sub(" . ", text))
    stems = stemmed(" ".join(word.plain for word in words))
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            part = stems[start:end]
            plain = [word.plain for word in words[start:end]]
            if plain[0] in STOP_WORDS or plain[-1] in STOP_WORDS:
                continue
            if any(word in STOP_WORDS and word not in _LINKS for word in plain):
                continue
            if any(_UNSAID.match(stem) or len(stem) < 3 or not stem.isalpha() for stem in part):
                continue
            found.setdefault(tuple(part), " ".join(plain))
    return set(found.items())
