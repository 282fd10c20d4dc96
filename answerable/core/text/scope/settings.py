"""The settings of care or life that a text speaks of. A text may have several, or none but "other"."""

from collections.abc import Iterable
from dataclasses import dataclass

from answerable.core.text.scope.inpatient import derive_scope
from answerable.core.text.scope.wordlists import plain, words

OTHER = "other"
_SHARE = 0.2  # of all mentions; chosen on the development half of data/labels/scope_150.jsonl
_ENOUGH = 2  # mentions, unless the text is short
_SHORT = 700  # characters: a single concern or recommendation
_INPATIENT = "mental-health-inpatient"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting with the words that led to it and how often such words stand in the texts."""

    name: str
    words: tuple[str, ...]
    mentions: int


def settings(texts: Iterable[str]) -> list[Setting]:
    """Settings, inpatient care first, then the most often mentioned; "other" alone when none is found."""
    known = [t for t in texts if t]
    text = " . ".join(plain(t) for t in known)
    needed = 1 if len(text) < _SHORT else _ENOUGH
    found: list[Setting] = []
    for name, pattern in words().settings.items():
        matches = [m.group().strip() for m in pattern.finditer(text)]
        if len(matches) >= needed:
            found.append(Setting(name, tuple(dict.fromkeys(matches))[:6], len(matches)))
    total = sum(s.mentions for s in found)
    found = [s for s in found if s.mentions >= _SHARE * total]
    derived = derive_scope(known)
    if derived.value != "no":
        found.append(Setting(_INPATIENT, derived.words, len(derived.words)))
    found.sort(key=lambda s: (s.name != _INPATIENT, -s.mentions))
    return found or [Setting(OTHER, (), 0)]
