"""Where a reply stands on a thing asked, only where its own words say so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Keys are those of duties.models.Stance; the order is that in which they are looked for.
_SAID: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "not_accepted",
        re.compile(
            r"\bnot\s+(?:be\s+)?accept(?:ed|ing)?\b(?!\s+that\s+all)|\b(?:does|do|can)\s*not\s+accept\b|\breject(?:s|ed)?\s+(?:this|the)\b"
            r"|\bdo(?:es)?\s+not\s+(?:agree|support)\b|\bdo(?:es)?\s+not\s+need\s+to\s+take\s+any\s+action\b"
            r"|\bwe\s+will\s+not\s+be\s+(?:updating|changing|amending|implementing)\b"
            r"|\bneither\s+clinically\s+feasible\s+nor\b",
            re.IGNORECASE,
        ),
    ),
    (
        "in_principle",
        re.compile(
            r"\b(?:accept(?:s|ed)?|agree(?:s|d)?|support(?:s|ed)?)\b[^.]{0,60}\bin\s+principle\b",
            re.IGNORECASE,
        ),
    ),
    (
        "in_part",
        re.compile(
            r"\b(?:partially|partly)\s+(?:accept|agree|support)|\b(?:accept(?:s|ed)?|agree(?:s|d)?)\b[^.]{0,60}\bin\s+part\b",
            re.IGNORECASE,
        ),
    ),
    (
        "in_full",
        re.compile(
            r"\b(?:fully\s+accept(?:s|ed)?|accept(?:s|ed)?\s+(?:(?:this|the|that|all|both)\s+(?:of\s+)?(?:the\s+)?(?:inquiry.s\s+)?"
            r"(?:recommendations?|concerns?)\b|\w*\s*in\s+full))|\brecommendations?\b[^.]{0,40}\b(?:is|are|was|were)\s+accepted\b"
            r"(?!\s+in)|\baccepts?\b[^.]{0,80}\bin\s+full\b",
            re.IGNORECASE,
        ),
    ),
    (
        "elevated",
        re.compile(
            r"\b(?:is|are)\s+the\s+appropriate\s+(?:organisation|body|authority|trust)s?\s+to\s+(?:respond|answer)"
            r"|\bit\s+is\s+appropriate\s+that\b[^.]{0,80}\brespond\b|\brefer\s+you\s+to\s+(?:their|the)\s+response"
            r"|\bbest\s+placed\s+(?:to\s+(?:respond|answer|address)|contacting)\b|\bis\s+not\s+within\s+the\s+remit\b"
            r"|\bnot\s+(?:a\s+)?(?:matter\s+)?for\s+(?:us|this\s+\w+)\s+to\s+(?:respond|answer)\b"
            r"|\bis\s+up\s+to\s+individual\b|\bdoes\s+not\s+mandate\s+such\b|\bdetermined\s+by\s+local\b"
            r"|\bhas\s+not\s+dealt\s+with\s+this\b|\bin\s+this\s+case\b[^.]{0,60}\bis\s+responsible\s+for\b"
            r"|\bare\s+writing\s+to\s+you\s+regarding\s+the\s+specific\s+concerns?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "alternative",
        re.compile(
            r"\balternative\s+(?:approach|means|way|proposal)\b|\binstead,?\s+we\s+(?:will|propose)\b",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Stand:
    value: str  # of duties.models.Stance; "" where no words say it, or several disagree
    words: tuple[str, ...] = ()


def stand(texts: Sequence[str]) -> Stand:
    """The stance that these passages state. Where they state two, none is proposed."""
    found: dict[str, str] = {}
    for text in texts:
        plain = " ".join(text.split())
        taken: list[tuple[int, int]] = []
        for name, pattern in _SAID:
            match = pattern.search(plain)
            if match and not any(a < match.end() and match.start() < b for a, b in taken):
                taken.append(match.span())
                found.setdefault(name, match[0])
    if len(found) == 1:
        name, words = next(iter(found.items()))
        return Stand(name, (words,))
    return Stand("", tuple(found.values()))
