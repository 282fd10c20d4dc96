"""Whether cost or burden was thought of."""

from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.outcomes import Outcome, Rule, Verdict
from answerable.lineage.quality.words import any_of, found, listed, source

_COST = any_of(listed("signs")["cost"]["patterns"])


def judge(ask: Ask) -> Verdict:
    if words := found(_COST, ask.text):
        return Verdict(Outcome.MET, "Cost or burden is spoken of: check that it is this ask's own.", words)
    return Verdict(
        Outcome.NOT_MET,
        "Say what this would take in money, staff or time, or that it was weighed elsewhere in the report.",
    )


RULE = Rule(
    "cost",
    "Considers cost or burden",
    judge,
    source("signs", "cost"),
    not_for_concerns=(
        "A coroner states a concern and does not prescribe the remedy, so its cost is not the "
        "coroner's to weigh."
    ),
)
