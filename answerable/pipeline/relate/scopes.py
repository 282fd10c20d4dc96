"""Scope as a suggestion: what the rules found in a report, with the words, for a person to settle."""

from collections.abc import Iterable

from answerable.core.actors import Actor
from answerable.lineage.models import Kind, Run
from answerable.lineage.operations import Proposed, record_suggestions
from answerable.register.models import Report

# How often a report of each finding was in scope, on the held-out half of 150 read (docs/accuracy.md).
_CHANCE = {Report.Scope.YES: 0.92, Report.Scope.LIKELY: 0.6}


def propose_scopes(*, by: Actor, run: Run, reports: Iterable[int]) -> int:
    """Proposes the scope of those reports that the rules found in scope, or likely to be."""
    keys, proposed, method = sorted(set(reports)), [], ""
    for start in range(0, len(keys), 900):
        rows = Report.objects.filter(pk__in=keys[start : start + 900], scope__in=list(_CHANCE))
        for report in rows.only("scope", "scope_words", "scope_method"):
            method = report.scope_method
            proposed.append(
                Proposed(
                    kind=Kind.SCOPE,
                    value=report.scope,
                    score=_CHANCE[Report.Scope(report.scope)],
                    words=list(report.scope_words),
                    report=report.pk,
                )
            )
    if not proposed:
        return 0
    return record_suggestions(by=by, run=run, method="scope words", version=method or "1", proposed=proposed)
