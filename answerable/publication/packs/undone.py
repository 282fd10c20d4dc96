"""Accepted and not done: a yearly report in the manner of a parliament's, body by body, A to Z."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from answerable.assurance import axes
from answerable.assurance.axes import Axis
from answerable.oversight.figures import EVERYTHING, Scope, World, figures
from answerable.publication.packs.asked import PackAsked, last_event, worlds
from answerable.publication.packs.model import Bullets, Column, Link, Pack, Paragraph, Section, Table
from answerable.publication.packs.parts import age_section, day, method_section, of
from answerable.publication.packs.rows import Row, rows_behind, shortened

MOST_ROWS = 5000
_COLUMNS = (
    Column("Entry", wide=2),
    Column("What was asked", wide=7),
    Column("Asked by", wide=3),
    Column("Accepted on", wide=2),
    Column("Years since", numeric=True),
    Column("Said to be", wide=2),
    Column("Found", wide=2),
)


def undone_pack(asked: PackAsked, scope: Scope = EVERYTHING) -> Pack:
    """What had been accepted by the day and nobody independent had found done, the longest standing first.

    Raises PackError where the figures were not worked out yet.
    """
    _, after = worlds(asked)
    position, leaf = last_event(asked.on)
    now = figures(scope, world=after)
    rows = rows_behind(after, scope, "accepted-not-done")
    fresh = [row for row in rows if asked.start <= (_accepted(row) or dt.date.min) <= asked.end]
    short = (
        f"On {day(asked.on)} bodies had accepted {now.value('accepted'):,} things that were asked of them, "
        f"in full, in part or in principle. Open, and not found done by anybody independent: "
        f"{of(now, 'accepted-not-done')}.",
        f"Of these {len(fresh):,} were accepted between {day(asked.start)} and {day(asked.end)}.",
        "Accepting is the body’s word. Done is what somebody independent found. A body may have done what "
        "nobody has looked at yet: the column “Found” says so.",
    )
    sections = [
        Section("In short", (Bullets(short),)),
        age_section(scope, after),
        *_bodies(rows[:MOST_ROWS], after),
    ]
    if len(rows) > MOST_ROWS:
        sections.append(Section("Left out", (Paragraph(f"{len(rows) - MOST_ROWS:,} older ones."),)))
    sections.append(method_section("Made from the public register.", asked, now))
    return Pack(
        kind="undone",
        title="Accepted and not done",
        subject=scope.name,
        start=asked.start,
        end=asked.end,
        on=asked.on,
        fictional=bool(rows) and all(row.duty.holder.fictional for row in rows),
        position=position,
        leaf=leaf,
        sections=tuple(sections),
    )


def _bodies(rows: Sequence[Row], after: World) -> Iterator[Section]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.duty.holder.name].append(row)
    for name in sorted(found):
        held = sorted(found[name], key=lambda row: (_accepted(row) or dt.date.min, row.duty.reference))
        table = Table(f"{name}: {len(held):,}", _COLUMNS, tuple(_cells(row, after.on) for row in held))
        yield Section(name, (table,))


def _cells(row: Row, on: dt.date) -> tuple[str | Link, ...]:
    accepted = _accepted(row)
    return (
        Link(row.duty.entry.reference, f"/entries/{row.duty.entry.reference}"),
        shortened(row.words),
        row.duty.entry.report.publisher.name,
        accepted.isoformat() if accepted else "not known",
        f"{(on - accepted).days / 365.25:.1f}" if accepted else "not known",
        axes.label(Axis.CLAIMED, row.spell.claimed),
        axes.label(Axis.VERIFIED, row.spell.found),
    )


def _accepted(row: Row) -> dt.date | None:
    return row.spell.accepted_on
