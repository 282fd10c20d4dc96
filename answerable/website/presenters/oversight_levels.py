"""The level below: regions, boards, bodies and the places they run, each with the same figures, from A to Z.

There is no ranking. Whether a body differs from all together by more than chance is said by a funnel.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from answerable.impact.spc.funnel import Measure, Provider, funnel
from answerable.impact.spc.limits import BadValuesError, TooFewError
from answerable.organisations.models import NameKind, Organisation, OrganisationName
from answerable.oversight.figures import EVERYTHING, Level, Scope, World, counts_by_body, places
from answerable.oversight.figures.levels import Places

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
NONE: Counts = dict.fromkeys(KEYS, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One place or body: `apart` says how its share without a response lies to that of all, by chance."""

    level: str
    reference: str
    name: str
    href: str
    counts: Counts
    apart: str = ""


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
    sites: tuple[str, ...]
    csv_href: str


def below(scope: Scope, world: World, on: dt.date | None) -> Below:
    rows, rest, title, column, notes, sites = _below(scope, world)
    end = f"?as-at={on.isoformat()}" if on else ""
    rows, funnel_notes = compared(rows)
    linked = [_linked(row, end) for row in rows]
    return Below(
        title=title,
        column=column,
        rows=tuple(linked[:MOST_SHOWN]),
        left_out=max(0, len(linked) - MOST_SHOWN),
        rest=tuple(_linked(row, end) for row in rest[:REST_SHOWN]),
        rest_left_out=max(0, len(rest) - REST_SHOWN),
        notes=(*notes, *(funnel_notes if rows else ())),
        sites=sites,
        csv_href=f"{_address(scope)}/below.csv{end}",
    )


def rows_below(scope: Scope, world: World) -> list[Row]:
    """Every row, for the CSV."""
    rows, rest, *_ = _below(scope, world)
    return [*compared(rows)[0], *rest]


Parts = tuple[list[Row], list[Row], str, str, tuple[str, ...], tuple[str, ...]]


def _below(scope: Scope, world: World) -> Parts:
    at = places(world.on)
    if scope.level is Level.REGISTER:
        return _of_register(world, at)
    if scope.level is Level.REGION:
        return _of_region(scope, world, at)
    if scope.level is Level.BOARD:
        held = counts_by_body(world, scope, KEYS)
        rows = bodies(held, at.within_board(scope.pk))
        return rows, [], "Bodies in this board's area", "Body", (), ()
    if scope.level is Level.BODY:
        return _of_body(scope, world, at)
    held = counts_by_body(world, scope, KEYS)
    return bodies(held, held), [], "Bodies that hold these duties", "Body", (), ()


def _of_register(world: World, at: Places) -> Parts:
    held = counts_by_body(world, EVERYTHING, KEYS)
    rows = [
        Row("region", body.reference, body.name, "", total(held, at.within_region(body.pk)))
        for body in _named(at.regions)
    ]
    placed = frozenset().union(*(at.within_region(region) for region in at.regions), at.regions)
    rest = bodies(held, set(held) - placed)
    nowhere = Row("none", "", "In no region that a list names", "", total(held, set(held) - placed))
    notes = (
        "Departments, national bodies, councils, companies and bodies of other nations lie in no region.",
        *(() if rows else ("No list loaded here says which body lies in which region.",)),
    )
    return rows, [nowhere, *rest], "Regions", "Region", notes, ()


def _of_region(scope: Scope, world: World, at: Places) -> Parts:
    held = counts_by_body(world, scope, KEYS)
    inside = at.within_region(scope.pk)
    boards = at.boards_in(scope.pk)
    rows = [
        Row("board", body.reference, body.name, "", total(held, at.within_board(body.pk) & inside))
        for body in _named(boards)
    ]
    placed = frozenset().union(*(at.within_board(board) for board in boards), boards)
    notes = ("A board counts with the region in which most of its trusts lie.",)
    return rows, bodies(held, inside - placed), "Integrated care boards", "Board", notes, ()


def _of_body(scope: Scope, world: World, at: Places) -> Parts:
    run = at.run_from(scope.pk)
    within = _scopes_of(world, run)
    sites = tuple(
        OrganisationName.objects.filter(organisation=scope.pk, kind=NameKind.SITE)
        .order_by("text")
        .values_list("text", flat=True)
        .distinct()
    )
    notes = (
        "What is asked is asked of bodies. No duty names a ward, and no list of wards is held: at that level "
        "this register knows nothing.",
        *(() if run or sites else ("No place that it runs is known here.",)),
    )
    return bodies(within, run), [], "Places that it runs", "Place", notes, sites


def _scopes_of(world: World, run: Iterable[int]) -> dict[int, dict[str, int]]:
    wanted = set(run)
    if not wanted:
        return {}
    held = counts_by_body(world, EVERYTHING, KEYS)
    return {pk: counts for pk, counts in held.items() if pk in wanted}


def bodies(held: Mapping[int, Counts], of: Iterable[int]) -> list[Row]:
    """A row for each body, from A to Z; those that hold nothing too, where a list names them."""
    return [Row("body", one.reference, one.name, "", held.get(one.pk, NONE)) for one in _named(of)]


def total(held: Mapping[int, Counts], of: Iterable[int]) -> Counts:
    rows = [held[pk] for pk in of if pk in held]
    return {key: sum(row[key] for row in rows) for key in KEYS}


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
        Row(row.level, row.reference, row.name, row.href, row.counts, standing[known[row.reference].name])
        if row.reference in known
        else row
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


def _linked(row: Row, end: str) -> Row:
    where = {"region": "regions", "board": "boards", "body": "bodies"}.get(row.level)
    href = f"/oversight/{where}/{row.reference}{end}" if where else ""
    return Row(row.level, row.reference, row.name, href, row.counts, row.apart)


def _address(scope: Scope) -> str:
    where = {
        Level.REGISTER: "",
        Level.REGION: "/regions/",
        Level.BOARD: "/boards/",
        Level.BODY: "/bodies/",
        Level.PUBLISHER: "/publishers/",
        Level.THEME: "/themes/",
    }[scope.level]
    return f"/oversight{where}{scope.key}"


def level_rows(rows: Iterable[Row]) -> Iterable[tuple[object, ...]]:
    for row in rows:
        yield (row.level, row.reference, row.name, *(row.counts[key] for key in KEYS), row.apart)
