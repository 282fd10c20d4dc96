"""Search results for their page: facets with counts, chosen filters, and why each result is one."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answerable.core.text.scope.sectors import sectors
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.models import Organisation
from answerable.pipeline.index import DERIVED, FACETS
from answerable.pipeline.search import Found, FoundPage, find, find_all
from answerable.publication.records import EntryRecord
from answerable.search.documents import FacetValue, SearchQuery, Sort
from answerable.search.facets import FacetValues
from answerable.sources.models import Publisher
from answerable.website.presenters import words
from answerable.website.presenters.asked import SIZE, SORTS, Asked
from answerable.website.presenters.lineage_words import SAID_BEFORE, tension_label
from answerable.website.presenters.search_help import WayOn, ways_on
from answerable.website.presenters.suggestions import Suggestion, suggestions, theme_names

SHOWN = 8  # values of a facet at first sight
MOST = 30  # values of a facet in all
_YEAR = re.compile(r"[12][0-9]{3}")
OPEN = ("scope", "publisher_kind", "kind")  # facets unfolded at first sight

_OPEN_ENDED = ("category", "setting")  # whose values only the index knows
_TABLES = {
    "said_before": SAID_BEFORE,
    "scope": words.SCOPES,
    "publisher_kind": words.PUBLISHER_KINDS,
    "kind": words.ENTRY_KINDS,
}
SORT_WORDS: dict[Sort, str] = {
    "relevance": "Best match",
    "newest": "Newest first",
    "oldest": "Oldest first",
}


@dataclass(frozen=True, slots=True)
class FacetLink:
    label: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    heading: str
    first: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]
    left_off: int
    open: bool
    derived: bool  # worked out by a program


@dataclass(frozen=True, slots=True)
class Chosen:
    heading: str
    label: str
    href: str  # the search without it
    strange: str = ""  # what to say where the facet has no such value


@dataclass(frozen=True, slots=True)
class SortLink:
    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    asked: Asked
    total: int
    first: int
    last: int
    pages: int
    hits: tuple[Found, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[Chosen, ...]
    sorts: tuple[SortLink, ...]
    notes: tuple[str, ...]
    by_meaning: bool
    all_href: str
    over_time_href: str
    places_href: str
    reading: str  # how Boolean words, fields and dates were understood
    meant: Asked | None  # with words that are not here put as words that are
    plain: Asked | None  # the same as plain words
    near: tuple[Suggestion, ...]  # bodies and themes with these words in their names
    ways_on: tuple[WayOn, ...]

    @property
    def theme_names(self) -> list[str]:
        return theme_names()

    @property
    def heading(self) -> str:
        return "Search results" if self.asked.text else "Search and browse"


def found_for(asked: Asked, *, for_list: bool = False) -> FoundPage:
    """Raises IndexMissingError when there is no index yet."""
    return find(
        asked.text,
        filters=asked.by_facet,
        since=asked.since,
        until=asked.until,
        sort=asked.sort,
        page=asked.page,
        size=asked.size,
        for_list=for_list,
    )


def all_found(asked: Asked) -> Iterator[EntryRecord]:
    """Every result, for a file. Raises IndexMissingError when there is no index yet."""
    return find_all(asked.as_query())


def query_of(asked: Asked) -> SearchQuery:
    return asked.as_query()


def search_page(asked: Asked) -> SearchPage:
    found = found_for(asked, for_list=True)
    names = _names(found, asked)
    strange = _strange(asked, names, found)
    first = (found.page - 1) * found.size + 1
    return SearchPage(
        asked=asked,
        total=found.total,
        first=first if found.hits else 0,
        last=first + len(found.hits) - 1 if found.hits else 0,
        pages=max(1, -(-found.total // found.size)),
        hits=tuple(found.hits),
        facets=tuple(
            _facet(asked, name, heading, found.facets.get(name, []), names, strange)
            for name, heading in FACETS.items()
        ),
        chosen=chosen_filters(asked, names, found=found),
        sorts=tuple(
            SortLink(SORT_WORDS[sort], asked.sorted_by(sort).href(), sort == asked.sort)
            for sort in SORTS
            if asked.text or sort != "relevance"
        ),
        notes=(*asked.notes, *found.notes),
        by_meaning=found.mode == "words+meaning",
        all_href=asked.without_filters().href(),
        over_time_href=replace(asked, sort="relevance", page=1, size=SIZE).href("/over-time"),
        places_href=replace(asked, sort="relevance", page=1, size=SIZE).href("/search/places"),
        reading=found.reading,
        meant=replace(asked, text=found.meant, page=1) if found.meant else None,
        plain=replace(asked, text=found.plain, page=1) if found.plain else None,
        near=tuple(suggestions(asked.text)) if asked.text and asked.page == 1 else (),
        ways_on=ways_on(asked, found.meant, found.plain) if not found.total and asked.page == 1 else (),
    )


def chosen_filters(
    asked: Asked,
    names: dict[tuple[str, str], str],
    path: str = "/search",
    found: FoundPage | None = None,
) -> tuple[Chosen, ...]:
    """The filters of an address. Values that only the index knows are looked for in what was `found`."""
    strange = _strange(asked, names, found)
    chosen = []
    for facet, value in asked.filters:
        href = asked.without_filter(facet, value).href(path)
        if (facet, value) in strange:
            written = f"“{value[:60]}”"
            said = f"“{FACETS[facet]}” has no value {written}, so nothing can be found with it."
            chosen.append(Chosen(FACETS[facet], f"{written}, which it does not have", href, said))
        else:
            chosen.append(Chosen(FACETS[facet], _label(facet, value, names), href))
    return tuple(chosen)


def _strange(
    asked: Asked, names: dict[tuple[str, str], str], found: FoundPage | None
) -> set[tuple[str, str]]:
    """The filters whose facet has no such value."""
    nowhere: set[tuple[str, str]] = set()
    for name in _OPEN_ENDED:
        values = found.facets.get(name) if found else None
        if isinstance(values, FacetValues):
            nowhere |= {(name, value) for value in values.nowhere}
    return {one for one in asked.filters if one in nowhere or not is_value(*one, names)}


def is_value(facet: str, value: str, names: dict[tuple[str, str], str]) -> bool:
    """Whether a facet can have this value at all, though no entry may have it."""
    if facet in ("body", "publisher"):
        return (facet, value) in names
    if facet == "year":
        return value == "unknown" or bool(_YEAR.fullmatch(value))
    if facet == "theme":
        return value in taxonomy().keys
    if facet == "sector":
        return value in sectors()
    if facet == "tension":
        return tension_label(value) != value
    tables = {**_TABLES, "response": words.RESPONSE_STATES, "body_kind": words.BODY_KINDS}
    return facet not in tables or value in tables[facet]


def _shown(name: str, values: Sequence[FacetValue]) -> list[FacetValue]:
    """Chosen values first, then the most frequent; years run from the latest."""
    if name == "year":
        values = sorted(values, key=lambda one: one.value, reverse=True)
    if isinstance(values, FacetValues):
        return values.chosen_first(MOST)
    return sorted(values, key=lambda one: not one.selected)[:MOST]


def _names(found: FoundPage, asked: Asked) -> dict[tuple[str, str], str]:
    """Names of the bodies and publishers among the values that the page shows."""
    wanted = {
        name: {one.value for one in _shown(name, found.facets.get(name, []))}
        | set(asked.by_facet.get(name, []))
        for name in ("body", "publisher")
    }
    return names_of(wanted)


def names_of(wanted: Mapping[str, Collection[str]]) -> dict[tuple[str, str], str]:
    """{(facet, value): name} of bodies and publishers."""
    bodies = Organisation.objects.filter(reference__in=wanted.get("body", ())).values_list(
        "reference", "name"
    )
    publishers = Publisher.objects.filter(code__in=wanted.get("publisher", ())).values_list("code", "name")
    return {("body", key): name for key, name in bodies.values_list("reference", "name")} | {
        ("publisher", key): name for key, name in publishers.values_list("code", "name")
    }


def _label(facet: str, value: str, names: dict[tuple[str, str], str]) -> str:
    if facet in _TABLES:
        return _TABLES[facet].get(value, words.plain_label(value))
    if facet in ("body", "publisher"):
        return names.get((facet, value), value)
    if facet == "response":
        return words.response_state(value)
    if facet == "body_kind":
        return words.body_kind(value)
    if facet == "setting":
        return words.setting_label(value)
    if facet == "theme":
        return taxonomy().theme(value).name if value in taxonomy().keys else words.plain_label(value)
    if facet == "sector":
        return sectors()[value].name if value in sectors() else words.plain_label(value)
    if facet == "tension":
        return tension_label(value)
    if facet == "year" and value == "unknown":
        return "Date not known"
    return words.plain_label(value)


def _facet(
    asked: Asked,
    name: str,
    heading: str,
    values: Sequence[FacetValue],
    names: dict[tuple[str, str], str],
    strange: Collection[tuple[str, str]],
) -> Facet:
    shown = [one for one in _shown(name, values) if (name, one.value) not in strange]
    added = asked.with_each(name, (one.value for one in shown))
    links = tuple(
        FacetLink(
            label=_label(name, one.value, names),
            count=one.count,
            href=asked.without_filter(name, one.value).href() if one.selected else href,
            chosen=one.selected,
        )
        for one, href in zip(shown, added, strict=True)
    )
    first = SHOWN if len(links) > SHOWN + 2 else len(links)
    return Facet(
        name=name.replace("_", "-"),
        heading=heading,
        first=links[:first],
        rest=links[first:],
        left_off=max(0, len(values) - MOST),
        open=name in OPEN or any(link.chosen for link in links),
        derived=name in DERIVED,
    )
