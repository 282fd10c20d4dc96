"""Places and bodies side by side: what was asked of each, year by year, and how much of it was answered.

All on one scale and from A to Z. Nothing here says that one does better than another: what differs by more
than chance is said by the funnel beside the table.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.oversight.figures import Scope, World
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
    """None where nothing lies below, or nothing was asked of it."""
    # Beside regions and boards, the single bodies that no list places there would be another level.
    left = {row.reference for row in parts.rest if (row.level == "body") == bool(parts.rows)}
    charted = [row for row in every(parts) if row.years.asked and row.reference not in left]
    if not charted:
        return None
    end = f"?as-at={on.isoformat()}" if on else ""
    years = tuple(range(world.on.year - SHOWN_YEARS + 1, world.on.year + 1))
    shown = charted[:MOST_PANELS]
    return SideBySide(
        column=parts.column if parts.rows else "Site" if parts.sites else "Body",
        drawn=panels("side", years, [_side(row, end) for row in shown]),
        so_far=(world.on.month, world.on.day) != (12, 31),
        as_at=long_date(world.on),
        notes=tuple(_notes(parts, charted, years[0])),
        csv_href=f"{address(scope)}/years.csv{end}",
    )


def every(parts: Parts) -> list[Row]:
    return [*parts.rows, *parts.rest, *parts.sites]


def _side(row: Row, end: str) -> Side:
    years = row.years
    pairs = {year: (asked, years.answered[year]) for year, asked in years.asked.items() if year is not None}
    return Side(row.name, linked_row(row, end).href, pairs)


def _notes(parts: Parts, charted: list[Row], first: int) -> Iterator[str]:
    if len(charted) > MOST_PANELS:
        yield f"The first {MOST_PANELS} by name; {len(charted) - MOST_PANELS:,} more stand in the CSV."
    by_year = [pair for row in charted for pair in row.years.asked.items()]
    older = sum(n for year, n in by_year if year is not None and year < first)
    undated = sum(row.years.asked[None] for row in charted)
    if older:
        yield f"{counted(older, 'duty', 'duties')} of reports before {first}: in the CSV alone."
    if undated:
        yield f"{counted(undated, 'duty', 'duties')} of reports without a date: in the CSV alone."
    nothing = sum(not row.counts["asked"] for row in parts.rows)
    if nothing:
        yield f"Nothing was asked of {nothing:,} more: the table above names them."


def year_rows(world: World, parts: Parts) -> Iterator[tuple[object, ...]]:
    """For the CSV. No year: the report has no date."""
    for row in every(parts):
        for year in sorted(row.years.asked, key=lambda one: (one is None, one or 0)):
            counts = (row.years.asked[year], row.years.answered[year])
            yield row.level, row.reference, row.name, world.on, "" if year is None else year, *counts
