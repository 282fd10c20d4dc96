"""The verb of obligation, and how strong it is: must, should, or only consider."""

from answerable.core.text.sentences import sentence_spans
from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.outcomes import Outcome, Rule, Verdict
from answerable.lineage.quality.words import any_of, listed, source
from answerable.sources.adapters.ask_words import asks_for_something

_CONSIDER, _MUST, _SHOULD, _LEADS = (
    any_of(listed("verbs")[key]["patterns"]) for key in ("consider", "must", "should", "leads")
)
_LEVELS = (("consider", _CONSIDER), ("must", _MUST), ("should", _SHOULD))
_ADVICE = {
    "must": "Keep “must” for what the law requires, and name the law; otherwise write “should”.",
    "should": "“Should” asks for it to be done, or for a reason why not.",
    "consider": (
        "This asks only for thought: to have it done, write “should”; keep “consider” for weak evidence."
    ),
}


def judge(ask: Ask) -> Verdict:
    """Each sentence has the strength of its first verb; the ask that of its strongest sentence."""
    said: dict[str, list[str]] = {}
    for start, end in sentence_spans(ask.text):
        level, words = _first(ask.text[start:end])
        if level:
            said.setdefault(level, []).append(words)
    for level in ("must", "should", "consider"):
        if level in said:
            outcome = Outcome.NOT_MET if level == "consider" else Outcome.MET
            return Verdict(outcome, _ADVICE[level], tuple(dict.fromkeys(said[level]))[:4], level)
    if asks_for_something(ask.text):
        return Verdict(
            Outcome.MET, "A plain order: add who “should” do it.", (ask.text.split()[0],), "should"
        )
    return Verdict(
        Outcome.NOT_MET, "Say that somebody “should” or “must” do it: no verb here obliges anyone."
    )


def _first(sentence: str) -> tuple[str, str]:
    """The strength of the sentence's first verb of obligation, and its words; two empty strings for none."""
    found = [(hit.start(), level, hit[0]) for level, pattern in _LEVELS if (hit := pattern.search(sentence))]
    if found:
        _, level, words = min(found, key=lambda one: one[0])
        return level, " ".join(words.split())
    lead = _LEADS.search(sentence)
    return ("should", " ".join(lead[0].split())) if lead else ("", "")


RULE = Rule(
    "verb",
    "Uses a verb of obligation",
    judge,
    source("verbs"),
    not_for_concerns=(
        "A coroner states a concern and does not prescribe the remedy, so no verb of obligation is due."
    ),
)
