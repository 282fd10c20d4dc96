import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.ready import prepare, print_json, progress

if TYPE_CHECKING:
    from answerable.impact.definitions import Indicator
    from answerable.impact.loading import LoadReport
    from answerable.impact.series.model import Series
    from answerable.organisations.models import Organisation

_SHOWN = 8  # reasons for a file, in words; --json gives all


@click.group()
def indicators() -> None:
    """Measures of whether care changed, and the published figures held of them."""


@indicators.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--published", metavar="DATE", help="When the files were published: later ones revise.")
@click.option("--period", metavar="MONTH", help="The month of files that hold no dates, as 2016-10.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON, with every rejection.")
def load(paths: tuple[Path, ...], published: str | None, period: str | None, as_json: bool) -> None:
    """Loads files of published figures; folders are walked. Each file's shape is told from its content.

    Every row is accounted for: loaded, hidden by the publisher, withheld here lest a hidden one be worked
    out, empty, given twice, or rejected with the reason. Loading again changes nothing.
    """
    prepare(bodies=True)
    from answerable.core.actors import INDICATORS
    from answerable.impact.files.periods import BadPeriodError, period_of
    from answerable.impact.loading import load_paths
    from answerable.impact.series.dates import ImpossibleDateError, read_date

    try:
        day = read_date(published) if published else None
        months = period_of(period) if period else None
    except (ImpossibleDateError, BadPeriodError) as error:
        raise click.UsageError(f"--published or --period: {error}.") from error
    if published and day is None:
        raise click.UsageError(f"--published {published!r} is no date; write it as YYYY-MM-DD.")
    with progress("Loading figures") as step:
        report = load_paths(
            paths, by=INDICATORS, published=day.date if day else None, period=months, progress=step
        )
    doubts = _doubts(report)
    if as_json:
        print_json({**report.as_json(), "doubts": doubts})
    else:
        _print_report(report, doubts)
    if not report.files:
        sys.exit(1)


@indicators.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def list_command(as_json: bool) -> None:
    """Lists every indicator, and how much of it is held."""
    prepare()
    from answerable.impact.queries import held_indicators

    accounts = held_indicators()
    if as_json:
        print_json([
            {"code": one.indicator.code, "title": one.indicator.title, "better": one.indicator.better.value,
             "values": one.values, "bodies": one.bodies, "first": one.first, "last": one.last}
            for one in accounts
        ])  # fmt: skip
        return
    for one in accounts:
        held = (
            f"{one.values:,} values, {one.bodies:,} bodies, {one.first} to {one.last}"
            if one.values
            else "none held"
        )
        click.echo(f"{one.indicator.code:<18} {one.indicator.title} ({held})")


@indicators.command()
@click.argument("code")
@click.option("--body", metavar="REFERENCE", help="Reference or NHS code of a body; England without it.")
@click.option("--split", metavar="SPLIT", help='A part, as "bed type: 10".')
@click.option("--on", "on", metavar="DATE", help="What was held at the end of that day.")
@click.option("--json", "as_json", is_flag=True, help="Print the series as JSON.")
def show(code: str, body: str | None, split: str | None, on: str | None, as_json: bool) -> None:
    """Shows an indicator's definition and its figures for a body, with what limits them."""
    prepare()
    import datetime as dt

    from answerable.impact.definitions import shipped
    from answerable.impact.queries import places_of, series, series_of_place, splits_of
    from answerable.organisations.queries import organisation, organisation_by_code

    indicator = shipped().get(code)
    if indicator is None:
        raise click.ClickException(
            f"There is no indicator {code!r}. `answerable indicators list` names them."
        )
    try:
        day = dt.date.fromisoformat(on) if on else None
    except ValueError as error:
        raise click.UsageError(f"--on {on!r} is no date; write it as YYYY-MM-DD.") from error
    found: Organisation | None = None
    if body:
        found = organisation(body) or organisation_by_code(body)
        if found is None:
            raise click.ClickException(f"There is no body {body!r}: give its reference or its NHS code.")
        held = series(code, found, split, day)
    else:
        england = places_of(code, "england", "uk")
        if not england:
            raise click.ClickException(f"No figures for England are held of {code}. Name a body with --body.")
        held = series_of_place(code, england[0], split, day)
    if as_json:
        print_json(_record(indicator, found, held))
        return
    _print_definition(indicator)
    click.echo(f"\n{found.name if found else 'England'}{f', {split}' if split else ''}")
    if not held.readings:
        splits = [one for one in splits_of(code, found) if one]
        parts = f" Parts are held: {', '.join(splits[:6])}." if splits else ""
        click.echo(f"  no figures are held{parts}")
    for one in held.readings:
        click.echo(f"  {one.words:<28} {one.why if one.value is None else f'{one.value:,}':>12}")
    for note in held.notes:
        click.echo(f"  {note}")


def _record(indicator: "Indicator", body: "Organisation | None", held: "Series") -> dict[str, object]:
    return {
        "indicator": indicator.code,
        "title": indicator.title,
        "unit": indicator.unit,
        "better": indicator.better.value,
        "body": body.reference if body else None,
        "readings": [
            {"period": one.label, "value": one.value, "why": one.why, "row": one.row} for one in held.readings
        ],
        "notes": list(held.notes),
    }


def _print_definition(indicator: "Indicator") -> None:
    click.echo(f"{indicator.code}: {indicator.title}\n{indicator.definition}")
    unsure = "" if indicator.confirmed else " (not confirmed in a source that settles it)"
    click.echo(f"Source: {indicator.source.name}, {indicator.source.address}{unsure}")
    click.echo(f"Version: {indicator.version}\nHidden and rounded: {indicator.suppression.rule}")
    for caveat in indicator.caveats:
        click.echo(f"Caution: {caveat}")


def _doubts(report: "LoadReport") -> list[str]:
    from answerable.impact.models import Line
    from answerable.impact.queries import shifts

    codes = sorted(set(Line.objects.values_list("indicator", flat=True))) if report.files else []
    return [one.in_words() for code in codes for one in shifts(code)]


def _print_report(report: "LoadReport", doubts: Sequence[str]) -> None:
    from answerable.impact.loading import COUNTS

    for name, file in report.files:
        said = ", ".join(f"{getattr(file, count):,} {count}" for count in COUNTS if getattr(file, count))
        click.echo(f"{name}: {said}")
        rejections = list(file.rejections.all()[: _SHOWN + 1])
        for one in rejections[:_SHOWN]:
            click.echo(f"  row {one.row}{f' and {one.count - 1:,} more' if one.count > 1 else ''}: {one.why}")
        if len(rejections) > _SHOWN:
            click.echo("  and more; --json lists them all")
        for note in file.notes:
            click.echo(f"  {note}")
    for refused in report.refused:
        click.echo(f"{refused.file}: nothing loaded ({refused.rows:,} rows). {refused.why}")
    click.echo("\nAll files: " + ", ".join(f"{report.sum(count):,} {count}" for count in COUNTS))
    for doubt in doubts:
        click.echo(doubt)
