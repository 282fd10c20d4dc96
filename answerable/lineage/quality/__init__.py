"""The quality of what a draft asks: pure rules over its words. One rule is one file in `rules` and one test.

The rules grade wording, never the people who wrote it, and are an aid: they see words, not sense.
"""

from answerable.lineage.quality.asks import Ask, Asked, DraftError, Kind, LeftOut, Passages, split_draft
from answerable.lineage.quality.checking import RULES, check
from answerable.lineage.quality.outcomes import Check, Outcome, Rule, Source

__all__ = [
    "RULES",
    "Ask",
    "Asked",
    "Check",
    "DraftError",
    "Kind",
    "LeftOut",
    "Outcome",
    "Passages",
    "Rule",
    "Source",
    "check",
    "split_draft",
]
