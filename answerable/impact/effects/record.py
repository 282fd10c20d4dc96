"""A finding as a record for machines."""

from typing import Any

from answerable.impact.effects.finding import VERSION, Finding


def as_record(found: Finding) -> dict[str, Any]:
    return {
        "method": found.method,
        "version": VERSION,
        "outcome": found.outcome.value,
        "estimate": found.estimate,
        "low": found.low,
        "high": found.high,
        "p": found.p,
        "alpha": found.alpha,
        "words": found.words,
        "points_before": found.before,
        "points_after": found.after,
        "counted_from": found.counted_from.isoformat(),
        "until": found.until.isoformat() if found.until else None,
        "details": dict(found.details),
    }
