"""How strong the type of action is, by the published hierarchy: a mark of the type, not of its worth."""

import functools
import re

from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.outcomes import Outcome, Rule, Verdict
from answerable.lineage.quality.words import any_of, found, listed, source

LEVELS = ("stronger", "intermediate", "weaker")


@functools.cache
def _actions(level: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["action"], any_of(entry["patterns"])) for entry in listed("hierarchy")[level])


def judge(ask: Ask) -> Verdict:
    """The strongest type found decides; its words are given."""
    for level in LEVELS:
        hits = [(action, words) for action, pattern in _actions(level) if (words := found(pattern, ask.text))]
        if hits:
            words = tuple(dict.fromkeys(word for _, some in hits for word in some))[:4]
            return _verdict(level, hits[0][0], words)
    return Verdict(
        Outcome.CANNOT_TELL, "The words do not tell which type of action of the hierarchy this is."
    )


def _verdict(level: str, action: str, words: tuple[str, ...]) -> Verdict:
    if level == "weaker":
        advice = f"Among the weaker types ({action}): think of one that does not rest on people remembering."
        return Verdict(Outcome.NOT_MET, advice, words, level)
    return Verdict(Outcome.MET, f"Among the {level} types: {action}.", words, level)


RULE = Rule(
    "strength",
    "Asks for a stronger type of action",
    judge,
    source("hierarchy"),
    not_for_concerns=(
        "A coroner states a concern and does not prescribe the remedy, so there is no action to place."
    ),
)
