"""Searches that the register publishes: their names, what they are for, and what they give today."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from answerable.oversight.models import PublishedSearch
from answerable.oversight.queries.published_searches import published_search, published_searches
from answerable.pipeline.search import Found, how_many
from answerable.search.documents import IndexMissingError
from answerable.website.presenters.asked import Asked, read_address
from answerable.website.presenters.search import found_for
from answerable.website.refusals import Explained, NotHereError, WithdrawnError

HERE = "/searches"
SHOWN = 10
LISTED = 100
_LINKS = (("Published searches", HERE), ("Search the register", "/search"))


@dataclass(frozen=True, slots=True)
class SearchLine:
    search: PublishedSearch
    asked: Asked
    total: int | None  # None while there is no index

    @property
    def href(self) -> str:
        return f"{HERE}/{self.search.code}"

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.search.code,
            "title": self.search.title,
            "words": self.search.words,
            "search": self.asked.href(),
            "results": self.asked.href("/search.json"),
            "total": self.total,
            "since": self.search.recorded_at.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class SearchShown:
    line: SearchLine
    newest: tuple[Found, ...]


def asked_of(search: PublishedSearch) -> Asked:
    return read_address(QueryDict(search.asked))


def search_lines() -> tuple[SearchLine, ...]:
    return tuple(_line(one) for one in published_searches()[:LISTED])


def search_shown(code: str) -> SearchShown:
    """Raises NotHereError where there never was one, WithdrawnError where it was taken down."""
    found = published_search(code)
    if found is None:
        raise NotHereError(Explained("No such search", ("No published search has this address.",), _LINKS))
    if found.superseded_at is not None:
        raise WithdrawnError(
            Explained("This search was taken down", (f"The reason given: {found.withdrawn_why}",), _LINKS)
        )
    line = _line(found)
    newest: tuple[Found, ...] = ()
    if line.total:
        newest = tuple(found_for(replace(line.asked, sort="newest", page=1, size=SHOWN), for_list=True).hits)
    return SearchShown(line, newest)


def _line(search: PublishedSearch) -> SearchLine:
    asked = asked_of(search)
    try:
        return SearchLine(search, asked, how_many(asked.as_query()))
    except IndexMissingError:
        return SearchLine(search, asked, None)
