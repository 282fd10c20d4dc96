"""The national report of a quarter, or of any period: the whole register, and region by region."""

import datetime as dt
from collections.abc import Iterator

from answerable.impact.queries.recurrence import AlarmShown, alarms
from answerable.lineage.queries import most_repeated, overdue_contradictions
from answerable.organisations.models import Organisation
from answerable.oversight.figures import EVERYTHING, Figures, World, figures, of_body, places
from answerable.oversight.missing.sequences import sequences
from answerable.oversight.models import Exercise
from answerable.oversight.queries.missing import numbered_years, silences
from answerable.publication.packs.asked import PackAsked, last_event, worlds
from answerable.publication.packs.model import (
    Block,
    Bullets,
    Cell,
    Column,
    Link,
    Pack,
    Paragraph,
    Section,
    Table,
)
from answerable.publication.packs.parts import (
    age_section,
    day,
    figures_section,
    flow_section,
    method_section,
    of,
    share,
)
from answerable.publication.packs.rows import shortened
from answerable.register.models import Report

MOST_REPEATED = 25
_REGION_FIGURES = (
    "asked",
    "answered",
    "not-identified",
    "accepted-not-done",
    "claimed",
    "verified",
    "marked-down",
)


def national_pack(asked: PackAsked) -> Pack:
    """Raises PackError where the figures were not worked out yet."""
    before, after = worlds(asked)
    position, leaf = last_event(asked.on)
    now = figures(EVERYTHING, world=after)
    fictional = not Report.objects.filter(fictional=False).exists()
    sections = (
        Section("In short", (_in_short(now, asked),)),
        figures_section(EVERYTHING, before, after),
        flow_section(EVERYTHING, asked, after),
        age_section(EVERYTHING, after),
        Section("Region by region", tuple(_regions(after))),
        Section("Asked most often", tuple(_repeated(asked, fictional))),
        Section("Asked again since it was said to be done", tuple(_again(asked))),
        Section("At cross-purposes, past the day set", tuple(_contradictions(asked))),
        Section("What was put first, and why", tuple(_priorities(asked))),
        Section("What is missing", tuple(_missing(asked))),
        method_section("Made from the public register, for the whole of it.", asked, now),
    )
    return Pack(
        kind="national",
        title="National report",
        subject="What was asked to make care safer, and what became of it",
        start=asked.start,
        end=asked.end,
        on=asked.on,
        fictional=fictional,
        position=position,
        leaf=leaf,
        sections=sections,
    )


def _in_short(now: Figures, asked: PackAsked) -> Block:
    return Bullets(
        (
            f"On {day(asked.on)} the register held {now.value('asked'):,} duties: one body asked one thing. "
            f"{now.value('open'):,} are open.",
            f"Replies received: {of(now, 'answered')}. No response was identified in the sources checked for "
            f"{of(now, 'not-identified')} that were due.",
            f"Accepted, and not found done: {of(now, 'accepted-not-done')}.",
            f"Said to be done: {of(now, 'claimed')}. Somebody else found {of(now, 'verified')} done, and "
            f"{now.value('marked-down'):,} less than said; nobody has looked at "
            f"{now.value('not-looked-at'):,}.",
            f"Asked again by a later report since it was said to be done: {of(now, 'recurring')}.",
        )
    )


def _regions(after: World) -> Iterator[Block]:
    keys = places(after.on).regions
    regions = Organisation.objects.filter(pk__in=keys).order_by("name")
    found = [(region, figures(of_body(region), world=after)) for region in regions]
    if not found:
        yield Paragraph("No list places a body in a region.")
        return
    columns = (
        Column("Region", wide=3),
        *(Column(found[0][1][key].label, numeric=True) for key in _REGION_FIGURES),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Link(region.name, f"/organisations/{region.reference}"),
            *(share(one.value(key), one[key].of) for key in _REGION_FIGURES),
        )
        for region, one in found
    )
    yield Table("A to Z; a duty counts where the body that holds it lies", columns, rows)
    inside = sum(one.value("asked") for _, one in found)
    everything = figures(EVERYTHING, world=after).value("asked")
    yield Paragraph(
        f"{everything - inside:,} of {everything:,} duties are held by national bodies, or by bodies that no "
        "list places in a region."
    )


