"""Places of care that a body runs or ran, by lists of places and of names: since when, and how surely."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.organisations.models import Joined, Location, Organisation, OrganisationName
from answerable.organisations.naming import name_key
from answerable.organisations.places import locations_around
from answerable.publication.places import SURE, PlaceRecord, place_records
from answerable.website.formats import long_date


@dataclass(frozen=True, slots=True)
class RunPlace:
    """`joined` says by what it is taken to be this body's; `notes` what else is to be known of it.

    `spells` are its rows in the public files: one for each name that it bore under the body.
    """

    name: str
    code: str  # the regulator's; "" where only a list of names has it
    area: str
    dates: str
    running: bool
    joined: str
    notes: tuple[str, ...]
    spells: tuple[PlaceRecord, ...]


def run_places(
    body: Organisation, names: Iterable[OrganisationName], day: dt.date, *, listed: bool
) -> tuple[RunPlace, ...]:
    """From A to Z, those that it runs on the day first. Not `listed`: no list of places names it."""
    by_code: dict[str, list[Location]] = defaultdict(list)
    for row in locations_around(body) if listed else ():
        by_code[row.code].append(row)
    own_rows = [row for rows in by_code.values() for row in rows if row.organisation_id == body.pk]
    spells: dict[str, list[PlaceRecord]] = defaultdict(list)
    for record in place_records(body, own_rows, names, day):
        spells[record.place].append(record)
    found = [_named(record, day) for record in spells.pop("", ())]
    for code, records in spells.items():
        own = [
            r for r in by_code[code] if r.organisation_id == body.pk and (r.opened is None or r.opened <= day)
        ]
        found.append(_registered(own, by_code[code], day, tuple(records)))
    return tuple(sorted(found, key=lambda one: (not one.running, one.name.casefold(), one.code)))


def _registered(
    own: Sequence[Location], rows: Sequence[Location], day: dt.date, spells: tuple[PlaceRecord, ...]
) -> RunPlace:
    newest: dt.date | None = getattr(own[0], "newest", None)
    first, last = own[0], own[-1]
    running = last.closed is None or day < last.closed
    notes = []
    if earlier := list(dict.fromkeys(row.name for row in own if name_key(row.name) != name_key(last.name))):
        notes.append(f"Listed before as {' and '.join(earlier)}.")
    before = [row for row in rows if row.organisation_id != last.organisation_id and _ends_by(row, first)]
    after = [row for row in rows if row.organisation_id != last.organisation_id and _ends_by(last, row)]
    if before:
        notes.append(f"{before[-1].organisation.name} ran it before.")
    if after and not running:
        notes.append(f"{after[0].organisation.name} ran it after.")
    if running and newest and last.listed_to and last.listed_to < newest:
        notes.append(
            f"Last in the list of {long_date(last.listed_to)}; no later one has it, or says that it closed."
        )
    return RunPlace(
        last.name,
        last.code,
        last.area,
        _dates(first, None if running else last.closed),
        running,
        _joined(last),
        tuple(notes),
        spells,
    )


def _ends_by(one: Location, other: Location) -> bool:
    return bool(one.closed and other.opened and one.closed <= other.opened)


def _dates(first: Location, closed: dt.date | None) -> str:
    last = f"until {long_date(closed - dt.timedelta(days=1))}" if closed else ""
    if first.opened is None or first.opened == closed:
        return last
    began = f"since {long_date(first.opened)}" if not closed else f"{long_date(first.opened)} to {last[6:]}"
    return began if first.day_known else f"by {long_date(first.opened)}{f', {last}' if last else ''}"


def _joined(row: Location) -> str:
    words = str(Joined(row.joined).label)
    if row.joined in SURE:
        return words
    return f"{words} ({row.provider_name}); nobody checked that"


def _named(record: PlaceRecord, day: dt.date) -> RunPlace:
    """One that only a list of names has."""
    running = record.closed is None or day < record.closed
    since = f"since {long_date(record.opened)}" if record.opened else ""
    until = f"until {long_date(record.closed - dt.timedelta(days=1))}" if record.closed else ""
    dates = since if running else until
    return RunPlace(record.name, "", "", dates, running, "by a list of names", (), (record,))
