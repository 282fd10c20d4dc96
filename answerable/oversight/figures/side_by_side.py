"""What was asked of each place, body or site, year by year, and how much of it was answered."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import CharField, Q
from django.db.models.functions import Cast, Substr

from answerable.oversight.figures.counting import World
from answerable.oversight.figures.definitions import BY_KEY, Condition, meets
from answerable.oversight.figures.scopes import Scope
from answerable.oversight.figures.signature import standing_of
from answerable.oversight.figures.sites import Site
from answerable.oversight.models import Spell

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
    found = _kept_by_body(world, scope, conditions, keys)
    for spell in world.fresh_in(scope):
        met = {key: int(meets(spell, one, world.on)) for key, one in conditions.items()}
        _add(found, spell.holder_id, spell.issued_on.year if spell.issued_on else None, met, keys)
    return found


def _kept_by_body(
    world: World, scope: Scope, conditions: Mapping[str, Condition], keys: Sequence[str]
) -> dict[int, Counted]:
    """Grouped here: a database takes twice as long to try each condition for each body and year."""
    year = Substr(Cast("issued_on", CharField()), 1, 4)
    rows = list(world.kept(scope).order_by().values_list("holder_id", "number", year))
    if not rows:
        return {}
    holders, numbers, issued = zip(*rows, strict=True)
    bodies, body_at = np.unique(np.asarray(holders), return_inverse=True)
    told, told_at = np.unique(np.asarray(numbers), return_inverse=True)
    world.tell_numbers(scope, Counter(dict(zip(told.tolist(), np.bincount(told_at).tolist(), strict=True))))
    years = sorted(set(issued), key=str)
    places = {one: place for place, one in enumerate(years)}
    cell_at = body_at * len(years) + np.fromiter((places[one] for one in issued), np.int64, len(issued))
    met = {
        key: np.array([meets(standing_of(int(one)), condition, world.on) for one in told])[told_at]
        for key, condition in conditions.items()
    }
    counts = {key: np.bincount(body_at, met[key], len(bodies)).astype(int).tolist() for key in keys}
    size = len(bodies) * len(years)
    asked = np.bincount(cell_at, met["asked"], size).astype(int).tolist()
    answered = np.bincount(cell_at, met[_ANSWERED], size).astype(int).tolist()
    found = {}
    for row, body in enumerate(bodies.tolist()):
        found[body] = Counted({key: counts[key][row] for key in keys}, Years())
        for cell, one in enumerate(years, start=row * len(years)):
            if asked[cell]:
                found[body].years.add(int(one) if one else None, asked[cell], answered[cell])
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
