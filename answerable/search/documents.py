"""What goes into the search index, and what comes out of it.

The index knows nothing of the register's models: the pipeline feeds it `SearchDocument`s, with every name of
a person masked already, and callers get keys back, which they look up for themselves. A key may point to
something deleted since the index was built: the caller leaves such a hit out.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Sort = Literal["relevance", "newest", "oldest"]
Mode = Literal["words+meaning", "words"]
LARGEST_PAGE = 100


class IndexMissingError(Exception):
    """There is no index that can be read. The message says what to do."""


class IndexClosedError(IndexMissingError):
    """There may be an index, but this account may not read it, or not write beside it."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One thing that can be found.

    `text` is what a reader would call its words; `title` and `extra` (its reference, the bodies it is
    addressed to) are searched too. Only `title` and `text` carry meaning. `facets` holds the values of each
    facet. `named` holds the names by which a field of the query finds it (`tree.FIELDS`). Documents of one
    `date` are listed by `order`, lowest first.
    """

    key: str
    text: str
    title: str = ""
    extra: str = ""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    date: dt.date | None = None
    order: int = 0
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for. `filters` are OR within a facet and AND across facets; dates are inclusive.

    `page` counts from 1. Values out of range are brought into range (`size` to 1-100), so that an address
    typed by hand gives a page rather than an error. `among`: of the documents with these keys alone.
    """

    text: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    sort: Sort = "relevance"
    page: int = 1
    size: int = 20
    among: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "page", max(1, self.page))
        object.__setattr__(self, "size", min(max(1, self.size), LARGEST_PAGE))


@dataclass(frozen=True, slots=True)
class Why:
    """Why a document is among the results. At least one always holds, unless the query only shuts out.

    `words`: the words of the query it has, as the reader typed them. `meaning`: how close it is in meaning
    (cosine, -1 to 1), or None when it is not among the closest. `phrase`: it has a quoted phrase; every one,
    where the query has no Boolean words. `fields`: what of the query's fields and dates it meets.
    """

    words: tuple[str, ...] = ()
    meaning: float | None = None
    phrase: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `snippet` is a passage of the text in pieces; True marks a piece that matches the query."""

    key: str
    score: float
    why: Why
    snippet: list[tuple[str, bool]]


class FacetValue(NamedTuple):
    value: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody needs here
    selected: bool


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of results, of `total`.

    `facets` has the values of each facet, most frequent first. A value's count is the number of results that
    choosing it would give, with the filters of the other facets kept. `notes` are for the reader: what of the
    query could not be understood, or is not in the register. `reading` is how Boolean words, fields and dates
    were understood, and `plain` the same query as plain words; `meant` is the query with words that are not
    here put as words that are. All three are empty where there is nothing to say.
    """

    total: int
    hits: list[Hit]
    facets: Mapping[str, Sequence[FacetValue]]
    mode: Mode
    notes: list[str]
    reading: str = ""
    plain: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What building or updating an index did. `repeated` are keys given twice: the first is kept."""

    documents: int
    deleted: int
    embedded: int  # texts put through the sentence model
    remembered: int  # texts whose vectors were known already
    mode: Mode
    seconds: float
    repeated: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
