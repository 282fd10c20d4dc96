"""Mental-health inpatient scope, derived by rule.

A report or recommendation is in scope when it is about a patient of a mental-health ward, unit or hospital
(on it, on leave or absent from it, or just discharged), or asks for something of such care: wards, beds,
admission, discharge. The official category covers only about a third of these reports, so the words decide,
and the category and the addressees add to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from answerable.core.text.scope.wordlists import Group, plain, words

METHOD = "inpatient-words/1"

_YES, _LIKELY = 6.0, 4.0  # chosen on the development half of data/labels/scope_150.jsonl
_SHORT = 900  # characters: a single recommendation, where one plain phrase decides
_YES_SHORT, _LIKELY_SHORT = 3.5, 2.5
_MOST_PER_GROUP = 3  # different wordings that count
_PAST = 0.25  # what a phrase about the past counts


@dataclass(frozen=True, slots=True)
class Derived:
    """`score` is the sum of the weights in words.toml. `words` are the wordings found, heaviest first."""

    value: Literal["yes", "likely", "no"]
    score: float
    words: tuple[str, ...]
    method: str = METHOD


def derive_scope(
    report_texts: Iterable[str], addressee_kinds: Sequence[str] = (), categories: Sequence[str] = ()
) -> Derived:
    """Whether these texts are about mental-health inpatient care.

    `report_texts`: concerns or recommendations, and circumstances where known. `addressee_kinds`: kinds of
    the bodies addressed, such as "mental-health-trust". `categories`: the publisher's own.
    """
    text = " . ".join(plain(t) for t in report_texts if t)
    groups = words().inpatient
    found: list[tuple[float, str]] = []
    for name in ("place", "status"):
        found += _matches(text, groups[name])
    matter = _matches(text, groups["matter"])
    if matter or found:
        found += _matches(text, groups["practice"])
    score = sum(weight for weight, _ in found) + min(1.0, sum(weight for weight, _ in matter))
    if any("mental" in kind for kind in addressee_kinds):
        score += 1.5 if matter else 0.5
        found.append((1.5, "addressed to a mental-health body"))
    if any("mental health" in category.lower() for category in categories):
        score += 1.0
        found.append((1.0, "publisher's category: mental health"))
    score += sum(weight for weight, _ in _matches(text, groups["against"]))
    yes, likely = (_YES_SHORT, _LIKELY_SHORT) if len(text) < _SHORT else (_YES, _LIKELY)
    value: Literal["yes", "likely", "no"] = "yes" if score >= yes else "likely" if score >= likely else "no"
    leading = sorted(found, key=lambda f: (-f[0], f[1]))
    return Derived(value, round(score, 2), tuple(dict.fromkeys(word for _, word in leading))[:8])


def _matches(text: str, group: Group) -> list[tuple[float, str]]:
    """The different wordings of a group in the text with their weights; the past weighs less."""
    best: dict[int, tuple[float, str]] = {}
    for number, pattern in enumerate(group.patterns):
        for match in pattern.finditer(text):
            past = words().past.search(text, max(0, match.start() - 90), match.start())
            weight = group.weight * (_PAST if past and group.weight > 0 else 1)
            if number not in best or weight > best[number][0]:
                best[number] = (weight, match.group().strip())
            if not past:
                break
    return sorted(best.values(), key=lambda b: -abs(b[0]))[:_MOST_PER_GROUP]
