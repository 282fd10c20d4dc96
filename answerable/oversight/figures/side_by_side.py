"""What was asked of each place, body or site, year by year, and how much of it was answered."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.db.models.functions import ExtractYear

from answerable.oversight.figures.counting import World
from answerable.oversight.figures.definitions import BY_KEY, meets
from answerable.oversight.figures.scopes import Scope
from answerable.oversight.figures.signature import standing_of
from answerable.oversight.figures.sites import Site
from answerable.oversight.models import Spell

FIRST_YEAR = 1990  # what is older counts as of the year before
_ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Years:
    """Duties by the year of their report. None: the report has no date."""

    asked: Counter[int | None] = field(default_factory=Counter)
    answered: Counter[int | None] = field(default_factory=Counter)

    def add(self, year: int | None, asked: int, answered: int) -> None:
        self.asked[year] += asked
        self.answered[year] += answered


def together(held: Iterable[Years]) -> Years:
    found = Years()
    for one in held:
        found.asked.update(one.asked)
        found.answered.update(one.answered)
    return found


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one body: how many duties meet each condition, and those asked and answered by year."""

    counts: dict[str, int]
    years: Years


def counted_by_body(world: World, scope: Scope, keys: Sequence[str]) -> dict[int, Counted]:
    """{body that holds duties: what is counted of it}. `keys` of figures, "asked" among them. One query."""
    return world.kept_long(scope, f"by-body:{','.join(keys)}", lambda: _by_body(world, scope, keys))


def _by_body(world: World, scope: Scope, keys: Sequence[str]) -> dict[int, Counted]:
    conditions = {key: BY_KEY[key].condition for key in (*keys, _ANSWERED)}
    asked = {
        f"count_{at}": Count("pk", filter=Q(number__in=world.numbers_of(scope, one))) if one else Count("pk")
        for at, one in enumerate(conditions.values())
    }
    rows = world.kept(scope).order_by().values(body=F("holder_id") + 0, year=_year(world)).annotate(**asked)
    found: dict[int, Counted] = {}
    for holder, year, *counts in rows.values_list("body", "year", *asked):
        _add(found, holder, year, dict(zip(conditions, counts, strict=True)), keys)
    for spell in world.fresh_in(scope):
        met = {key: int(meets(spell, one, world.on)) for key, one in conditions.items()}
        _add(found, spell.holder_id, spell.issued_on.year if spell.issued_on else None, met, keys)
    return found


def _add(
    found: dict[int, Counted], holder: int, year: int | None, counts: dict[str, int], keys: Sequence[str]
) -> None:
    held = found.setdefault(holder, Counted(dict.fromkeys(keys, 0), Years()))
    for key in keys:
        held.counts[key] += counts[key]
    held.years.add(year, counts["asked"], counts[_ANSWERED])


def _year(world: World) -> Case | ExtractYear:
    """By comparison of days, which a database does much faster than taking a date apart."""
    years = range(FIRST_YEAR, world.on.year + 1)
    if world.on.year < FIRST_YEAR:
        return ExtractYear("issued_on")
    latest_first = [When(issued_on__gte=dt.date(year, 1, 1), then=Value(year)) for year in reversed(years)]
    older = When(issued_on__isnull=False, then=Value(FIRST_YEAR - 1))
    return Case(*latest_first, older, default=Value(None), output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class SiteCounts:
    site: Site
    counts: dict[str, int]
    years: Years


def counts_by_site(
    world: World, scope: Scope, sites: Sequence[Site], keys: Sequence[str]
) -> list[SiteCounts]:
    """Of a body's sites, its duties whose entries name them. One query; none where nothing names a site."""
    entries = frozenset().union(*(one.entries for one in sites))
    held: list[tuple[int, Spell | int, int | None]] = []
    if entries:
        rows = world.kept(scope, Q(entry__in=entries)).order_by()
        held = [
            (entry, number, issued.year if issued else None)
            for entry, number, issued in rows.values_list("entry_id", "number", "issued_on")
        ]
        held += [
            (one.entry_id, one, one.issued_on.year if one.issued_on else None)
            for one in world.fresh_in(scope)
            if one.entry_id in entries
        ]
    found = [SiteCounts(site, dict.fromkeys(keys, 0), Years()) for site in sites]
    for entry, standing, year in held:
        told = standing_of(standing) if isinstance(standing, int) else standing
        met = [key for key in keys if meets(told, BY_KEY[key].condition, world.on)]
        answered = meets(told, BY_KEY[_ANSWERED].condition, world.on)
        for one in found:
            if entry in one.site.entries:
                one.years.add(year, 1, answered)
                for key in met:
                    one.counts[key] += 1
    return found
