"""Duties as rows of a report: what was asked, of whom, by when, and how it stands on the day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.assurance import axes
from answerable.assurance.axes import Axis
from answerable.duties.models import Duty
from answerable.lineage.queries.dated import words_held
from answerable.oversight.figures import BY_KEY, Scope, World
from answerable.oversight.figures.definitions import Condition, meets, q
from answerable.oversight.models import Spell
from answerable.publication.packs.model import Cell, Column, Link, Table

_CHUNK = 500
LONGEST = 220  # letters of what was asked; the whole stands on the entry's page

COLUMNS = (
    Column("Entry", wide=2),
    Column("Report", wide=3),
    Column("What was asked", wide=6),
    Column("Reply due", wide=2),
    Column("Reply", wide=2),
    Column("Said to be", wide=2),
    Column("Found", wide=2),
)
WITH_BODY = (COLUMNS[0], Column("Body", wide=3), *COLUMNS[1:])


@dataclass(frozen=True, slots=True)
class Row:
    """One duty on the day."""

    spell: Spell
    duty: Duty
    words: str

    @property
    def order(self) -> tuple[dt.date, str]:
        return self.spell.issued_on or dt.date.min, self.duty.reference


def spells_where(world: World, scope: Scope, condition: Condition) -> list[Spell]:
    kept = world.kept(scope, q(condition, world.on)).order_by("duty_id")
    fresh = [one for one in world.fresh_in(scope) if meets(one, condition, world.on)]
    return [*kept, *fresh]


def rows_of(spells: Iterable[Spell], on: dt.date) -> list[Row]:
    """The newest report first."""
    found = {one.duty_id: one for one in spells}
    keys = sorted(found)
    duties: dict[int, Duty] = {}
    words: dict[int, str] = {}
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        held = Duty.objects.filter(pk__in=part).select_related("entry__report__publisher", "holder")
        duties |= {one.pk: one for one in held}
        entries = {one.entry_id for one in held}
        words |= {key: version.text for key, version in words_held(entries, on).items()}
    made = [
        Row(spell, duties[key], words.get(duties[key].entry_id, ""))
        for key, spell in found.items()
        if key in duties
    ]
    return sorted(made, key=lambda row: row.order, reverse=True)


def rows_behind(world: World, scope: Scope, figure: str) -> list[Row]:
    """The duties that a figure counts. Raises KeyError for none of the figures."""
    return rows_of(spells_where(world, scope, BY_KEY[figure].condition), world.on)


def table_of(caption: str, rows: Sequence[Row], *, bodies: bool = False) -> Table:
    return Table(caption, WITH_BODY if bodies else COLUMNS, tuple(_cells(row, bodies) for row in rows))


def _cells(row: Row, bodies: bool) -> tuple[Cell, ...]:
    spell, duty, report = row.spell, row.duty, row.duty.entry.report
    cells: list[Cell] = [Link(duty.entry.reference, f"/entries/{duty.entry.reference}")]
    if bodies:
        cells.append(Link(duty.holder.name, f"/organisations/{duty.holder.reference}"))
    cells += [
        Link(report.title, f"/reports/{report.reference}"),
        shortened(row.words),
        spell.due_on.isoformat() if spell.due_on else "no date known",
        axes.label(Axis.RESPONSE, spell.response),
        axes.label(Axis.CLAIMED, spell.claimed),
        axes.label(Axis.VERIFIED, spell.found),
    ]
    return tuple(cells)


def shortened(text: str) -> str:
    """Cut between words."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
