"""What several reports say alike: figures before and after, flows, ages, charts, and how it was made."""

import datetime as dt
from collections.abc import Iterator, Sequence

from answerable.impact.series.dates import month_words
from answerable.impact.series.model import Reading, Series
from answerable.impact.series.steps import Step
from answerable.impact.spc.captions import caption, number
from answerable.impact.spc.chart import Chart, xmr_chart
from answerable.impact.spc.judgement import Better
from answerable.impact.spc.limits import BadValuesError, TooFewError
from answerable.oversight.figures import GROUPS, Age, Ages, Figures, Flow, Scope, World, ages, figures, flow
from answerable.publication.packs.asked import PackAsked
from answerable.publication.packs.model import (
    Block,
    Bullets,
    ChartBlock,
    Column,
    Pack,
    Paragraph,
    Section,
    Table,
)

LEAST_TO_CHART = 12  # months with something in them; below that a chart of counts tells chance from nothing
MONTHS_CHARTED = 36
PERIODS_COUNTED = (("arrived", "Newly asked"), ("answered", "Replies received"), ("closed", "Closed"))


def day(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"


def share(value: int, of: int | None) -> str:
    return f"{value:,} of {of:,}" if of is not None else f"{value:,}"


def of(found: Figures, key: str) -> str:
    return share(found[key].value, found[key].of)


def figures_section(scope: Scope, before: World, after: World) -> Section:
    """Every figure on the eve of the period and on the day, each with what it is a part of."""
    earlier, now = figures(scope, world=before), figures(scope, world=after)
    blocks: list[Block] = []
    if earlier.before_first:
        blocks.append(
            Paragraph(f"On {day(before.on)} the register held nothing yet: its first record came later.")
        )
    known = not earlier.before_first
    columns = (
        Column("Figure", wide=3),
        *((Column(f"On {day(before.on)}", numeric=True, wide=2),) if known else ()),
        Column(f"On {day(after.on)}", numeric=True, wide=2),
        Column("Who is counted", wide=6),
    )
    for key, name in GROUPS.items():
        rows = tuple(
            (
                one.label,
                *((share(earlier.value(one.key), earlier[one.key].of),) if known else ()),
                share(one.value, one.of),
                one.who,
            )
            for one in now.figures
            if one.group == key
        )
        blocks.append(Table(name, columns, rows))
    return Section("How it stands", tuple(blocks))


def flow_section(scope: Scope, asked: PackAsked, after: World) -> Section:
    """What came and went in each month of the period; and process charts of longer, for chance to be told."""
    found = flow(scope, asked.start, asked.end, world=after)
    long = flow(scope, _months_back(asked.end, MONTHS_CHARTED - 1), asked.end, world=after)
    blocks: list[Block] = [flow_table("In each month of the period", found)]
    for name, title in PERIODS_COUNTED:
        blocks += _charted(name, title, long, asked)
    if found.undated:
        blocks.append(Paragraph(f"{found.undated:,} come from reports without a date, and are in no month."))
    return Section("What came, was answered and was closed", tuple(blocks))


def flow_table(title: str, found: Flow) -> Table:
    columns = (
        Column("Month", wide=2),
        Column("Newly asked", numeric=True),
        Column("Replies received", numeric=True),
        Column("Closed", numeric=True),
        Column("Opened again", numeric=True),
        Column("Open at its end", numeric=True),
        Column("Of these without a reply", numeric=True),
    )
    rows = tuple(
        (
            month_words(one.start),
            *(
                f"{value:,}"
                for value in (
                    one.arrived,
                    one.answered,
                    one.closed,
                    one.reopened,
                    one.open_at_end,
                    one.unanswered_at_end,
                )
            ),
        )
        for one in found.periods
    )
    return Table(title, columns, rows)


def age_section(scope: Scope, after: World) -> Section:
    found: Ages = ages(scope, world=after)
    return Section(
        "How long it has waited",
        (
            _age_table("Open, by the age of the report", found.since_issue, found.of_issue),
            _age_table(
                "Accepted and not found done, by the time since it was accepted",
                found.since_acceptance,
                found.of_acceptance,
            ),
        ),
    )


def chart_block(identifier: str, subtitle: str, series: Series, chart: Chart) -> ChartBlock:
    columns = (Column("Period", wide=2), Column(series.unit or "Value", numeric=True))
    rows = tuple(
        (one.words, number(one.value) if one.value is not None else one.why) for one in series.readings
    )
    return ChartBlock(
        identifier, subtitle, series, chart, Table(f"{series.measure}, by period", columns, rows)
    )


def charted(
    identifier: str, subtitle: str, series: Series, better: Better = Better.NEUTRAL
) -> tuple[Block, ...]:
    """A process chart with what it says in words, or the reason for which there is none."""
    try:
        chart = xmr_chart(series.readings, better=better)
    except (TooFewError, BadValuesError) as error:
        return (Paragraph(f"{series.measure}: no chart. {error}"),)
    notes = (Bullets(series.notes),) if series.notes else ()
    said = Paragraph(f"{series.measure}. {caption(chart)}")
    return (said, chart_block(identifier, subtitle, series, chart), *notes)


def method_section(pack_of: str, asked: PackAsked, now: Figures, more: Sequence[str] = ()) -> Section:
    items = [
        f"{pack_of} It covers {day(asked.start)} to {day(asked.end)}, and shows the register as it stood at "
        f"the end of {day(asked.on)}. The same register, period and day give the same report to the letter.",
        "Every figure counts duties: one body asked one thing. What nobody has looked at is neither done nor "
        "not done. Silence means that no response was identified in the sources checked.",
        "Charts are process charts as NHS England's Making Data Count draws them: mean and limits of chance "
        "from the moving range. A change within the limits is taken for chance.",
        "No body is ranked. A body that is asked more, or says more, is looked at more.",
        *more,
    ]
    if now.later:
        items.append(f"{now.later:,} later events of the log are not counted yet.")
    return Section("How this report was made", (Bullets(tuple(items)),))


def titled(pack: Pack) -> str:
    return f"{pack.title}: {pack.subject}"


def _charted(name: str, title: str, found: Flow, asked: PackAsked) -> Iterator[Block]:
    over = [one for one in found.periods if one.end <= asked.end]  # a month that goes on would seem low
    counts = [getattr(one, name) for one in over]
    if sum(1 for value in counts if value) < LEAST_TO_CHART:
        yield Paragraph(
            f"{title}: too few months with any, of the {len(counts)} whole ones up to "
            f"{day(over[-1].end if over else asked.end)}, for a chart to tell change from chance. "
            f"There were {sum(counts):,} in these."
        )
        return
    readings = tuple(
        Reading(one.start, f"{one.start:%Y-%m}", month_words(one.start), float(value))
        for one, value in zip(over, counts, strict=True)
    )
    series = Series(f"{title}, by month", "duties", readings, Step(months=1), ())
    yield from charted(f"flow-{name}", f"{found.scope.name}, as at {day(found.on)}", series)


def _age_table(title: str, rows: Sequence[Age], of: int) -> Table:
    columns = (Column("Age", wide=3), Column("Duties", numeric=True), Column("Of", numeric=True))
    return Table(title, columns, tuple((one.label, f"{one.value:,}", f"{of:,}") for one in rows))


def _months_back(date: dt.date, months: int) -> dt.date:
    at = date.year * 12 + date.month - 1 - months
    return dt.date(at // 12, at % 12 + 1, 1)
