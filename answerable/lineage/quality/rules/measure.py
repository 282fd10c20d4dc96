"""A measure by which anyone could tell whether it worked."""

from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.outcomes import Outcome, Rule, Verdict
from answerable.lineage.quality.words import any_of, found, listed, source

_MEASURE = any_of(listed("signs")["measure"]["patterns"])


def judge(ask: Ask) -> Verdict:
    if words := found(_MEASURE, ask.text):
        return Verdict(Outcome.MET, "Say what figure would show that it worked, and who looks at it.", words)
    return Verdict(
        Outcome.NOT_MET, "Say how anyone would tell that it worked: an audit, a figure, a report to somebody."
    )


RULE = Rule(
    "measure",
    "Has a measure",
    judge,
    source("signs", "measure"),
    not_for_concerns=(
        "A coroner states a concern and does not prescribe the remedy, so no measure of it has to be given."
    ),
)
