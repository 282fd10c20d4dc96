"""The expectations asked most often, in all, of one body, or on one theme."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from answerable.lineage.models import Decision, Kind, Serving, Suggestion, Verdict
from answerable.lineage.queries.dated import present, stood
from answerable.lineage.queries.expectations import LIVE, ExpectationShown, expectations_shown
from answerable.lineage.queries.facts import RESOLVED, ExpectationFacts, all_events, expectation_facts
from answerable.organisations.models import Organisation
from answerable.register.models import Addressing, Resolution

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Repeated:
    """An expectation with its facts over all reports; `here`: the reports that fit what was asked for."""

    expectation: ExpectationShown
    facts: ExpectationFacts
    here: int


def most_repeated(
    on: dt.date | None = None,
    *,
    state: str | None = None,
    organisation: Organisation | None = None,
    theme: str | None = None,
    fictional: bool = False,
    limit: int = 100,
    least: int = 2,
) -> list[Repeated]:
    """The most repeated first, counted in reports with those about one event counted once.

    `state`: draft or adopted; both by default. `organisation`: those that reports ask of it, ordered by how
    many do. `theme`: those where at least half of the entries have it, confirmed or suggested. `least`: the
    fewest occasions (reports asking it of the body, where one is given) that are called a repeat.
    """
    rows = list(_counted(on, state, organisation, theme, fictional, least))
    ordered = rows if organisation else _by_occasions(rows, on, limit, least)
    keys = [key for key, _ in ordered[:limit]]
    here, shown, facts = dict(rows), expectations_shown(keys, on), expectation_facts(keys, on)
    return [Repeated(shown[key], facts[key], here[key]) for key in keys if key in shown]


def _by_occasions(
    rows: Sequence[tuple[int, int]], on: dt.date | None, limit: int, least: int
) -> list[tuple[int, int]]:
    """[(expectation id, occasions)] of [(expectation id, reports)], both with the most first."""
    events = all_events(on)
    if not events:
        return list(rows)
    found: list[tuple[int, int]] = []
    for start in range(0, len(rows), _AT_ONCE):
        page = rows[start : start + _AT_ONCE]
        # Counting events once only lowers a count: what comes after this has at most as many.
        if len(found) >= limit and found[limit - 1][1] > page[0][1]:
            break
        asked: dict[int, set[int]] = {key: set() for key, _ in page}
        for key, report in Serving.objects.filter(stood(on), present(on), expectation__in=asked).values_list(
            "expectation_id", "entry__report_id"
        ):
            asked[key].add(events.get(report, report))
        found += [(key, len(occasions)) for key, occasions in asked.items() if len(occasions) >= least]
        found.sort(key=lambda row: (-row[1], row[0]))
    return found


def _counted(
    on: dt.date | None,
    state: str | None,
    organisation: Organisation | None,
    theme: str | None,
    fictional: bool,
    least: int,
) -> "QuerySet[Serving, tuple[int, int]]":
    """[(expectation id, reports)], the most first."""
    rows = Serving.objects.filter(
        stood(on),
        present(on),
        stood(on, "expectation__standings__"),
        expectation__fictional=fictional,
        expectation__standings__state__in=[state] if state else LIVE,
    )
    if organisation:
        asked = Resolution.objects.filter(
            stood(on),
            organisation=organisation,
            status__in=RESOLVED,
            addressing__role=Addressing.Role.ADDRESSEE,
        )
        whole = asked.filter(addressing__entry__isnull=True).values("addressing__report_id")
        own = asked.filter(addressing__entry__isnull=False).values("addressing__entry_id")
        rows = rows.filter(Q(entry__report__in=whole) | Q(entry__in=own))
    counted = rows.order_by().values("expectation_id").annotate(here=Count("entry__report", distinct=True))
    counted = counted.filter(here__gte=least)
    if theme:
        confirmed, suggested = entries_with(Kind.THEME, [theme], on)
        themed = Count("entry", filter=Q(entry__in=confirmed) | Q(entry__in=suggested), distinct=True)
        counted = counted.annotate(all=Count("entry", distinct=True), themed=themed).filter(
            themed__gte=F("all") / 2.0
        )
    return counted.order_by("-here", "expectation_id").values_list("expectation_id", "here")


def entries_with(
    kind: str, values: Iterable[str], on: dt.date | None = None
) -> tuple[QuerySet[Decision, Any], QuerySet[Suggestion, Any]]:
    """The keys of entries that have one of these values, confirmed and suggested, to be used in a query."""
    decisions = Decision.objects.filter(stood(on), kind=kind, second=False).exclude(verdict=Verdict.UNDONE)
    wanted = list(values)
    confirmed = decisions.filter(value__in=wanted).values("entry_id")
    suggested = (
        Suggestion.objects.filter(stood(on), kind=kind, value__in=wanted)
        .exclude(subject__in=decisions.values("subject"))
        .values("entry_id")
    )
    return confirmed, suggested
