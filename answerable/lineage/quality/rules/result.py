"""An outcome that somebody outside could observe."""

import re

from answerable.core.text.sentences import sentence_spans
from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.outcomes import Outcome, Rule, Verdict
from answerable.lineage.quality.words import any_of, forms, found, listed, source
from answerable.sources.adapters.ask_words import MODAL

_LISTS = listed("results")
# A verb counts where it is what is asked: after "should", "to", "be", "that", or first in its sentence and no
# noun there ("Staff on wards should ...").
_ASKED = (
    rf"(?:(?:{MODAL}|to|be|been|being|are|is|and|that)\s+(?:(?:\w+ly|not|also|each|then)\s+)?"
    r"|recommends?\s+that\s+[^.;:,]{3,80}?\s)"
)
_NO_VERB = r"(?!\s+(?:of|on|in|at|for|was|is|are|were|should|must|who|that|from|to|members?)\b)"


def _acts(kind: str) -> re.Pattern[str]:
    verbs = "|".join(forms(_LISTS[kind]["verbs"]))
    return re.compile(rf"(?:(?<![\w-]){_ASKED}(?:{verbs})|^\W*(?:{verbs}){_NO_VERB})(?!\w)", re.IGNORECASE)


_SEEN, _UNSEEN = _acts("seen"), _acts("unseen")
_VAGUE = any_of(_LISTS["unseen"]["vague"])


def judge(ask: Ask) -> Verdict:
    """What each sentence asks first decides: "review the rules" leaves nothing to see, whatever follows."""
    seen: list[str] = []
    unseen: list[str] = []
    for start, end in sentence_spans(ask.text):
        sentence = ask.text[start:end]
        first, second = _SEEN.search(sentence), _UNSEEN.search(sentence)
        if first and (second is None or first.start() < second.start()):
            seen.append(" ".join(first[0].split()))
        elif second:
            unseen.append(" ".join(second[0].split()))
    if seen:
        return Verdict(Outcome.MET, "Somebody outside could see whether this was done.", tuple(seen[:4]))
    if unseen or (unseen := list(found(_VAGUE, ask.text))):
        return Verdict(
            Outcome.NOT_MET,
            "Say what somebody outside would see once it is done: a thing made, sent, fitted, stopped "
            "or kept.",
            tuple(unseen[:4]),
        )
    return Verdict(Outcome.CANNOT_TELL, "Ask yourself what would be seen once this is done, and write that.")


RULE = Rule(
    "result",
    "Has an outcome that could be observed",
    judge,
    source("results"),
    not_for_concerns=(
        "A coroner states a concern and does not prescribe the remedy, so no outcome has to be given."
    ),
)
