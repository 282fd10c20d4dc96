"""What the register holds, year by year and source by source, and what is known to be missing."""

import csv
import functools
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count
from django.db.models.functions import ExtractYear

from answerable.core.calendar import today
from answerable.publication.licences import definitions
from answerable.register.models import Report
from answerable.register.queries import addressee_states, coverage, in_register
from answerable.sources.definitions import SourceDefinition
from answerable.website.charts import BarChart
from answerable.website.presenters import words
from answerable.website.presenters.accuracy import Accuracy, accuracy
from answerable.website.presenters.sources import source_name
from answerable.website.presenters.years import by_year_chart
from answerable.website.rendering import FRESH_SECONDS

# A year counts as incomplete below this share of what others counted as published, and after their last year.
COMPLETE = 0.9
GROUPS = (("coroners", ("reg28", "rule43")), ("inquiries", ("inquiry",)), ("others", ("hssib", "review")))


@dataclass(frozen=True, slots=True)
class Year:
    year: int | None
    coroners: int
    published: int | None  # coroners' reports that others counted on the judiciary's site
    inquiries: int
    others: int
    after_count: bool  # later than the last year that others counted

    @property
    def total(self) -> int:
        return self.coroners + self.inquiries + self.others

    @property
    def share(self) -> str:
        return f"{100 * self.coroners / self.published:.0f}%" if self.published else ""

    @property
    def incomplete(self) -> bool:
        return self.after_count or (self.published is not None and self.coroners < COMPLETE * self.published)


@dataclass(frozen=True, slots=True)
class SeenSource:
    name: str
    reports: int
    first: int | None
    last: int | None
    definition: SourceDefinition | None


@dataclass(frozen=True, slots=True)
class State:
    words: str
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class CoveragePage:
    years: tuple[Year, ...]
    chart: BarChart | None
    sources: tuple[SeenSource, ...]
    states: tuple[State, ...]
    scopes: tuple[tuple[str, int], ...]
    accuracy: Accuracy
    real: bool  # holds more than demonstration data


@functools.cache
def published_elsewhere() -> dict[int, int]:
    path = settings.DEFINITIONS / "coverage" / "coroners_published.csv"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return {int(row["year"]): int(row["published"]) for row in csv.DictReader(lines)}


def coverage_page() -> CoveragePage:
    kept: CoveragePage | None = cache.get("coverage")
    if kept is None:
        kept = _coverage_page()
        cache.set("coverage", kept, FRESH_SECONDS)
    return kept


def partial_years() -> frozenset[int]:
    """Years known to be incomplete, or that nobody has checked; at most a minute old."""
    kept: frozenset[int] | None = cache.get("partial-years")
    if kept is None:
        kept = _partial(held_by_year())
        cache.set("partial-years", kept, FRESH_SECONDS)
    return kept


def _partial(years: Iterable[Year]) -> frozenset[int]:
    return frozenset(one.year for one in years if one.year and (one.incomplete or one.year >= today().year))


def held_by_year() -> list[Year]:
    """Reports held, by year of their date; the undated last."""
    group_of = {instrument: name for name, instruments in GROUPS for instrument in instruments}
    found: dict[int | None, dict[str, int]] = {}
    rows = (
        in_register()
        .order_by()
        .annotate(year=ExtractYear("issued_on"))
        .values("year", "instrument", "fictional")
        .annotate(count=Count("pk"))
        .values_list("year", "instrument", "fictional", "count")
    )
    real = False
    for year, instrument, fictional, count in rows:
        real = real or not fictional
        groups = found.setdefault(year, {})
        groups[group_of[instrument]] = groups.get(group_of[instrument], 0) + count
    published = published_elsewhere() if real else {}
    return [
        Year(
            year,
            groups.get("coroners", 0),
            published.get(year) if year else None,
            groups.get("inquiries", 0),
            groups.get("others", 0),
            bool(year and published and year > max(published)),
        )
        for year, groups in sorted(found.items(), key=lambda item: (item[0] is None, item[0] or 0))
    ]


def _is_real() -> bool:
    return Report.objects.filter(fictional=False).exists()


def _coverage_page() -> CoveragePage:
    years = held_by_year()
    partial = _partial(years)
    return CoveragePage(
        years=tuple(years),
        chart=by_year_chart(
            "coverage",
            "Reports held, by year of the report",
            [(one.year, one.total) for one in years],
            "/about/by-year.csv",
            partial=partial,
        ),
        sources=_sources(),
        states=_states(),
        scopes=_scopes(),
        accuracy=accuracy(),
        real=_is_real(),
    )


def _sources() -> tuple[SeenSource, ...]:
    found: dict[str, list[tuple[int | None, int]]] = {}
    for code, year, count in coverage():
        found.setdefault(code, []).append((year, count))
    return tuple(
        SeenSource(
            name=source_name(code),
            reports=sum(count for _, count in rows),
            first=min((year for year, _ in rows if year), default=None),
            last=max((year for year, _ in rows if year), default=None),
            definition=definitions().get(code),
        )
        for code, rows in found.items()
    )


def _states() -> tuple[State, ...]:
    counts = addressee_states()
    total = sum(counts.values()) or 1
    return tuple(
        State(label, counts[state], f"{100 * counts[state] / total:.1f}%")
        for state, label in words.ADDRESSEE_STATES.items()
        if state in counts
    )


def _scopes() -> tuple[tuple[str, int], ...]:
    counts = dict(
        in_register().order_by().values("scope").annotate(count=Count("pk")).values_list("scope", "count")
    )
    return tuple((label, counts[scope]) for scope, label in words.SCOPES.items() if scope in counts)
