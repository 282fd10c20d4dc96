"""Every rule over one ask, in the order in which a reader meets them."""

from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.outcomes import Check, Outcome, Rule, Verdict
from answerable.lineage.quality.rules import (
    body,
    cost,
    date,
    finding,
    measure,
    one_ask,
    result,
    strength,
    verb,
)

RULES: tuple[Rule, ...] = (
    body.RULE,
    one_ask.RULE,
    verb.RULE,
    result.RULE,
    date.RULE,
    measure.RULE,
    cost.RULE,
    finding.RULE,
    strength.RULE,
)


def check(ask: Ask) -> list[Check]:
    """What each rule says of `ask`. A rule that is not for concerns says so of a concern, and why."""
    return [_one(rule, ask) for rule in RULES]


def _one(rule: Rule, ask: Ask) -> Check:
    if ask.kind == "concern" and rule.not_for_concerns:
        verdict = Verdict(Outcome.DOES_NOT_APPLY, rule.not_for_concerns)
    else:
        verdict = rule.judge(ask)
    return Check(
        key=rule.key,
        title=rule.title,
        outcome=verdict.outcome,
        advice=verdict.advice,
        words=verdict.words,
        level=verdict.level,
        source=rule.source,
    )
