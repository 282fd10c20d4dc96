"""Where the entries of a search come from, and where the bodies lie that they ask: tables, each from A to Z.

A table, and no map: coordinates are held of no body, and a shaded map would draw the eye to large areas.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answerable.core.calendar import today
from answerable.organisations.models import Organisation
from answerable.oversight.figures.levels import places
from answerable.pipeline.search import find, how_many
from answerable.search.documents import FacetValue
from answerable.sources.models import Publisher
from answerable.website.presenters.asked import Asked

HERE = "/search/places"
COLUMNS = ("level", "reference", "name", "entries")


@dataclass(frozen=True, slots=True)
class PlaceLine:
    reference: str
    name: str
    entries: int
    href: str


@dataclass(frozen=True, slots=True)
class PlaceTable:
    level: str
    heading: str
    lines: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True)
class PlacesShown:
    asked: Asked
    total: int
    tables: tuple[PlaceTable, ...]
    elsewhere: int  # entries that ask no body that a list places in a region


def places_shown(asked: Asked) -> PlacesShown:
    """Raises IndexMissingError when there is no index yet."""
    first = replace(asked, page=1, size=1)
    found = find(
        first.text, filters=first.by_facet, since=first.since, until=first.until, size=1, for_list=True
    )
    counts = {one.value: one.count for one in found.facets.get("body", []) if one.count}
    chosen = set(asked.by_facet.get("body", []))
    bodies = {
        key: (reference, name)
        for key, reference, name in Organisation.objects.filter(reference__in=counts).values_list(
            "pk", "reference", "name"
        )
        if not chosen or reference in chosen
    }
    lying = places(today())
    regions = _levels(asked, lying.region_of, bodies)
    boards = _levels(asked, lying.board_of, bodies)
    placed = {bodies[key][0] for key in bodies if key in lying.region_of}
    within = _entries(asked, placed) if placed else 0
    return PlacesShown(
        asked,
        found.total,
        (
            PlaceTable("region", "NHS regions of the bodies asked", regions),
            PlaceTable("board", "Integrated care boards of the bodies asked", boards),
            PlaceTable("area", "Coroners’ areas", _areas(asked, found.facets.get("publisher", []))),
            PlaceTable(
                "body",
                "Bodies asked",
                tuple(
                    PlaceLine(reference, name, counts[reference], _body_href(asked, reference))
                    for reference, name in sorted(bodies.values(), key=lambda one: one[1])
                ),
            ),
        ),
        found.total - within,
    )


def place_rows(shown: PlacesShown) -> Iterator[tuple[str, str, str, int]]:
    for table in shown.tables:
        for line in table.lines:
            yield table.level, line.reference, line.name, line.entries


def _entries(asked: Asked, references: Collection[str]) -> int:
    """Entries of the search that ask any of these bodies: one that asks two counts once."""
    query = asked.as_query()
    return how_many(replace(query, filters={**query.filters, "body": sorted(references)}))


def _levels(
    asked: Asked, above: Mapping[int, int], bodies: dict[int, tuple[str, str]]
) -> tuple[PlaceLine, ...]:
    lying: dict[int, set[str]] = {}
    for key, (reference, _) in bodies.items():
        if (place := above.get(key)) is not None:
            lying.setdefault(place, set()).add(reference)
    named = Organisation.objects.filter(pk__in=lying).order_by("name").values_list("pk", "reference", "name")
    return tuple(
        PlaceLine(reference, name, _entries(asked, lying[key]), f"/organisations/{reference}")
        for key, reference, name in named
    )


def _areas(asked: Asked, values: Sequence[FacetValue]) -> tuple[PlaceLine, ...]:
    counts = {one.value: one.count for one in values if one.count}
    coroners = Publisher.objects.filter(code__in=counts, kind="coroner").order_by("name")
    return tuple(
        PlaceLine(
            code, name, counts[code], asked.without_facet("publisher").with_filter("publisher", code).href()
        )
        for code, name in coroners.values_list("code", "name")
    )


def _body_href(asked: Asked, reference: str) -> str:
    return asked.without_facet("body").with_filter("body", reference).href()
