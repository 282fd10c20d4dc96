"""A board's report: what its body was asked, what it said and did, what others found, whether it worked."""

from collections.abc import Iterator

from answerable.core.calendar import today
from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import Line
from answerable.impact.queries import series
from answerable.organisations.models import Organisation
from answerable.oversight.figures import Figures, Scope, World, figures, of_body
from answerable.publication.packs.asked import PackAsked, last_event, worlds
from answerable.publication.packs.model import Block, Bullets, Pack, Paragraph, Section
from answerable.publication.packs.parts import (
    age_section,
    charted,
    day,
    figures_section,
    flow_section,
    method_section,
    of,
)
from answerable.publication.packs.rows import Row, rows_behind, rows_of, spells_where, table_of

MOST_CHARTS = 8
MOST_ROWS = 400  # in one list; the whole is on the page that the figure opens

# Key of the figure, and what the list of its duties is called.
LISTS = (
    ("not-identified", "No response identified"),
    ("accepted-not-done", "Accepted, and not found done"),
    ("marked-down", "Found less than said"),
    ("not-looked-at", "Said to be done, and not looked at by anybody else yet"),
    ("stalled", "Nothing heard for three months"),
    ("slipped", "With a date that moved"),
    ("recurring", "Asked again since it was said to be done"),
    ("reopened", "Open again after it was closed"),
)


def board_pack(body: Organisation, asked: PackAsked) -> Pack:
    """Raises PackError where the figures were not worked out yet."""
    before, after = worlds(asked)
    scope = of_body(body)
    position, leaf = last_event(asked.on)
    now = figures(scope, world=after)
    sections = [
        Section("In short", (_in_short(now),)),
        figures_section(scope, before, after),
        flow_section(scope, asked, after),
        age_section(scope, after),
        *_lists(scope, after),
        _indicators(body, asked),
        method_section(
            f"This report was made for the board of {body.name} from the public register.", asked, now
        ),
    ]
    return Pack(
        kind="board",
        title="Report for the board",
        subject=body.name,
        start=asked.start,
        end=asked.end,
        on=asked.on,
        fictional=body.fictional,
        position=position,
        leaf=leaf,
        sections=tuple(sections),
    )


def _in_short(now: Figures) -> Block:
    name, on = now.scope.name, day(now.on)
    if not now.value("asked"):
        return Paragraph(f"On {on} the register held nothing that asks {name} to do anything.")
    items = [
        f"On {on}, {now.value('asked'):,} things were asked of it, of which {now.value('open'):,} are open.",
        f"Replies received: {of(now, 'answered')}. A reply was due for {now.value('due'):,}; no response was "
        f"identified in the sources checked for {of(now, 'not-identified')}.",
        f"Said to be done: {of(now, 'claimed')}. Of these somebody else found {now.value('verified'):,} done "
        f"and {now.value('marked-down'):,} less than said, and nobody has looked at "
        f"{now.value('not-looked-at'):,}.",
        f"Accepted, and not found done: {of(now, 'accepted-not-done')}.",
    ]
    if now.value("recurring"):
        items.append(f"Asked again by a later report since it was said to be done: {of(now, 'recurring')}.")
    return Bullets(tuple(items))


def _lists(scope: Scope, after: World) -> Iterator[Section]:
    due = _due_soon(scope, after)
    yield Section(
        "Replies due in the next three months",
        (table_of("By the day on which they are due", due),) if due else (Paragraph("None is known of."),),
    )
    for key, title in LISTS:
        rows = rows_behind(after, scope, key)
        if not rows:
            yield Section(title, (Paragraph("None."),))
            continue
        blocks: list[Block] = [table_of(title, rows[:MOST_ROWS])]
        if len(rows) > MOST_ROWS:
            blocks.append(Paragraph(f"The newest {MOST_ROWS:,} of {len(rows):,}."))
        yield Section(title, tuple(blocks))


def _due_soon(scope: Scope, after: World) -> list[Row]:
    spells = [
        one
        for one in spells_where(after, scope, {"response": "not_yet_due"})
        if one.due_on and (one.due_on - after.on).days <= 92
    ]
    return sorted(rows_of(spells, after.on), key=lambda row: (row.spell.due_on, row.duty.reference))


def _indicators(body: Organisation, asked: PackAsked) -> Section:
    """Charts of the body's indicators, by code; those that have a series of their own, not parts of one."""
    held = set(Line.objects.filter(organisation=body, split="").values_list("indicator", flat=True))
    known = [one for code, one in shipped().items() if code in held and not one.part_of]
    blocks: list[Block] = []
    drawn = 0
    for one in known:
        if drawn == MOST_CHARTS:
            break
        made = _indicator(one, body, asked)
        drawn += len(made) > 1
        blocks += made
    if not blocks:
        blocks.append(Paragraph("No published figures of this body are held."))
    elif drawn == MOST_CHARTS and len(known) > MOST_CHARTS:
        blocks.append(
            Paragraph(f"{len(known):,} indicators are held of it; the first {MOST_CHARTS} are shown.")
        )
    return Section("Whether care changed", tuple(blocks))


def _indicator(one: Indicator, body: Organisation, asked: PackAsked) -> tuple[Block, ...]:
    found = series(one.code, body, on=None if asked.on >= today() else asked.on)
    if not found.readings:
        return ()
    subtitle = f"{body.name}, as at {day(asked.on)}. {one.source.name}."
    return charted(f"indicator-{one.code}", subtitle, found, one.better)