def _repeated(asked: PackAsked, fictional: bool) -> Iterator[Block]:
    rows = most_repeated(asked.on, fictional=fictional, limit=MOST_REPEATED)
    if not rows:
        yield Paragraph("No expectation gathers what several reports ask.")
        return
    columns = (
        Column("Expectation", wide=2),
        Column("What is asked", wide=6),
        Column("Reports", numeric=True),
        Column("Bodies asked", numeric=True),
        Column("Since", numeric=True),
        Column("Settled", wide=2),
    )
    yield Table(
        "The most repeated first, reports about one event counted once",
        columns,
        tuple(
            (
                Link(one.expectation.reference, f"/expectations/{one.expectation.reference}"),
                shortened(one.expectation.text),
                f"{one.facts.reports:,}",
                f"{len(one.facts.bodies):,}",
                str(one.facts.first.year) if one.facts.first else "not known",
                "adopted by a person" if one.expectation.state == "adopted" else "a draft of the machine",
            )
            for one in rows
        ),
    )


def _again(asked: PackAsked) -> Iterator[Block]:
    found = [
        one for one in alarms(on=asked.on) if one.stands and asked.start <= one.alarm.again_on <= asked.end
    ]
    if not found:
        yield Paragraph("No report of the period asks again for what was said to be done.")
        return
    columns = (
        Column("Later entry", wide=2),
        Column("Body", wide=3),
        Column("Said, found or closed as done on"),
        Column("Asked again on"),
        Column("What was found since", wide=3),
    )
    yield Table("Reports of the period", columns, tuple(_alarm(one) for one in found))


def _alarm(one: AlarmShown) -> tuple[Cell, ...]:
    alarm = one.alarm
    return (
        Link(alarm.entry.reference, f"/entries/{alarm.entry.reference}"),
        alarm.duty.holder.name,
        alarm.done_on.isoformat(),
        alarm.again_on.isoformat(),
        one.looked.get_outcome_display() if one.looked else "Nobody has looked yet",
    )


def _contradictions(asked: PackAsked) -> Iterator[Block]:
    found = overdue_contradictions(asked.on)
    if not found:
        yield Paragraph("None.")
        return
    columns = (
        Column("Contradiction", wide=2),
        Column("About", wide=5),
        Column("Who must settle it", wide=3),
        Column("By"),
    )
    yield Table(
        "The longest overdue first",
        columns,
        tuple(
            (
                Link(one.contradiction.reference, f"/cross-purposes/{one.contradiction.reference}"),
                one.contradiction.subject,
                one.organisation.name if one.organisation else "",
                one.due_on.isoformat() if one.due_on else "",
            )
            for one in found
        ),
    )


def _priorities(asked: PackAsked) -> Iterator[Block]:
    decided = Exercise.objects.filter(
        state=Exercise.State.DECIDED, decision__recorded_at__date__range=(asked.start, asked.end)
    ).select_related("decision")
    for one in decided:
        yield Paragraph(f"{one.title} ({one.reference}): {one.decision.words}")
    if not decided:
        yield Paragraph("No priority exercise was decided in the period.")


def _missing(asked: PackAsked) -> Iterator[Block]:
    columns = (
        Column("Year of the number", numeric=True),
        Column("Numbers held", numeric=True),
        Column("Highest held", numeric=True),
        Column("Not held", numeric=True),
    )
    for sequence in sequences():
        years = numbered_years(sequence.source, asked.on)
        if years:
            yield Table(
                f"Numbers of {sequence.source}",
                columns,
                tuple((str(y.year), f"{y.held:,}", f"{y.highest:,}", f"{len(y.missing):,}") for y in years),
            )
    quiet = [one for one in silences(asked.on) if one.silent]
    yield Bullets(
        tuple(f"{one.source}: no data since {day(one.newest or dt.date.min)}." for one in quiet)
        or ("No source has gone quiet for longer than usual.",)
    )
