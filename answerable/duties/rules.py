"""What asks for an answer, and the rule of each instrument as data/sources gives it."""

from answerable.duties.clock import DutyRule, add_months
from answerable.register.models import Entry
from answerable.sources.definitions import InstrumentRule

__all__ = ["ASKING", "NO_RULE", "DutyRule", "add_months", "rule_of_instrument"]

NO_RULE = DutyRule("none", "")

# Observations are offered, and safety actions were taken already: neither asks for an answer.
ASKING = frozenset({Entry.Kind.RECOMMENDATION.value, Entry.Kind.CONCERN.value})


def rule_of_instrument(rule: InstrumentRule | None) -> DutyRule:
    """The duty that an instrument brings with it."""
    if rule is None:
        return NO_RULE
    unsure = "" if rule.confirmed else " (not confirmed in its source)"
    return DutyRule(rule.duty, f"{rule.legal_basis}{unsure}", rule.response_days, rule.response_months)
