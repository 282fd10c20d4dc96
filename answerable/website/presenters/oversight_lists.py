"""The list behind a figure or an age: its duties, a page of them, and as CSV."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from answerable.duties.models import Duty
from answerable.duties.queries import with_entry
from answerable.oversight.figures import BY_KEY, Scope, World, age_conditions, duties_where
from answerable.oversight.figures.definitions import Condition
from answerable.publication.standing import StandingRecord, standings
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
    duties = duties_where(world, scope, condition)
    count = duties.count()
    pages = max(1, -(-count // ROWS_A_PAGE))
    page = min(page, pages)
    rows = stretch(duties, (page - 1) * ROWS_A_PAGE, ROWS_A_PAGE)
    return ListPage(
        scope=scope,
        label=label,
        how=how,
        count=count,
        as_at=long_date(world.on),
        rows=glances(standings(rows, on=on, notes=False), on),
        page=page,
        pages=pages,
        later=world.since.later,
    )


def list_records(scope: Scope, key: str, on: dt.date | None) -> Iterator[StandingRecord]:
    """Every duty of the list, in pieces, so that memory stays flat."""
    world = World(on)
    duties = duties_where(world, scope, asked(key, world.on)[2])
    keys = list(_ordered(duties).values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = {one.pk: one for one in with_entry(Duty.objects.filter(pk__in=keys[start : start + CHUNK]))}
        held = [rows[key] for key in keys[start : start + CHUNK] if key in rows]
        yield from standings(held, on=on, notes=False)


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


def stretch(duties: QuerySet[Duty], start: int, most: int) -> list[Duty]:
    """A stretch of the list, newest report first. Keys are ordered before the rest is loaded."""
    keys = list(_ordered(duties).values_list("pk", flat=True)[start : start + most])
    rows = {duty.pk: duty for duty in with_entry(Duty.objects.filter(pk__in=keys))}
    return [rows[key] for key in keys if key in rows]


def _ordered(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    return duties.order_by("-pk")
