"""What was asked of each place, body or site, year by year, and how much of it was answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Q

from answerable.oversight.figures.columns import Places, columns
from answerable.oversight.figures.counting import World
from answerable.oversight.figures.definitions import BY_KEY, Condition, meets
from answerable.oversight.figures.scopes import Scope
from answerable.oversight.figures.signature import standing_of
from answerable.oversight.figures.sites import Site
from answerable.oversight.models import Spell

_ANSWERED = "answered"
_YEARS = 10_000


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
    found = _kept_by_body(world, scope, conditions, keys)
    for spell in world.fresh_in(scope):
        met = {key: int(meets(spell, one, world.on)) for key, one in conditions.items()}
        _add(found, spell.holder_id, spell.issued_on.year if spell.issued_on else None, met, keys)
    return found


def _kept_by_body(
    world: World, scope: Scope, conditions: Mapping[str, Condition], keys: Sequence[str]
) -> dict[int, Counted]:
    read = columns(world, scope)
    bodies, issued = read.holders, read.dates["issued_on"]
    met = {key: read.meeting(one) for key, one in conditions.items()}
    counts = {key: _many(bodies.places[met[key]], len(bodies.values)) for key in keys}
    years = np.array([day.year if day else 0 for day in issued.values], dtype=np.int64)[issued.places]
    cells = bodies.places * _YEARS + years
    found = {
        body: Counted({key: counts[key][row] for key in keys}, Years())
        for row, body in enumerate(bodies.values)
    }
    for key in ("asked", _ANSWERED):
        differing, many = np.unique(cells[met[key]], return_counts=True)
        for cell, n in zip(differing.tolist(), many.tolist(), strict=True):
            held: Counter[int | None] = getattr(found[bodies.values[cell // _YEARS]].years, key)
            held[cell % _YEARS or None] += n
    return found


def _many(places: Places, size: int) -> list[int]:
    found: list[int] = np.bincount(places, minlength=size).tolist()
    return found


def _add(
    found: dict[int, Counted], holder: int, year: int | None, counts: dict[str, int], keys: Sequence[str]
) -> None:
    held = found.setdefault(holder, Counted(dict.fromkeys(keys, 0), Years()))
    for key in keys:
        held.counts[key] += counts[key]
    held.years.add(year, counts["asked"], counts[_ANSWERED])


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
