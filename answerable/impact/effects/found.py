"""From an estimate to a finding: what both single-series methods do alike."""

from typing import Any

from answerable.impact.effects.checks import checks, terms_table
from answerable.impact.effects.estimate import Estimate, estimate
from answerable.impact.effects.finding import Finding, Outcome, judged
from answerable.impact.effects.model import Model
from answerable.impact.effects.points import FEWEST_AFTER, Points
from answerable.impact.effects.wording import (
    beyond_telling_words,
    change_words,
    no_direction_words,
    outcome_words,
    too_early_words,
)
from answerable.impact.spc.judgement import Better

SPIKE = 2.0  # standard errors


def early(method: str, points: Points, alpha: float) -> Finding | None:
    """Where too little lies after the action."""
    if points.after >= FEWEST_AFTER:
        return None
    details: dict[str, Any] = {"limits": list(points.limits)}
    return _finding(method, points, alpha, Outcome.TOO_EARLY, None, too_early_words(points), details)


def found_by(
    method: str,
    points: Points,
    model: Model,
    *,
    better: Better,
    importance: float,
    alpha: float,
    against: str,
    veto: str = "",
    more: dict[str, Any] | None = None,
) -> Finding:
    """`veto` says in words why better or worse may not be said although the interval would."""
    found = estimate(points, model, alpha)
    limits = list(points.limits)
    details: dict[str, Any] = {"model": model.formula, "limits": limits, **(more or {})}
    if found is None:
        return _finding(method, points, alpha, Outcome.CANNOT_TELL, None, beyond_telling_words(), details)
    details |= {"terms": terms_table(model, found, alpha), "checks": checks(points, model, found)}
    spike = details["checks"]["stood_out_just_before"]
    if spike is not None and abs(spike) >= SPIKE:
        limits.append(
            "The months just before the action stood out from those before them. They are left out: what "
            "follows a bad month looks better by chance alone."
        )
    outcome = judged(found.low, found.high, better, importance)
    said = ""
    if veto and outcome in (Outcome.BETTER, Outcome.WORSE):
        outcome, said = Outcome.CANNOT_TELL, f" {veto}"
    if better is Better.NEUTRAL and not found.low <= 0 <= found.high and outcome is Outcome.CANNOT_TELL:
        said = no_direction_words()
    words = f"{change_words(points, found, alpha, against)} {outcome_words(outcome, importance, found)}{said}"
    return _finding(method, points, alpha, outcome, found, words, details)


def _finding(
    method: str,
    points: Points,
    alpha: float,
    outcome: Outcome,
    found: Estimate | None,
    words: str,
    details: dict[str, Any],
) -> Finding:
    return Finding(
        method=method,
        outcome=outcome,
        estimate=found.change if found else None,
        low=found.low if found else None,
        high=found.high if found else None,
        p=found.p if found else None,
        alpha=alpha,
        words=words,
        before=points.before,
        after=points.after,
        counted_from=points.counted_from,
        until=points.until,
        details=details,
    )
