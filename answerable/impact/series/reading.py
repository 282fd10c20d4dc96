"""A table to a series: a value for each date, what is missing and why, and everything that was assumed.

What can be read two ways is not read: the message names the row. What is read with a limit carries a note.
"""

from collections.abc import Sequence
from itertools import pairwise

from answerable.impact.series.columns import Chosen, choose, keep, telling_apart
from answerable.impact.series.date_column import read_dates
from answerable.impact.series.dates import ImpossibleDateError, Written, readings
from answerable.impact.series.model import Reading, Series
from answerable.impact.series.remarks import (
    doubtful_remarks,
    missing_remarks,
    no_value_remarks,
    order_remarks,
)
from answerable.impact.series.rolling import overlap_reason, rolling_reason
from answerable.impact.series.steps import Step, step_of
from answerable.impact.series.table import BadSeriesError, Table, read_table
from answerable.impact.series.value_column import read_values

MOST_ROWS = 10_000


def read_series(
    content: bytes,
    *,
    date_column: str | None = None,
    value_column: str | None = None,
    where: Sequence[tuple[str, str]] = (),
    least: float | None = None,
    most: float | None = None,
) -> Series:
    """`least` and `most` are the bounds of what the measure can be. Raises BadSeriesError."""
    table = keep(read_table(content), where)
    if len(table.rows) > MOST_ROWS:
        raise BadSeriesError(
            f"The table has {len(table.rows):,} rows: choose one series with --where COLUMN=VALUE."
        )
    chosen = choose(table, date_column, value_column)
    measure = table.header[chosen.value]
    _refuse_rolling(table, chosen)
    dates, notes = read_dates(table.column(chosen.date))
    cells, unit, said = read_values(
        table.column(chosen.value), semicolons=table.semicolons, least=least, most=most
    )
    notes = [*table.notes, *notes, *said]
    order = sorted(range(len(dates)), key=lambda at: dates[at].date)
    step = step_of([dates[at] for at in order])
    _refuse_doubles(table, chosen, [(table.rows[at][0], dates[at]) for at in order], step)
    _refuse_overlap(table, chosen, [dates[at] for at in order], order)
    notes += order_remarks([number for number, _ in table.rows], dates)
    found = tuple(
        Reading(dates[at].date, dates[at].label, step.words(dates[at]), cells[at].value, cells[at].why,
                table.rows[at][0])
        for at in order
    )  # fmt: skip
    notes += missing_remarks(found, [dates[at] for at in order], step)
    notes += no_value_remarks(found)
    notes += doubtful_remarks(measure, unit, found, least, most)
    return Series(measure, unit, found, step, tuple(notes))


def _refuse_rolling(table: Table, chosen: Chosen) -> None:
    """By the headings, and by any text that every row repeats, such as the name of the measure."""
    names = [table.header[chosen.value]]
    for place in range(len(table.header)):
        seen = {cell for _, cell in table.column(place)}
        if place not in (chosen.date, chosen.end, chosen.value) and len(seen) == 1:
            names.append(seen.pop())
    names.append(table.header[chosen.date])
    reason = next((reason for name in names if (reason := rolling_reason(name))), "")
    if reason:
        raise BadSeriesError(reason)


def _refuse_doubles(table: Table, chosen: Chosen, dated: list[tuple[int, Written]], step: Step) -> None:
    for (row, earlier), (other, later) in pairwise(dated):
        if earlier.date == later.date or step.apart(earlier.date, later.date) == 0:
            column = telling_apart(table, chosen)
            advice = (
                f"The column {column!r} may tell them apart: choose with --where '{column}=...'."
                if column
                else "Keep the right one, and remove the other."
            )
            first, second = sorted((row, other))
            raise BadSeriesError(f"Rows {first} and {second} both give {step.words(earlier)}. {advice}")


def _refuse_overlap(table: Table, chosen: Chosen, dates: list[Written], order: list[int]) -> None:
    if chosen.end is None or len(dates) < 3:
        return
    lengths, steps = [], [(later.date - earlier.date).days for earlier, later in pairwise(dates)]
    for at, start in zip(order, dates, strict=True):
        ends = _readings(table.rows[at][1][chosen.end])
        lengths += [(written.date - start.date).days + 1 for written in ends if written.form == start.form]
    if lengths and sorted(lengths)[len(lengths) // 2] > 1.5 * sorted(steps)[len(steps) // 2]:
        raise BadSeriesError(overlap_reason(table.header[chosen.date], table.header[chosen.end]))


def _readings(cell: str) -> list[Written]:
    try:
        return readings(cell)
    except ImpossibleDateError:
        return []
