"""What can be said of an expectation, counted in reports, as the public page and the desk say it.

An entry that was withdrawn no longer counts. Reports on one event (linked deaths, or a report published
twice) are one occasion on which the thing was asked, and the words say so.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from answerable.lineage.models import Decision, Kind, Relation, Serving, Suggestion, Verdict
from answerable.lineage.queries.dated import present, stood
from answerable.organisations.models import Organisation
from answerable.register.models import Addressing, Entry, Resolution
from answerable.register.queries import resolutions_of

RESOLVED = (Resolution.Status.SURE, Resolution.Status.UNLISTED)
_FEW = 500  # reports: for more, all links between reports on one event are read at once


@dataclass(frozen=True, slots=True)
class ExpectationFacts:
    """Who has asked it, how often, since when, of whom, under which instruments."""

    reports: int = 0
    entries: int = 0
    shared: tuple[int, ...] = ()  # of the reports, how many are about one and the same event, each event
    first: dt.date | None = None
    last: dt.date | None = None
    publishers: int = 0
    bodies: tuple[tuple[Organisation, int], ...] = ()  # with the reports that asked it of each, A to Z
    instruments: Counter[str] = field(default_factory=Counter)  # reports
    years: Counter[int] = field(default_factory=Counter)  # reports; undated ones are not in it
    report_ids: tuple[int, ...] = ()

    @property
    def occasions(self) -> int:
        """The reports, with those about one event counted once: by this, expectations are ordered."""
        return self.reports - sum(self.shared) + len(self.shared)

    @property
    def words(self) -> str:
        """As in "17 reports, of which 2 are about one event"."""
        said = "1 report" if self.reports == 1 else f"{self.reports:,} reports"
        if not self.shared:
            return said
        told, events = sum(self.shared), len(self.shared)
        about = "about one event" if events == 1 else f"about {events:,} events"
        if told < self.reports:
            return f"{said}, of which {told:,} are {about}"
        return f"{said}, {'both' if told == 2 else 'all'} {about}"


def expectation_facts(
    expectation_ids: Iterable[int], on: dt.date | None = None
) -> dict[int, ExpectationFacts]:
    """{expectation id: its facts}, in three queries however many; all zero where no entry counts."""
    keys = list(expectation_ids)
    rows = list(
        Serving.objects.filter(stood(on), present(on), expectation__in=keys).values_list(
            "expectation_id",
            "entry_id",
            "entry__report_id",
            "entry__report__issued_on",
            "entry__report__publisher_id",
            "entry__report__instrument",
        )
    )
    entries: dict[int, set[int]] = {key: set() for key in keys}
    reports: dict[int, dict[int, tuple[dt.date | None, int, str]]] = {key: {} for key in keys}
    for expectation, entry, report, issued_on, publisher, instrument in rows:
        entries[expectation].add(entry)
        reports[expectation][report] = (issued_on, publisher, instrument)
    every = {report for held in reports.values() for report in held}
    events = events_of(every, on)
    asked = _asked(every, on)
    return {key: _facts(reports[key], entries[key], events, asked) for key in keys}


def facts_of_entries(
    serving: Iterable[Entry], resolutions: Iterable[Resolution], on: dt.date | None = None
) -> ExpectationFacts:
    """The same of one expectation whose entries, with their reports, and whose addressees are read already:
    one query."""
    entries = list(serving)
    reports = {
        one.report_id: (one.report.issued_on, one.report.publisher_id, one.report.instrument)
        for one in entries
    }
    events = events_of(reports, on)
    return _facts(reports, {one.pk for one in entries}, events, _asked_in(resolutions))


def events_of(report_ids: Iterable[int], on: dt.date | None = None) -> dict[int, int]:
    """{report id: the lowest id of the reports on the same event}; those that share theirs with none are out.

    By links "same event" between any of their entries, confirmed or suggested, followed from one to the next
    among these reports.
    """
    keys = set(report_ids)
    among = Q(entry__report__in=keys, other__report__in=keys) if len(keys) <= _FEW else Q()
    return _joined((a, b) for a, b in _same_event(among, on) if a in keys and b in keys)


def all_events(on: dt.date | None = None) -> dict[int, int]:
    """As `events_of`, over every report of the register."""
    return _joined(_same_event(Q(), on))


def _same_event(among: Q, on: dt.date | None) -> list[tuple[int, int]]:
    """Pairs of reports that a link says are about one event."""
    reports = ("entry__report_id", "other__report_id")
    decided = Decision.objects.filter(stood(on), kind=Kind.LINK, second=False).exclude(verdict=Verdict.UNDONE)
    confirmed = decided.filter(among, value=Relation.SAME_EVENT)
    suggested = Suggestion.objects.filter(
        among, stood(on), kind=Kind.LINK, value=Relation.SAME_EVENT
    ).exclude(subject__in=decided.values("subject"))
    pairs, more = (rows.order_by().values_list(*reports) for rows in (confirmed, suggested))
    return list(pairs.union(more, all=True))


def _joined(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """{report: the lowest of those it is joined with}, from one to the next."""
    first: dict[int, int] = {}

    def root(report: int) -> int:
        while first.get(report, report) != report:
            first[report] = report = first.get(first[report], first[report])
        return report

    for a, b in pairs:
        if a != b:
            low, high = sorted((root(a), root(b)))
            first[low], first[high] = low, low
    return {report: root(report) for report in first}


def _asked(report_ids: set[int], on: dt.date | None) -> dict[int, list[tuple[int | None, Organisation]]]:
    return _asked_in(
        resolutions_of(report_ids, on=on).filter(
            addressing__role=Addressing.Role.ADDRESSEE, organisation__isnull=False, status__in=RESOLVED
        )
    )


def _asked_in(rows: Iterable[Resolution]) -> dict[int, list[tuple[int | None, Organisation]]]:
    """{report id: [(the entry that alone is addressed to it or None, body)]}."""
    found: dict[int, list[tuple[int | None, Organisation]]] = {}
    for row in rows:
        asked = row.addressing.role == Addressing.Role.ADDRESSEE and row.status in RESOLVED
        if asked and row.organisation is not None:
            found.setdefault(row.addressing.report_id, []).append((row.addressing.entry_id, row.organisation))
    return found


def _facts(
    reports: dict[int, tuple[dt.date | None, int, str]],
    entries: set[int],
    events: dict[int, int],
    asked: dict[int, list[tuple[int | None, Organisation]]],
) -> ExpectationFacts:
    dates = sorted(issued_on for issued_on, _, _ in reports.values() if issued_on)
    sizes = Counter(events[report] for report in reports if report in events)
    bodies: dict[int, Organisation] = {}
    asking: Counter[int] = Counter()
    for report in reports:
        here = {body.pk: body for entry, body in asked.get(report, []) if entry is None or entry in entries}
        bodies |= here
        asking.update(here.keys())
    return ExpectationFacts(
        reports=len(reports),
        entries=len(entries),
        shared=tuple(sorted((size for size in sizes.values() if size > 1), reverse=True)),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        publishers=len({publisher for _, publisher, _ in reports.values()}),
        bodies=tuple((bodies[pk], asking[pk]) for pk in sorted(bodies, key=lambda pk: bodies[pk].name)),
        instruments=Counter(instrument for _, _, instrument in reports.values()),
        years=Counter(date.year for date in dates),
        report_ids=tuple(sorted(reports)),
    )
