"""What a search address asks for, and the addresses that ask for a little more or less."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import get_args
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from answerable.pipeline.index import FACETS
from answerable.search.documents import LARGEST_PAGE, SearchQuery, Sort

LONGEST_TEXT = 300  # characters; a sentence or two
MOST_VALUES = 50  # filters in one address
SIZE = 20
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True)
class Asked:
    """One search. Facets are named in addresses with hyphens, as in publisher-kind."""

    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()  # (facet, value), in the order given
    since: dt.date | None = None
    until: dt.date | None = None
    sort: Sort = "relevance"
    page: int = 1
    size: int = SIZE
    notes: tuple[str, ...] = field(default=(), compare=False)  # what of the address was not understood

    @property
    def by_facet(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for facet, value in self.filters:
            found.setdefault(facet, []).append(value)
        return found

    @property
    def narrowed(self) -> bool:
        return bool(self.filters or self.since or self.until)

    def pairs(self) -> list[tuple[str, str]]:
        """The address's parameters, but for the page. What is usual is left out."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet.replace("_", "-"), value) for facet, value in self.filters]
        if self.since:
            pairs.append(("since", self.since.isoformat()))
        if self.until:
            pairs.append(("until", self.until.isoformat()))
        if self.sort != "relevance":
            pairs.append(("sort", self.sort))
        if self.size != SIZE:
            pairs.append(("size", str(self.size)))
        return pairs

    def href(self, path: str = "/search") -> str:
        pairs = self.pairs()
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def with_each(self, facet: str, values: Iterable[str]) -> list[str]:
        """The addresses of the search with each of these values besides; as `with_filter`, but at once."""
        before = len(self.filters) + bool(self.text)
        pairs = self.pairs()
        first, last = urlencode(pairs[:before]), urlencode(pairs[before:])
        name = urlencode({facet.replace("_", "-"): ""})
        return [
            "/search?" + "&".join(part for part in (first, name + quote_plus(value), last) if part)
            for value in values
        ]

    def as_query(self) -> SearchQuery:
        """What it asks of the index, whatever the page."""
        return SearchQuery(
            text=self.text, filters=self.by_facet, since=self.since, until=self.until, sort=self.sort
        )

    def without_facet(self, facet: str) -> "Asked":
        return replace(self, filters=tuple(f for f in self.filters if f[0] != facet), page=1)

    def with_filter(self, facet: str, value: str) -> "Asked":
        return replace(self, filters=(*self.filters, (facet, value)), page=1)

    def without_filter(self, facet: str, value: str) -> "Asked":
        return replace(self, filters=tuple(f for f in self.filters if f != (facet, value)), page=1)

    def without_filters(self) -> "Asked":
        return replace(self, filters=(), since=None, until=None, page=1)

    def sorted_by(self, sort: Sort) -> "Asked":
        return replace(self, sort=sort, page=1)


def read_address(query: QueryDict) -> Asked:
    """Reads an address of any kind: what can't be read is left out, and said in `notes`."""
    notes: list[str] = []
    text = " ".join(query.get("q", "").replace("\0", " ").split())
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
        notes.append(f"We searched for the first {LONGEST_TEXT} characters only.")
    filters = list(
        dict.fromkeys(
            (facet, value[:200])
            for facet in FACETS
            for value in query.getlist(facet.replace("_", "-"))
            if value.strip() and "\0" not in value
        )
    )
    if len(filters) > MOST_VALUES:
        filters = filters[:MOST_VALUES]
        notes.append(f"We used the first {MOST_VALUES} filters only.")
    sort = query.get("sort", "relevance")
    return Asked(
        text=text,
        filters=tuple(filters),
        since=_date(query, "since", notes),
        until=_date(query, "until", notes),
        sort=next((known for known in SORTS if known == sort), "relevance"),
        page=_number(query.get("page", ""), 1, 100_000),
        size=_number(query.get("size", ""), SIZE, LARGEST_PAGE),
        notes=tuple(notes),
    )


def _date(query: QueryDict, name: str, notes: list[str]) -> dt.date | None:
    written = query.get(name, "").strip()
    if not written:
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        notes.append(f"We left out the date “{written[:40]}”. Write it as year, month and day: 2021-03-31.")
        return None


def _number(written: str, usual: int, most: int) -> int:
    if written.isascii() and written.isdigit() and len(written) < 8:
        return min(max(1, int(written)), most)
    return usual
