"""Pairs the entries held of a report with those found in a source closer to the original."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

SAME_ASK = 85.0  # as SAME_ENTRY, where nothing else says that the two reports are one
SAME_ENTRY = 70.0  # token-set ratio, 0 to 100: the dataset's rewording of one concern stays above it


@dataclass(frozen=True, slots=True)
class Pairing:
    pairs: list[tuple[str, str]]  # (held position, found position)
    only_held: list[str]
    only_found: list[str]


def pair_entries(
    held: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]], *, threshold: float = SAME_ENTRY
) -> Pairing:
    """Pairs (position, text) items by likeness of words, the likest first, each used once."""
    scored = sorted(
        (
            (fuzz.token_set_ratio(old_text, new_text), old, new)
            for old, old_text in held
            for new, new_text in found
        ),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    pairs: list[tuple[str, str]] = []
    used_old: set[str] = set()
    used_new: set[str] = set()
    for score, old, new in scored:
        if score < threshold:
            break
        if old not in used_old and new not in used_new:
            pairs.append((old, new))
            used_old.add(old)
            used_new.add(new)
    return Pairing(
        pairs=sorted(pairs),
        only_held=[old for old, _ in held if old not in used_old],
        only_found=[new for new, _ in found if new not in used_new],
    )
