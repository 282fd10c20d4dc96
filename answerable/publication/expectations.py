"""The public record of an expectation: who asks it, how often, since when, of whom, and what became of it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from answerable.duties.queries import ResponseState
from answerable.lineage.models import Kind, Serving, Standing
from answerable.lineage.queries import (
    ExpectationFacts,
    ExpectationShown,
    Served,
    entries_serving,
    entries_with,
    expectation_facts,
    expectations_shown,
    facts_of_entries,
)
from answerable.lineage.queries.dated import present, stood
from answerable.lineage.queries.expectations import LIVE
from answerable.publication.records import EntryRecord, entry_records
from answerable.register.queries import resolutions_of

Row = Sequence[object]
COLUMNS = (
    "expectation",
    "state",
    "text",
    "note",
    "origin",
    "merged_into",
    "reports",
    "occasions",
    "entries",
    "first_asked_on",
    "last_asked_on",
    "publishers",
    "asked_of",
    "asked_of_references",
    "instruments",
    "entries_references",
    "settled_at",
    "fictional",
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An expectation in its place: its key, its state and its facts."""

    key: int
    state: str
    facts: ExpectationFacts


@dataclass(frozen=True, slots=True)
class ExpectationWhole:
    """An expectation with its facts. `asking` are its entries, oldest report first."""

    shown: ExpectationShown
    facts: ExpectationFacts
    asking: tuple[tuple[Served, EntryRecord], ...] = ()

    @property
    def replies(self) -> list[tuple[str, str, int]]:
        """[(state, in words, reports)]: what is known of published replies, the most frequent first."""
        reports = {record.report.reference: record.report for _, record in self.asking}
        counted = Counter(report.response_state for report in reports.values())
        return [(state, str(ResponseState(state).label), count) for state, count in counted.most_common()]

    @property
    def said_by(self) -> list[tuple[str, str, int]]:
        """[(publisher's code, name, reports)], A to Z."""
        reports = {record.report.reference: record.report for _, record in self.asking}
        counted = Counter((report.publisher, report.publisher_code) for report in reports.values())
        return [(code, name, count) for (name, code), count in sorted(counted.items())]

    def as_json(self, *, whole: bool) -> dict[str, object]:
        """Plain values; with `whole`, who says it, the replies and the entries as well."""
        facts, shown = self.facts, self.shown
        plain: dict[str, object] = {
            "expectation": shown.reference,
            "state": shown.state,
            "text": shown.text,
            "note": shown.note,
            "origin": shown.origin,
            "merged_into": shown.into or None,
            "settled_at": shown.settled_at,
            "fictional": shown.fictional,
            "reports": facts.reports,
            "reports_about_one_event": list(facts.shared),
            "occasions": facts.occasions,
            "entries": facts.entries,
            "first_asked_on": facts.first,
            "last_asked_on": facts.last,
            "publishers": facts.publishers,
            "asked_of": [
                {"organisation": body.reference, "name": body.name, "reports": count}
                for body, count in facts.bodies
            ],
            "instruments": dict(sorted(facts.instruments.items())),
            "years": {str(year): count for year, count in sorted(facts.years.items())},
        }
        if whole:
            plain["said_by"] = [
                {"publisher": code, "name": name, "reports": count} for code, name, count in self.said_by
            ]
            plain["replies"] = [
                {"state": state, "words": words, "reports": count} for state, words, count in self.replies
            ]
            plain["asked_in"] = [
                {"placed_by": served.method, "nearness": served.score, **record.as_json()}
                for served, record in self.asking
            ]
        return plain


def ranked(*, state: str = "", theme: str = "", fictional: bool = False) -> list[Ranked]:
    """All that stand: adopted before drafts, the most repeated first.

    `theme`: those where at least half of the entries have it, confirmed or suggested. Five queries.
    """
    rows = Serving.objects.filter(
        stood(None),
        present(None),
        stood(None, "expectation__standings__"),
        expectation__fictional=fictional,
        expectation__standings__state__in=[state] if state in LIVE else LIVE,
    ).order_by()
    counted = rows.values("expectation_id", "expectation__standings__state")
    if theme:
        confirmed, suggested = entries_with(Kind.THEME, [theme])
        themed = Count("entry", filter=Q(entry__in=confirmed) | Q(entry__in=suggested), distinct=True)
        counted = counted.annotate(all=Count("entry", distinct=True), themed=themed).filter(
            themed__gte=F("all") / 2.0
        )
    states = {row["expectation_id"]: row["expectation__standings__state"] for row in counted.distinct()}
    facts = expectation_facts(states)
    return sorted(
        (Ranked(key, states[key], found) for key, found in facts.items()),
        key=lambda one: (
            one.state != Standing.State.ADOPTED,
            -one.facts.occasions,
            -one.facts.reports,
            one.key,
        ),
    )


def wholes(rows: Sequence[Ranked], on: dt.date | None = None) -> list[ExpectationWhole]:
    """The records of expectations whose facts are known, in their order, without their entries."""
    shown = expectations_shown([one.key for one in rows], on)
    return [ExpectationWhole(shown[one.key], one.facts) for one in rows if one.key in shown]


def whole(shown: ExpectationShown, on: dt.date | None = None, *, listed: bool = False) -> ExpectationWhole:
    """The record of one, with its entries; where they are `listed`, without what their reports are of."""
    served = entries_serving(shown.id, on)
    entries = [one.version.entry for one in served]
    reports = {entry.report_id for entry in entries}
    asked = list(resolutions_of(reports, on=on))
    by_now = asked or not on
    records = entry_records(
        [one.version for one in served],
        on=on,
        with_duties=False,
        resolutions=(asked if by_now else list(resolutions_of(reports))) if listed else None,
    )
    facts = facts_of_entries(entries, asked, on)
    return ExpectationWhole(shown, facts, tuple(zip(served, records, strict=True)))


def expectation_row(record: ExpectationWhole, entries: Sequence[str]) -> Row:
    """`entries` are the references of those that ask it."""
    shown, facts = record.shown, record.facts
    return (
        shown.reference,
        shown.state,
        shown.text,
        shown.note,
        shown.origin,
        shown.into,
        facts.reports,
        facts.occasions,
        facts.entries,
        facts.first,
        facts.last,
        facts.publishers,
        " | ".join(body.name for body, _ in facts.bodies),
        " | ".join(body.reference for body, _ in facts.bodies),
        " | ".join(sorted(facts.instruments)),
        " | ".join(entries),
        shown.settled_at.isoformat() if shown.settled_at else "",
        shown.fictional,
    )


def references_served(keys: Iterable[int]) -> dict[int, list[str]]:
    """{expectation's key: references of its entries, in order}."""
    rows = (
        Serving.objects.filter(stood(None), present(None), expectation__in=list(keys))
        .order_by("expectation_id", "entry__reference")
        .values_list("expectation_id", "entry__reference")
    )
    found: dict[int, list[str]] = {}
    for key, reference in rows:
        found.setdefault(key, []).append(reference)
    return found
