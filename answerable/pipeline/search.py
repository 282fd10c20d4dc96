"""One search over the register: the index finds, the database gives the public records."""

import datetime as dt
import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from answerable.pipeline.index import FACETS
from answerable.publication.listed import listed_records
from answerable.publication.records import BATCH, EntryRecord, entry_records
from answerable.register.queries import current_versions
from answerable.search.documents import FacetValue, Mode, SearchQuery, Sort, Why
from answerable.search.index import Index


@dataclass(frozen=True, slots=True)
class Found:
    record: EntryRecord
    why: str
    snippet: list[tuple[str, bool]]

    def as_json(self) -> dict[str, object]:
        return {"why": self.why, **self.record.as_json()}


@dataclass(frozen=True, slots=True)
class FoundPage:
    total: int
    page: int
    size: int
    hits: list[Found]
    facets: Mapping[str, Sequence[FacetValue]]
    mode: Mode
    notes: list[str]
    reading: str = ""  # how Boolean words, fields and dates were understood
    plain: str = ""  # the same query as plain words
    meant: str = ""  # the query with words that are not here put as words that are

    def as_json(self) -> dict[str, object]:
        return {
            "total": self.total,
            "page": self.page,
            "size": self.size,
            "mode": self.mode,
            "notes": self.notes,
            "reading": self.reading,
            "did_you_mean": self.meant,
            "facets": {
                name: [{"value": v.value, "count": v.count} for v in values]
                for name, values in self.facets.items()
                if name in FACETS
            },
            "results": [hit.as_json() for hit in self.hits],
        }


@functools.lru_cache(maxsize=4)
def _index(directory: Path) -> Index:
    return Index.open(directory)


def find(
    text: str = "",
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    sort: Sort = "relevance",
    page: int = 1,
    size: int = 20,
    with_duties: bool = True,
    for_list: bool = False,
) -> FoundPage:
    """One page of results. Raises IndexMissingError when there is no index yet.

    `for_list`: the records are those of a list, with what it shows and no more. That is three queries in
    place of nine, and a third of the time.
    """
    query = SearchQuery(
        text=text, filters=filters or {}, since=since, until=until, sort=sort, page=page, size=size
    )
    result = _index(Path(settings.INDEX)).search(query)
    keys = [hit.key for hit in result.hits]
    if for_list:
        records = listed_records(keys)
    else:
        versions = current_versions().filter(entry__reference__in=keys)
        made = entry_records(versions, with_duties=with_duties, lineage="brief")
        records = {record.reference: record for record in made}
    hits = [
        Found(records[hit.key], in_words(hit.why), hit.snippet) for hit in result.hits if hit.key in records
    ]
    return FoundPage(
        total=result.total,
        page=query.page,
        size=query.size,
        hits=hits,
        facets=result.facets,
        mode=result.mode,
        notes=list(result.notes),
        reading=result.reading,
        plain=result.plain,
        meant=result.meant,
    )


def keys_of(query: SearchQuery) -> list[str]:
    """The reference of every result. Raises IndexMissingError as `find`."""
    return _index(Path(settings.INDEX)).keys(query)


def how_many(query: SearchQuery) -> int:
    """The number of results, and nothing else. Raises IndexMissingError as `find`."""
    return _index(Path(settings.INDEX)).total(query)


def found_by_words(query: SearchQuery, keys: Collection[str]) -> set[str]:
    """Those of these entries that the query finds without asking for meaning. IndexMissingError as `find`."""
    return _index(Path(settings.INDEX)).among(query, keys)


def find_all(query: SearchQuery) -> Iterator[EntryRecord]:
    """Every result, in the order asked, a bounded number in memory at a time. IndexMissingError as `find`."""
    return _records_of(keys_of(query))


def _records_of(keys: Sequence[str]) -> Iterator[EntryRecord]:
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        versions = current_versions().filter(entry__reference__in=batch)
        records = {record.reference: record for record in entry_records(versions, with_duties=False)}
        yield from (records[key] for key in batch if key in records)


def in_words(why: Why) -> str:
    """Why a result is one, for a reader."""
    reasons = []
    reasons += [f"has “{one}”" for one in why.fields]
    if why.phrase:
        reasons.append("has the exact phrase")
    if why.words:
        noun = "word" if len(why.words) == 1 else "words"
        reasons.append(f"has the {noun} " + ", ".join(f"“{word}”" for word in why.words))
    if why.meaning is not None:
        reasons.append(f"close in meaning ({why.meaning:.2f} of 1)")
    return "; ".join(reasons) if reasons else "listed without a search"
