"""Which side of which tension a text takes: it must ask for that side, or plainly regret its lack.

Read sentence by sentence. The words of the side must stand in the sentence; those of the subject there or in
a sentence beside it. A mere mention takes no side, and neither does a text that takes both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from answerable.core.text.sentences import sentence_spans
from answerable.lineage.tensions.definitions import Side, Tension, shipped
from answerable.lineage.tensions.patterns import plain

VERSION = "tensions-2"  # counts up when the same text would be read otherwise
Manner = Literal["asks", "regrets"]
_STRENGTH: dict[Manner, float] = {"asks": 1.0, "regrets": 0.85}
_BESIDE = 0.9  # the subject stands only in a neighbouring sentence
_DENIED = re.compile(
    r"\b(?:no|nor any|not any) (?:suggestion|criticism)\b"
    r"|\b(?:nobody|no one|nor|not|never|\w+n't) (?:been |being )?"
    r"(?:suggest\w*|argu\w+|contend\w*|propos\w+|claim\w*|sa(?:y|id)) that\b"
)


@dataclass(frozen=True, slots=True)
class SideFound:
    tension: str
    side: str
    subject: str
    sentence: str  # as it stands in the text, white space made single
    words: tuple[str, ...]  # that decided it, in small letters
    manner: Manner
    strength: float  # 0 to 1


def sides(text: str, tensions: Sequence[Tension] | None = None) -> list[SideFound]:
    """The sides that `text` takes, the strongest sentence for each subject. Empty for most texts."""
    whole = plain(text)
    found: list[SideFound] = []
    spoken: list[tuple[str, str]] | None = None
    for tension in shipped() if tensions is None else tensions:
        if not _may_speak(tension, whole):
            continue
        if spoken is None:
            spoken = _sentences(text)
        found += _of_tension(tension, spoken)
    return found


def _may_speak(tension: Tension, whole: str) -> bool:
    """Whether a closer look can find anything: cheap looks at the whole text come first."""
    return (
        any(anchor in whole for anchor in tension.anchors)
        and any(subject.cues.search(whole) for subject in tension.subjects)
        and any(_taken(side, whole) for side in tension.sides)
    )


def _sentences(text: str) -> list[tuple[str, str]]:
    written = (" ".join(text[start:end].split()) for start, end in sentence_spans(text))
    return [(sentence, plain(sentence)) for sentence in written]


def _of_tension(tension: Tension, spoken: list[tuple[str, str]]) -> list[SideFound]:
    best: dict[tuple[str, str], SideFound] = {}
    for row, (sentence, said) in enumerate(spoken):
        if _DENIED.search(said) or (tension.unless and tension.unless.search(said)):
            continue
        taken = [hit for side in tension.sides if (hit := _taken(side, said))]
        if len(taken) > 1:  # an ask weighs more than a regret beside it; two alike weigh nothing
            taken = [hit for hit in taken if hit[1] == "asks"]
        if len(taken) != 1:
            continue
        side, manner, words = taken[0]
        for subject, there in _subjects(tension, spoken, row):
            strength = _STRENGTH[manner] * (1 if there else _BESIDE)
            key = (subject, side.key)
            if key not in best or strength > best[key].strength:
                best[key] = SideFound(tension.key, side.key, subject, sentence, words, manner, strength)
    torn = {subject for subject, _ in best if sum(other == subject for other, _ in best) > 1}
    return [hit for (subject, _), hit in best.items() if subject not in torn]


def _taken(side: Side, said: str) -> tuple[Side, Manner, tuple[str, ...]] | None:
    if side.asks and (match := side.asks.search(said)):
        return side, "asks", _words(match[0], said)
    if side.regrets and (match := side.regrets.search(said)):
        return side, "regrets", _words(match[0], said)
    return None


def _words(matched: str, said: str) -> tuple[str, ...]:
    """What matched; the whole sentence where the cue was one of words in any order."""
    return (matched or said,)


def _subjects(tension: Tension, spoken: list[tuple[str, str]], row: int) -> list[tuple[str, bool]]:
    """The subjects of a sentence, and whether they stand in it or only beside it."""
    said = spoken[row][1]
    here = [(subject.name, True) for subject in tension.subjects if subject.cues.search(said)]
    if here:
        return here
    beside = " ".join(one for _, one in spoken[max(0, row - 1) : row + 2])
    return [(subject.name, False) for subject in tension.subjects if subject.cues.search(beside)]
