"""A link from what is asked to what was found."""

from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.outcomes import Outcome, Rule, Verdict
from answerable.lineage.quality.words import any_of, found, listed, source

_FINDING = any_of(listed("signs")["finding"]["patterns"])
_REASON = any_of(listed("signs")["finding"]["reasons"])


def judge(ask: Ask) -> Verdict:
    if words := found(_FINDING, ask.text):
        return Verdict(
            Outcome.MET, "Give the paragraph of the report, so that a reader can turn to it.", words
        )
    if words := found(_REASON, ask.text):
        return Verdict(
            Outcome.CANNOT_TELL, "It gives a reason or a purpose: say also which finding it rests on.", words
        )
    return Verdict(Outcome.NOT_MET, "Say which finding this answers, by its paragraph or in a few words.")


RULE = Rule("finding", "Is linked to a finding", judge, source("signs", "finding"))
