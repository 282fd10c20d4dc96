"""What an entry is said to be about: themes, settings, populations; and the scope of a report.

What people have decided goes before what the machine suggests, and what they refused is never shown.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from answerable.lineage.about import label_of
from answerable.lineage.models import Decision, Kind, Suggestion, Verdict
from answerable.lineage.queries.dated import keys_of, stood
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.register.models import Entry, Report

CONFIRMED, SUGGESTED = "confirmed", "suggested"


@dataclass(frozen=True, slots=True)
class ValueShown:
    """One thing said of an entry or report, by whom, and from which words."""

    key: str
    name: str
    state: str  # confirmed, suggested
    score: float | None  # the machine's; None where it had not suggested it
    words: Any  # what led the machine to it

    @property
    def confirmed(self) -> bool:
        return self.state == CONFIRMED


@dataclass(frozen=True, slots=True)
class ThemeShown(ValueShown):
    families: tuple[str, ...] = ()


def themes_of(entries: Iterable[Entry | int], on: dt.date | None = None) -> dict[int, list[ThemeShown]]:
    """{entry id: its themes}, confirmed ones first, then the surest; two queries however many entries."""
    return {
        entry: [
            ThemeShown(shown.key, shown.name, shown.state, shown.score, shown.words, _families(shown.key))
            for shown in values
        ]
        for entry, values in _of_entries(Kind.THEME, entries, on).items()
    }


def settings_shown(entries: Iterable[Entry | int], on: dt.date | None = None) -> dict[int, list[ValueShown]]:
    """{entry id: its settings}, as `themes_of`."""
    return _of_entries(Kind.SETTING, entries, on)


def populations_shown(
    entries: Iterable[Entry | int], on: dt.date | None = None
) -> dict[int, list[ValueShown]]:
    """{entry id: the people it is about}, as `themes_of`."""
    return _of_entries(Kind.POPULATION, entries, on)


def scopes_of(reports: Iterable[Report | int], on: dt.date | None = None) -> dict[int, ValueShown]:
    """{report id: its scope}, where a person decided it or the machine proposes another than was derived."""
    keys = [report if isinstance(report, int) else report.pk for report in reports]
    found = _shown(Kind.SCOPE, "report_id", Q(report__in=keys), on)
    return {report: values[0] for report, values in found.items() if values}


def scopes_decided(
    reports: Iterable[Report | int], on: dt.date | None = None
) -> dict[int, tuple[str, list[str]]]:
    """{report id: (its scope, the words that had been found)}, where a person has settled it. One query.

    Where what was proposed was refused, the report is not about mental health care in hospital.
    """
    keys = [report if isinstance(report, int) else report.pk for report in reports]
    rows = (
        Decision.objects.filter(stood(on), report__in=keys, kind=Kind.SCOPE, second=False)
        .exclude(verdict=Verdict.UNDONE)
        .select_related("suggestion")
    )
    return {
        row.report_id: (row.value or Report.Scope.NO, list(row.suggestion.words) if row.suggestion else [])
        for row in rows
        if row.report_id is not None
    }


def _of_entries(
    kind: Kind, entries: Iterable[Entry | int], on: dt.date | None
) -> dict[int, list[ValueShown]]:
    keys = keys_of(entries)
    found = _shown(kind, "entry_id", Q(entry__in=keys), on)
    return {key: found.get(key, []) for key in keys}


def _shown(kind: Kind, key: str, where: Q, on: dt.date | None) -> dict[int, list[ValueShown]]:
    found: dict[int, list[ValueShown]] = {}
    settled: set[str] = set()
    decisions = (
        Decision.objects.filter(where, stood(on), kind=kind, second=False)
        .exclude(verdict=Verdict.UNDONE)
        .select_related("suggestion")
        .order_by(F("score").desc(nulls_last=True), "value")
    )
    for decision in decisions:
        settled.add(decision.subject)
        if decision.value:
            words = decision.suggestion.words if decision.suggestion else []
            found.setdefault(getattr(decision, key), []).append(
                ValueShown(decision.value, label_of(kind, decision.value), CONFIRMED, decision.score, words)
            )
    suggestions = Suggestion.objects.filter(where, stood(on), kind=kind).order_by("-score", "value")
    for row in suggestions:
        if row.subject not in settled:
            found.setdefault(getattr(row, key), []).append(
                ValueShown(row.value, label_of(kind, row.value), SUGGESTED, row.score, row.words)
            )
    return found


def _families(key: str) -> tuple[str, ...]:
    return taxonomy().theme(key).families if key in taxonomy().keys else ()
