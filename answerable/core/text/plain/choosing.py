"""Which sentences of a text say best what it is about: they are taken whole, and none is made up."""

import re
from dataclasses import dataclass

from answerable.core.text.plain.wordlists import plain_words, quotes, without_opening
from answerable.core.text.sentences import sentence_spans

MOST_WORDS = 60  # of what is chosen, where more than one sentence is
LONGEST = 70  # words of one sentence
_TELLING = re.compile(
    r"\b(?:concern\w*|risks?|should|must|needs? to|no|not|nor|nobody|lack\w*|fail\w*|absen\w+|unclear|unaware"
    r"|insufficient|inadequate\w*|without|delay\w*|recommend\w*|unable|missed|poor\w*|never|little|limited"
    r"|only|nothing|cannot|rather than|instead of|ought)\b|n[’']t\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:concern\w*|there (?:is|was|were|are) (?:currently |still |also )?no|lack\w*|fail\w*|should|must"
    r"|recommend\w*|did not|do not|does not|was not|were not|is not|are not)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:this|that|these|those|it|he|she|they|his|her|their|its|such|however|therefore|also|thus|hence|but"
    r"|and|so|further|furthermore|moreover|additionally|in addition|accordingly|as a result|had"
    r"|if (?:so|it|they|he|she|this)"
    r"|then|very properly|quite properly|no criticism"
    r"|consequently|nevertheless|similarly|likewise|both|neither|again|the same|the latter|the former|other"
    r"|in (?:such|this|that|these|those))\b",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"\b(?:\d{1,2}[:.]\d{2}|\d{1,2}(?:st|nd|rd|th)?[ /](?:[A-Z][a-z]+|\d{1,2}[/ ])|at \d{4} ?h)"
)
# Points at what stands elsewhere, or is the form's own.
_POINTS = re.compile(
    r"\b(?:above|below|in doing so|in this regard|these|this|following|as follows|duty to report|this report"
    r"|my report|future deaths|understandably|no criticism)\b",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"\b(?:should|must|to|that|and|or|of|for|with|by|in|on|at|from|as|is|are|be|including|the|a|an|follow(?:s|ing))$",
    re.IGNORECASE,
)
# Took a line of something else with it, begins in the middle of a list, or says how somebody died.
_RAGGED = re.compile(r"\n|^\(\w+\)|took (?:his|her|their) (?:own )?li(?:fe|ves)|suicid\w* by")
_LISTED = re.compile(r"^\s*(?:[•–*-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was taken, in the order in which it stands, and whether there is more."""

    sentences: tuple[str, ...]
    more: bool


def choose(text: str) -> Chosen | None:
    """The sentences that say it; None where none may be shown or none stands by itself."""
    every = [_bare(text[start:end]) for start, end in sentence_spans(text)]
    found = [(place, one) for place, one in enumerate(every) if one and _fit(one)]
    if not found:
        return _head(every)
    if len(found) == len(every) and len(every) <= 3 and _length(every) <= 40:
        return Chosen(tuple(every), more=False)
    standing = [(place, one) for place, one in found if place == 0 or not _LEANS.match(without_opening(one))]
    leaning = [(place, one) for place, one in found if (place, one) not in standing]
    first = dict(found)
    for place, one in sorted(leaning, key=lambda row: -_score(*row)):
        # What leans on the sentence before is taken with it, where that stands by itself.
        before = first.get(place - 1)
        if before and (place - 1, before) in standing and _length([before, one]) <= MOST_WORDS:
            if not standing or _score(place, one) > max(_score(*row) for row in standing) + 1:
                return Chosen((before, one), more=len(every) > 2)
            break
    if not standing:
        return None
    best = max(standing, key=lambda row: _score(*row))
    return Chosen((best[1],), more=len(every) > 1)


def _head(every: list[str]) -> Chosen | None:
    """What stands before a list that is too long to give, where that says enough by itself."""
    if len(every) == 0 or ":" not in every[0] or plain_words().method.search(" ".join(every)):
        return None
    head = every[0].split(":")[0].strip()
    if not 10 <= len(head.split()) <= 45 or _HANGS.search(head) or not _STRONG.search(head):
        return None
    return Chosen((head,), more=True)


def _bare(sentence: str) -> str:
    return re.sub(r"[ \t]+", " ", _LISTED.sub("", sentence)).strip()


def _fit(sentence: str) -> bool:
    words = len(sentence.split())
    if not 4 <= words <= LONGEST or sentence.endswith(("?", ":")) or _RAGGED.search(sentence):
        return False
    return not plain_words().method.search(sentence)


def _length(sentences: list[str]) -> int:
    return sum(len(one.split()) for one in sentences)


def _score(place: int, sentence: str) -> float:
    words = len(sentence.split())
    score = 2.0 * len(_STRONG.findall(sentence)[:2]) + 0.5 * len(_TELLING.findall(sentence)[:3])
    score -= max(0, words - 28) / 10 + (1 if words < 8 else 0)
    score -= (
        1.5 * len(_STORY.findall(sentence)) + 1.2 * sentence.count("[") + 0.7 * len(_POINTS.findall(sentence))
    )
    if re.match(r"however|nevertheless|nonetheless", sentence, re.IGNORECASE):
        score += 0.7  # what follows is what the writer minds
    if quotes(sentence):
        score -= 1.5
    if "concern" in sentence.lower():
        score += 1
    return score - 0.1 * place
