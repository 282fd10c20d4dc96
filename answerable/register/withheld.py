"""What was withheld from publication, counted. The words themselves are personal: for editors only."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from answerable.register.models import EntryVersion
from answerable.register.queries import current_versions


@dataclass(frozen=True, slots=True)
class Doubtful:
    reference: str
    why: str
    words: str


def withheld_figures() -> dict[str, Any]:
    """Counts over the words held now: of entries, passages withheld and doubtful, by kind and by rule.

    Of the doubtful passages, `doubtful_shown` are public, since they are probably no name.
    """
    kinds: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    entries = touched = doubts = shown = 0
    for masks, found in current_versions().values_list("masks", "doubts").iterator(2000):
        entries += 1
        touched += bool(masks)
        doubts += len(found)
        shown += sum(
            not any(start < end_of and begin < end for start, end, *_ in masks) for begin, end_of, _ in found
        )
        for _, _, kind, rule in masks:
            kinds[kind] += 1
            rules[rule] += 1
    return {
        "entries": entries,
        "entries_with_names": touched,
        "withheld": sum(kinds.values()),
        "doubtful": doubts,
        "doubtful_shown": shown,
        "by_kind": dict(kinds.most_common()),
        "by_rule": dict(rules.most_common()),
    }


def doubtful_entries(*, limit: int) -> list[Doubtful]:
    """The passages that an editor should look at, newest reports first."""
    found: list[Doubtful] = []
    versions = (
        current_versions().defer(None).exclude(doubts=[]).order_by("-entry__report__issued_on", "entry_id")
    )
    version: EntryVersion
    for version in versions.iterator(200):
        for start, end, why in version.doubts:
            found.append(Doubtful(version.entry.reference, why, version.original[start:end]))
            if len(found) == limit:
                return found
    return found
