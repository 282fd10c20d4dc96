"""The level below: regions, boards, bodies and the places they run, each with the same figures, from A to Z.

There is no ranking. Whether a body differs from all together by more than chance is said by a funnel.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from answerable.impact.spc.funnel import Measure, Provider, funnel
from answerable.impact.spc.limits import BadValuesError, TooFewError
from answerable.organisations.models import Organisation
from answerable.oversight.figures import EVERYTHING, Level, Scope, World, places, sites_of
from answerable.oversight.figures.levels import Places
from answerable.oversight.figures.side_by_side import (
    Counted,
    Years,
    counted_by_body,
    counts_by_site,
    together,
)

HERE = "/oversight"
PATHS = {
    Level.REGION: "regions",
    Level.BOARD: "boards",
    Level.BODY: "bodies",
    Level.SITE: "sites",
    Level.PUBLISHER: "publishers",
    Level.THEME: "themes",
    Level.SECTOR: "sectors",
}
KEYS = ("asked", "open", "due", "not-identified", "answered", "claimed", "verified", "marked-down")
LEVEL_COLUMNS = (
    "level",
    "reference",
    "name",
    *(key.replace("-", "_") for key in KEYS),
    "no_response_compared_with_all",
)
MOST_SHOWN = 100
REST_SHOWN = 60
Counts = Mapping[str, int]
Held = Mapping[int, Counted]


@dataclass(frozen=True, slots=True)
class Row:
    """One place, body or site: `apart` says how its share without a response lies to that of all, by chance.

    `years` are what was asked and answered by year.
    """

    level: str
    reference: str
    name: str
    href: str
    counts: Counts
    apart: str = ""
    years: Years = field(default_factory=Years)


@dataclass(frozen=True, slots=True)
class Parts:
    """What lies below, before it is shown. `rest` are duties that no list places there."""

    title: str
    column: str
    rows: list[Row]
    rest: list[Row]
    notes: tuple[str, ...] = ()
    sites: list[Row] = field(default_factory=list)
    naming_a_ward: int = 0  # entries of reports that do


@dataclass(frozen=True, slots=True)
class Below:
    """What lies below, and what is known of it. `rest` are duties that no list places there."""

    title: str
    column: str
    rows: tuple[Row, ...]
    left_out: int  # rows that the page does not show; the CSV has them
    rest: tuple[Row, ...]
    rest_left_out: int
    notes: tuple[str, ...]
    sites: tuple[Row, ...]  # those that anything asked names
    silent_sites: tuple[str, ...]  # names of the others
    csv_href: str


def below(scope: Scope, parts: Parts, on: dt.date | None) -> Below:
    end = f"?as-at={on.isoformat()}" if on else ""
    rows, funnel_notes = compared(parts.rows)
    linked = [linked_row(row, end) for row in rows]
    sites = [linked_row(row, end) for row in parts.sites]
    return Below(
        title=parts.title,
        column=parts.column,
        rows=tuple(linked[:MOST_SHOWN]),
        left_out=max(0, len(linked) - MOST_SHOWN),
        rest=tuple(linked_row(row, end) for row in parts.rest[:REST_SHOWN]),
        rest_left_out=max(0, len(parts.rest) - REST_SHOWN),
        notes=(*parts.notes, *(funnel_notes if rows else ())),
        sites=tuple(row for row in sites if row.counts["asked"]),
        silent_sites=tuple(row.name for row in sites if not row.counts["asked"]),
        csv_href=f"{address(scope)}/below.csv{end}",
    )


def rows_below(scope: Scope, world: World) -> list[Row]:
    """Every row, for the CSV."""
    parts = parts_of(scope, world)
    return [*compared(parts.rows)[0], *parts.rest, *parts.sites]


def parts_of(scope: Scope, world: World) -> Parts:
    at = places(world.on)
    if scope.level is Level.REGISTER:
        return _of_register(world, at)
    if scope.level is Level.REGION:
        return _of_region(scope, world, at)
    if scope.level is Level.BOARD:
        held = counted_by_body(world, scope, KEYS)
        rows = bodies(held, at.within_board(scope.pk))
        return Parts("Bodies in this board's area", "Body", rows, [])
    if scope.level is Level.BODY:
        return _of_body(scope, world, at)
    if scope.level is Level.SITE:
        return Parts("Wards", "Ward", [], [])
    held = counted_by_body(world, scope, KEYS)
    return Parts("Bodies that hold these duties", "Body", bodies(held, held), [])


def _of_register(world: World, at: Places) -> Parts:
    held = counted_by_body(world, EVERYTHING, KEYS)
    rows = [_place("region", body, held, at.within_region(body.pk)) for body in _named(at.regions)]
    placed = frozenset().union(*(at.within_region(region) for region in at.regions), at.regions)
    left = frozenset(held) - placed
    nowhere = Row("none", "", "In no region that a list names", "", *total(held, left))
    notes = (
        "Departments, national bodies, councils, companies and bodies of other nations lie in no region.",
        *(() if rows else ("No list loaded here says which body lies in which region.",)),
    )
    return Parts("Regions", "Region", rows, [nowhere, *bodies(held, left)], notes)


def _of_region(scope: Scope, world: World, at: Places) -> Parts:
    held = counted_by_body(world, scope, KEYS)
    inside = at.within_region(scope.pk)
    boards = at.boards_in(scope.pk)
    rows = [_place("board", body, held, at.within_board(body.pk) & inside) for body in _named(boards)]
    placed = frozenset().union(*(at.within_board(board) for board in boards), boards)
    notes = ("A board counts with the region in which most of its trusts lie.",)
    return Parts("Integrated care boards", "Board", rows, bodies(held, inside - placed), notes)


def _place(level: str, body: Organisation, held: Held, members: frozenset[int]) -> Row:
    return Row(level, body.reference, body.name, "", *total(held, members))


def _of_body(scope: Scope, world: World, at: Places) -> Parts:
    run = at.run_from(scope.pk)
    within = _scopes_of(world, run)
    sites = sites_of(scope.pk, world.on)
    rows = [
        Row("site", f"{scope.key}-{one.site.slug}", one.site.name, "", one.counts, years=one.years)
        for one in counts_by_site(world, scope, sites.sites, KEYS)
    ]
    notes = () if run or rows else ("No place that it runs is known here.",)
    wards = len(sites.naming_a_ward)
    return Parts("Places that it runs", "Place", bodies(within, run), [], notes, rows, wards)


def _scopes_of(world: World, run: Iterable[int]) -> Held:
    wanted = set(run)
    if not wanted:
        return {}
    held = counted_by_body(world, EVERYTHING, KEYS)
    return {pk: counts for pk, counts in held.items() if pk in wanted}


def bodies(held: Held, of: Iterable[int]) -> list[Row]:
    """A row for each body, from A to Z; those that hold nothing too, where a list names them."""
    return [_place("body", one, held, frozenset({one.pk})) for one in _named(of)]


def total(held: Held, of: Iterable[int]) -> tuple[Counts, str, Years]:
    """What a row says of all these bodies together; compared with nothing yet."""
    rows = [held[pk] for pk in of if pk in held]
    counts = {key: sum(row.counts[key] for row in rows) for key in KEYS}
    return counts, "", together(row.years for row in rows)


def compared(rows: list[Row]) -> tuple[list[Row], tuple[str, ...]]:
    """Each row with how its share without a response compares with that of all: within chance, or not."""
    known = {
        row.reference: Provider(
            f"{row.name} {row.reference}", row.counts["not-identified"], row.counts["due"]
        )
        for row in rows
        if row.counts["due"]
    }
    try:
        found = funnel(list(known.values()), Measure.SHARE)
    except (TooFewError, BadValuesError):
        return rows, ()
    standing = {one.provider.name: one.standing.value for one in found.providers}
    said = [
        replace(row, apart=standing[known[row.reference].name]) if row.reference in known else row
        for row in rows
    ]
    share = f"{found.rate:.0%}"
    lead = (
        f"Of all due here, {share} have no response identified; each row says whether its own share differs."
    )
    return said, (lead, *found.notes)


def _named(pks: Iterable[int]) -> list[Organisation]:
    rows = Organisation.objects.filter(pk__in=list(pks)).only("reference", "name", "kind")
    return sorted(rows, key=lambda one: (one.name.casefold(), one.reference))


def linked_row(row: Row, end: str) -> Row:
    where = {"region": "regions", "board": "boards", "body": "bodies", "site": "sites"}.get(row.level)
    return replace(row, href=f"{HERE}/{where}/{row.reference}{end}" if where else "")


def address(scope: Scope) -> str:
    return HERE if scope.level is Level.REGISTER else f"{HERE}/{PATHS[scope.level]}/{scope.key}"


def level_rows(rows: Iterable[Row]) -> Iterable[tuple[object, ...]]:
    for row in rows:
        yield (row.level, row.reference, row.name, *(row.counts[key] for key in KEYS), row.apart)
