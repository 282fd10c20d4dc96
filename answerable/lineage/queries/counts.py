"""How often each theme, family, setting or population is spoken of: in reports, by year or by publisher.

Every count is of reports, not of concerns: a coroner who writes ten concerns is not ten voices. What a person
refused does not count; what nobody has decided yet does, and the share of it is told beside.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear

from answerable.lineage.about import label_of
from answerable.lineage.models import Decision, Kind, Suggestion, Verdict
from answerable.lineage.queries.dated import present, stood
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.register.models import Entry, Report
from answerable.register.queries import in_register

By = Literal["year", "publisher", "instrument"]
Entries = QuerySet[Entry] | Sequence[int] | None
Group = int | str | None  # a year, a publisher's name, an instrument; None: undated
_PATHS = {"year": "issued_on", "publisher": "publisher__name", "instrument": "instrument"}
_NONE: set[int] = set()


@dataclass(frozen=True, slots=True)
class ValueCount:
    """How many reports speak of one thing, in each group."""

    key: str
    name: str
    groups: Counter[Group] = field(default_factory=Counter)
    confirmed: int = 0  # reports in which a person has confirmed it

    @property
    def reports(self) -> int:
        """All of them: each report is in one group."""
        return self.groups.total()


def theme_counts(
    by: By = "year",
    *,
    entries: Entries = None,
    on: dt.date | None = None,
    fictional: bool | None = False,
) -> list[ValueCount]:
    """Every theme in the order of the taxonomy. `entries` limits it, to those of a search or of a body."""
    each = _counts(Kind.THEME, {key: [key] for key in taxonomy().keys}, by, entries, on, fictional)
    return [ValueCount(key, taxonomy().theme(key).name, *found) for key, found in each.items()]


def family_counts(
    by: By = "year",
    *,
    entries: Entries = None,
    on: dt.date | None = None,
    fictional: bool | None = False,
) -> list[ValueCount]:
    """Every family: a report counts once in it, however many of its themes it speaks of."""
    themes = {
        family: [theme.key for theme in taxonomy().themes if family in theme.families]
        for family in taxonomy().families
    }
    each = _counts(Kind.THEME, themes, by, entries, on, fictional)
    return [ValueCount(key, taxonomy().families[key], *found) for key, found in each.items()]


def setting_counts(
    by: By = "year",
    *,
    kind: str = Kind.SETTING,
    entries: Entries = None,
    on: dt.date | None = None,
    fictional: bool | None = False,
) -> list[ValueCount]:
    """Every setting (or, with `kind`, population) that is spoken of, the most often first."""
    values = sorted(_spoken(kind, on))
    each = _counts(kind, {key: [key] for key in values}, by, entries, on, fictional)
    found = [ValueCount(key, label_of(kind, key), *counts) for key, counts in each.items()]
    return sorted((count for count in found if count.reports), key=lambda count: (-count.reports, count.name))


def group_totals(
    by: By = "year",
    *,
    entries: Entries = None,
    on: dt.date | None = None,
    fictional: bool | None = False,
) -> Counter[Group]:
    """{group: reports with entries}: what the counts are shares of."""
    held = Entry.objects.filter(present(on, ""))
    if entries is not None:
        held = held.filter(Q(pk__in=entries))
    reports = Report.objects.filter(pk__in=held.values("report_id"))
    if fictional is not None:
        reports = reports.filter(fictional=fictional)
    group = ExtractYear("issued_on") if by == "year" else F(_PATHS[by])
    rows = reports.order_by().annotate(group=group).values("group").annotate(count=Count("pk"))
    return Counter({row["group"]: row["count"] for row in rows})


def _counts(
    kind: str,
    wanted: dict[str, list[str]],
    by: By,
    entries: Entries,
    on: dt.date | None,
    fictional: bool | None,
) -> dict[str, tuple[Counter[Group], int]]:
    """{key: (reports by group, reports in which one of its values is confirmed)}, in three queries.

    Pairs of value and report are read and put together here: to count them in the database takes several
    times as long, since a report may have both a confirmed and a suggested entry.
    """
    where = present(on)
    if entries is not None:
        where &= Q(entry__in=entries)
    decided = Decision.objects.filter(stood(on), kind=kind, second=False).exclude(verdict=Verdict.UNDONE)
    confirmed = _reports(decided.filter(where).exclude(value=""))
    suggested = _reports(
        Suggestion.objects.filter(where, stood(on), kind=kind).exclude(subject__in=decided.values("subject"))
    )
    reports = in_register(on) if fictional is None else in_register(on).filter(fictional=fictional)
    groups: dict[int, Group] = dict(reports.order_by().values_list("pk", _PATHS[by]))
    if by == "year":
        groups = {key: date.year if isinstance(date, dt.date) else None for key, date in groups.items()}
    found = {}
    for key, values in wanted.items():
        sure = _NONE.union(*(confirmed.get(value, _NONE) for value in values)) & groups.keys()
        either = sure.union(*(suggested.get(value, _NONE) for value in values)) & groups.keys()
        found[key] = (Counter(groups[report] for report in either), len(sure))
    return found


def _reports(rows: QuerySet[Any]) -> dict[str, set[int]]:
    """{value: the reports that an entry of speaks of it}."""
    found: dict[str, set[int]] = {}
    for value, report in rows.order_by().values_list("value", "entry__report_id").iterator(10_000):
        found.setdefault(value, set()).add(report)
    return found


def _spoken(kind: str, on: dt.date | None) -> set[str]:
    confirmed = Decision.objects.filter(stood(on), kind=kind, second=False).exclude(value="")
    suggested = Suggestion.objects.filter(stood(on), kind=kind)
    return {
        value
        for rows in (confirmed, suggested)
        for value in rows.order_by().values_list("value", flat=True).distinct()
    }
