"""The list behind a figure or an age: its duties, a page of them, and as CSV."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.oversight.figures import BY_KEY, Scope, World, age_conditions, keys_where
from answerable.oversight.figures.definitions import Condition
from answerable.publication.standing import StandingRecord, rows_of, standings
from answerable.website.formats import long_date
from answerable.website.presenters.standing import Glance, glances
from answerable.website.refusals import Explained, NotHereError

ROWS_A_PAGE = 50
CHUNK = 500


@dataclass(frozen=True, slots=True)
class ListPage:
    scope: Scope
    label: str
    how: str
    count: int
    as_at: str
    rows: tuple[Glance, ...]
    page: int
    pages: int
    later: int


def list_page(scope: Scope, key: str, page: int, on: dt.date | None) -> ListPage:
    """Raises NotHereError for no figure."""
    world = World(on)
    label, how, condition = asked(key, world.on)
    keys = keys_where(world, scope, condition)
    count = len(keys)
    pages = max(1, -(-count // ROWS_A_PAGE))
    page = min(page, pages)
    rows = rows_of(keys[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE])
    return ListPage(
        scope=scope,
        label=label,
        how=how,
        count=count,
        as_at=long_date(world.on),
        rows=glances(standings(rows, on=on, answers=False, notes=False), on),
        page=page,
        pages=pages,
        later=world.since.later,
    )


def list_records(scope: Scope, key: str, on: dt.date | None) -> Iterator[StandingRecord]:
    """Every duty of the list, in pieces, so that memory stays flat."""
    world = World(on)
    keys = keys_where(world, scope, asked(key, world.on)[2])
    for start in range(0, len(keys), CHUNK):
        yield from standings(rows_of(keys[start : start + CHUNK]), on=on, answers=False, notes=False)


def asked(key: str, on: dt.date) -> tuple[str, str, Condition]:
    """(label, who is in it, condition) of a figure or an age. Raises NotHereError."""
    if key in BY_KEY:
        return BY_KEY[key].label, BY_KEY[key].who, BY_KEY[key].condition
    aged = age_conditions(on)
    if key not in aged:
        raise NotHereError(
            Explained("There is no such figure", ("Check the address.",), (("All figures", "/oversight"),))
        )
    label, condition = aged[key]
    if key.startswith("issue"):
        return f"Open, {label} since the report", BY_KEY["open"].who, condition
    who = BY_KEY["accepted-not-done"].who
    return f"Accepted and not found done, {label} since acceptance", who, condition
