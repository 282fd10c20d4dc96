"""The register's own reviewed lists (data/organisations/README.md): bodies, names, links, successions."""

import datetime as dt
import re
from collections.abc import Callable

from answerable.organisations.facts import (
    BodyFact,
    CodeFact,
    Left,
    LinkFact,
    ListRead,
    NameFact,
    SuccessionFact,
    cite_words,
)
from answerable.organisations.forms.rows import Rows, iso_date
from answerable.organisations.models import Certainty, Kind, NameKind, Relation, Succession

Row = dict[str, str]

BODIES = ("key", "name", "kind", "source")
NAMES = ("key", "name", "kind", "valid_from", "valid_to", "source")
LINKS = ("key", "parent", "relation", "source")
SUCCESSIONS = ("predecessor", "successor", "kind", "on", "source")
_KEY = re.compile(r"[a-z]+:[A-Za-z0-9_-]+")


class _BadRowError(ValueError):
    """A row of a reviewed list that breaks its form. The message is for whoever edits the list."""


def is_bodies(rows: Rows) -> bool:
    header = set(rows[0][1])
    return set(BODIES) <= header and not {"valid_from", "parent", "predecessor"} & header


def is_names(rows: Rows) -> bool:
    return set(NAMES) <= set(rows[0][1])


def is_links(rows: Rows) -> bool:
    return set(LINKS) <= set(rows[0][1])


def is_successions(rows: Rows) -> bool:
    return set(SUCCESSIONS) <= set(rows[0][1])


def _each(rows: Rows, read: ListRead, use: Callable[[Row], None]) -> ListRead:
    header = rows[0][1]
    for number, cells in rows[1:]:
        if len(cells) != len(header):
            why = f"{len(cells)} columns, where the header has {len(header)}."
            read.left_out.append(Left(f"row {number}", why))
            continue
        try:
            use(dict(zip(header, cells, strict=True)))
            read.rows += 1
        except _BadRowError as error:
            read.left_out.append(Left(f"row {number}", str(error)))
    return read


def _key(row: Row, column: str = "key") -> str:
    if not _KEY.fullmatch(row[column]):
        raise _BadRowError(f"{column} is {row[column]!r}: it should look like ods:RXG or gov:dhsc.")
    return row[column]


def _date(row: Row, column: str) -> dt.date | None:
    try:
        return iso_date(row.get(column, ""))
    except ValueError:
        raise _BadRowError(f"{column} is {row[column]!r}: it should be YYYY-MM-DD or blank.") from None


def _choice(row: Row, column: str, allowed: list[str]) -> str:
    if row[column] not in allowed:
        raise _BadRowError(f"{column} is {row[column]!r}: it should be one of {', '.join(allowed)}.")
    return row[column]


def _source(row: Row) -> str:
    if not row["source"]:
        raise _BadRowError("source is blank: every fact names where it comes from.")
    return row["source"]


def _period(row: Row, start: str, end: str) -> tuple[dt.date | None, dt.date | None]:
    first, after = _date(row, start), _date(row, end)
    if first and after and after < first:
        raise _BadRowError(f"{end} {after} is before {start} {first}.")
    return first, after


def read_bodies(rows: Rows, _: bytes) -> ListRead:
    read = ListRead("reviewed bodies")

    def use(row: Row) -> None:
        key, cited = _key(row), cite_words(_source(row))
        kind = _choice(row, "kind", Kind.values)
        opened, closed = _period(row, "opened", "closed")
        if not row["name"]:
            raise _BadRowError("name is blank.")
        yes = {"yes": True, "no": False}
        read.bodies.append(
            BodyFact(
                key,
                row["name"],
                kind,
                cited,
                opened=opened,
                closed=closed,
                mental_health=yes.get(row.get("mental_health", "")),
                fictional=row.get("fictional", "") == "yes",
            )
        )
        for column in ("ods", "gss", "cqc"):
            if row.get(column):
                read.codes.append(CodeFact(key, column, row[column], cited))
        for column, name_kind in (("aliases", "alias"), ("abbreviations", "abbreviation")):
            read.names += [
                NameFact(key, text.strip(), name_kind, cited)
                for text in row.get(column, "").split("|")
                if text.strip()
            ]

    return _each(rows, read, use)


def read_names(rows: Rows, _: bytes) -> ListRead:
    read = ListRead("reviewed names")

    def use(row: Row) -> None:
        kind = _choice(row, "kind", NameKind.values)
        first, after = _period(row, "valid_from", "valid_to")
        cited = cite_words(_source(row), _date(row, "dated"))
        if not row["name"]:
            raise _BadRowError("name is blank.")
        read.names.append(NameFact(_key(row), row["name"], kind, cited, first, after))

    return _each(rows, read, use)


def read_links(rows: Rows, _: bytes) -> ListRead:
    read = ListRead("reviewed places in the hierarchy")

    def use(row: Row) -> None:
        relation = _choice(row, "relation", Relation.values)
        first, after = _period(row, "valid_from", "valid_to")
        cited = cite_words(_source(row))
        read.links.append(LinkFact(_key(row), _key(row, "parent"), relation, cited, first, after))

    return _each(rows, read, use)


def read_successions(rows: Rows, _: bytes) -> ListRead:
    read = ListRead("reviewed successions")

    def use(row: Row) -> None:
        old, new = _key(row, "predecessor"), _key(row, "successor")
        if old == new:
            raise _BadRowError("A body cannot succeed itself.")
        read.successions.append(
            SuccessionFact(
                old,
                new,
                _choice(row, "kind", Succession.values),
                cite_words(_source(row)),
                on=_date(row, "on"),
                certainty=_choice(row, "certainty", Certainty.values) if row.get("certainty") else "sure",
                note=row.get("note", ""),
            )
        )

    return _each(rows, read, use)


__all__ = [
    "is_bodies",
    "is_links",
    "is_names",
    "is_successions",
    "read_bodies",
    "read_links",
    "read_names",
    "read_successions",
]
