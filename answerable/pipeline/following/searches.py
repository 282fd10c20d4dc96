"""A search that is followed: what its page was asked for, as one text."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from answerable.pipeline.index import DERIVED, FACETS
from answerable.search.documents import SearchQuery

_NAMES = {facet.replace("_", "-"): facet for facet in FACETS}
_LEFT_OUT = frozenset({"sort", "size", "page"})


def subject_of(pairs: Iterable[tuple[str, str]]) -> str:
    """The parameters of a search's address in one order; what only orders its results is left out."""
    return urlencode(sorted(pair for pair in pairs if pair[0] not in _LEFT_OUT))


def query_of(subject: str) -> SearchQuery:
    """What it looks for. What can't be read is left out, as the search page does."""
    text, since, until = "", None, None
    filters: dict[str, list[str]] = {}
    for name, value in parse_qsl(subject):
        if name == "q":
            text = value
        elif name == "since":
            since = _day(value)
        elif name == "until":
            until = _day(value)
        elif name in _NAMES:
            filters.setdefault(_NAMES[name], []).append(value)
    return SearchQuery(text=text, filters=filters, since=since, until=until)


def hangs_on_programs(query: SearchQuery) -> bool:
    """Whether it asks for what a program works out after an entry has come."""
    return not DERIVED.isdisjoint(name for name, values in query.filters.items() if values)


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None
