"""Places and bodies side by side: what was asked of each, year by year, and how much of it was answered.

All on one scale and from A to Z. Nothing here says that one does better than another: what differs by more
than chance is said by the funnel beside the table.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.oversight.figures import EVERYTHING, Level, Scope, World
from answerable.oversight.figures.side_by_side import Years, together, years_by_body
from answerable.website.formats import counted, long_date
from answerable.website.multiples_years import Panels, Side, panels
from answerable.website.presenters.oversight_levels import Parts, Row, address, linked_row

SHOWN_YEARS = 10
MOST_PANELS = 45  # more than there are boards
YEAR_COLUMNS = ("level", "reference", "name", "as_at", "year", "asked", "answered")


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What the template parts/multiples_years.html draws. `so_far`: the last year is not over."""

    column: str
    drawn: Panels
    so_far: bool
    as_at: str
    notes: tuple[str, ...]
    csv_href: str


def side_by_side(scope: Scope, world: World, parts: Parts, on: dt.date | None) -> SideBySide | None:
    """None where nothing lies below, or nothing was asked of it. One query at most."""
    held = [(row, years) for row, years in years_below(scope, world, parts) if years.asked]
    # Beside regions and boards, the single bodies that no list places there would be another level.
    left = {row.reference for row in parts.rest if (row.level == "body") == bool(parts.rows)}
    charted = [(row, years) for row, years in held if row.reference not in left]
    if not charted:
        return None
    end = f"?as-at={on.isoformat()}" if on else ""
    years = tuple(range(world.on.year - SHOWN_YEARS + 1, world.on.year + 1))
    shown = charted[:MOST_PANELS]
    return SideBySide(
        column=parts.column if parts.rows else "Site" if parts.sites else "Body",
        drawn=panels("side", years, [_side(row, end, one) for row, one in shown]),
        so_far=(world.on.month, world.on.day) != (12, 31),
        as_at=long_date(world.on),
        notes=tuple(_notes(parts, charted, years[0])),
        csv_href=f"{address(scope)}/years.csv{end}",
    )


def years_below(scope: Scope, world: World, parts: Parts) -> Iterator[tuple[Row, Years]]:
    """Each place, body and site below with its years, those of the rest last."""
    rows = [*parts.rows, *parts.rest]
    held = years_by_body(world, EVERYTHING if scope.level is Level.BODY else scope) if rows else {}
    for row in (*rows, *parts.sites):
        yield row, row.years or together(held[pk] for pk in row.members if pk in held)


def _side(row: Row, end: str, years: Years) -> Side:
    pairs = {year: (asked, years.answered[year]) for year, asked in years.asked.items() if year is not None}
    return Side(row.name, linked_row(row, end).href, pairs)


def _notes(parts: Parts, charted: list[tuple[Row, Years]], first: int) -> Iterator[str]:
    if len(charted) > MOST_PANELS:
        yield f"The first {MOST_PANELS} by name; {len(charted) - MOST_PANELS:,} more stand in the CSV."
    older = sum(
        n for _, years in charted for year, n in years.asked.items() if year is not None and year < first
    )
    undated = sum(years.asked[None] for _, years in charted)
    if older:
        yield f"{counted(older, 'duty', 'duties')} of reports before {first}: in the CSV alone."
    if undated:
        yield f"{counted(undated, 'duty', 'duties')} of reports without a date: in the CSV alone."
    nothing = sum(not row.counts["asked"] for row in parts.rows)
    if nothing:
        yield f"Nothing was asked of {nothing:,} more: the table above names them."


def year_rows(scope: Scope, world: World, parts: Parts) -> Iterator[tuple[object, ...]]:
    """For the CSV. No year: the report has no date."""
    for row, years in years_below(scope, world, parts):
        for year in sorted(years.asked, key=lambda one: (one is None, one or 0)):
            yield (
                row.level, row.reference, row.name, world.on, "" if year is None else year,
                years.asked[year], years.answered[year],
            )  # fmt: skip
