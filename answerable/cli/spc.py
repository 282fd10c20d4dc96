import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.ready import print_json

if TYPE_CHECKING:
    from answerable.impact.series.model import Series
    from answerable.impact.spc.chart import Chart
    from answerable.impact.spc.phases import Rebase


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the chart as JSON, every figure in full.")
@click.option(
    "--better",
    type=click.Choice(["up", "down", "neutral"]),
    default="neutral",
    show_default=True,
    help="The direction that is an improvement.",
)
@click.option("--target", type=float, help="What the values should reach; needs --better up or down.")
@click.option("--screen-outliers", is_flag=True, help="Leave outlying moving ranges out of the limits.")
@click.option(
    "--rebase",
    "rebases",
    multiple=True,
    metavar="DATE=REASON",
    help="Draw the limits anew from a date, because of a known change. May be given several times.",
)
@click.option("--fix-after", type=int, help="Keep the limits of the first values, 12 or more.")
@click.option("--date", "date_column", help="The heading of the dates, where it can't be told.")
@click.option("--value", "value_column", help="The heading of the values, where it can't be told.")
@click.option(
    "--where",
    "where",
    multiple=True,
    metavar="COLUMN=VALUE",
    help="Only rows with this in a column. May be given several times.",
)
@click.option("--min", "least", type=float, help="The least the measure can be: a lower value is refused.")
@click.option("--max", "most", type=float, help="The most the measure can be: a higher value is refused.")
def spc(
    file: Path,
    as_json: bool,
    better: str,
    target: float | None,
    screen_outliers: bool,
    rebases: tuple[str, ...],
    fix_after: int | None,
    date_column: str | None,
    value_column: str | None,
    where: tuple[str, ...],
    least: float | None,
    most: float | None,
) -> None:
    """Tells change from chance in FILE, a CSV of date and value (- for input), as Making Data Count does.

    Nothing is stored. What limits the answer stands in its notes.
    """
    from answerable.impact.series.reading import read_series
    from answerable.impact.series.table import BadSeriesError
    from answerable.impact.spc.chart import xmr_chart
    from answerable.impact.spc.judgement import Better
    from answerable.impact.spc.limits import BadValuesError
    from answerable.impact.spc.phases import BadRebaseError
    from answerable.impact.spc.record import as_record

    for name, number in (("--target", target), ("--min", least), ("--max", most)):
        if number is not None and not abs(number) <= 1e15:
            raise click.UsageError(f"{name} has to be a number, not {number}.")
    try:
        series = read_series(
            read_bytes(file),
            date_column=date_column,
            value_column=value_column,
            where=[_pair(one, "--where", "COLUMN=VALUE") for one in where],
            least=least,
            most=most,
        )
        chart = xmr_chart(
            series.readings,
            better=Better(better),
            target=target,
            screen_outliers=screen_outliers,
            fix_after=fix_after,
            rebases=[_rebase(one) for one in rebases],
        )
    except (BadSeriesError, BadValuesError, BadRebaseError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        record = as_record(chart)
        record["notes"] = [*series.notes, *record["notes"]]
        print_json({"measure": series.measure, "unit": series.unit, **record})
    else:
        _print(series, chart)


def read_bytes(path: Path) -> bytes:
    """The file's bytes, one more than may be read at most. Raises ClickException where it can't be read."""
    from answerable.impact.series.table import LARGEST_FILE

    try:
        if str(path) == "-":
            return sys.stdin.buffer.read(LARGEST_FILE + 1)
        if not path.is_file():
            raise click.ClickException(f"{path} is not a file: check its name and place.")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise click.ClickException(
            f"{path} can't be opened ({error.strerror}): check who may read it."
        ) from error


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not sign or not left.strip() or not right.strip():
        raise click.UsageError(f"{option} {text!r} has to be {form}.")
    return left.strip(), right.strip()


def _rebase(text: str) -> "Rebase":
    from answerable.impact.series.dates import ImpossibleDateError, read_date
    from answerable.impact.spc.phases import Rebase

    left, reason = _pair(text, "--rebase", "DATE=REASON, such as 2024-04-01='new recording system'")
    try:
        written = read_date(left)
    except ImpossibleDateError as error:
        raise click.UsageError(f"--rebase: {error}.") from error
    if written is None:
        raise click.UsageError(f"--rebase: {left!r} is no date; write it as YYYY-MM-DD.")
    return Rebase(written.date, reason)


def _print(series: "Series", chart: "Chart") -> None:
    from answerable.impact.spc.captions import assurance_caption, caption, number
    from answerable.impact.spc.remarks import remarks

    click.echo(series.measure)
    click.echo(caption(chart))
    if said := assurance_caption(chart):
        click.echo(said)
    for phase in chart.phases:
        first, last = (chart.shown[at].reading.words for at in (phase.start, phase.end - 1))
        because = f", redrawn because of: {phase.reason}" if phase.reason else ""
        click.echo(f"\n{first} to {last}{because}")
        if phase.limits:
            lower, upper = number(phase.limits.lower), number(phase.limits.upper)
            click.echo(f"  mean {number(phase.mean)}, limits {lower} to {upper}")
        if phase.step is not None:
            click.echo(f"  the mean moved by {phase.step:+,.6g}")
    click.echo("")
    width = max(len(point.reading.words) for point in chart.points)
    for point in chart.points:
        value = point.reading.why if point.phase is None else number(point.reading.value)
        rules = ", ".join(mark.rule.value for mark in point.found)
        state = f"{point.highlight.value}: {rules}" if point.found and point.highlight else ""
        click.echo(f"  {point.reading.words:<{width}}  {value:>12}  {state}".rstrip())
    if notes := [*series.notes, *remarks(chart)]:
        click.echo("\nNotes")
        for note in notes:
            click.echo(f"  {note}")
