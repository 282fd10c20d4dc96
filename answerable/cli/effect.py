import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.ready import prepare, print_json

if TYPE_CHECKING:
    from answerable.impact.effects.finding import Finding
    from answerable.impact.models import EffectTest, Measure
    from answerable.impact.series.model import Series


class FileOrWord(click.Group):
    """`effect FILE` tests a file; `effect measure REF` is of the register."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["file", *args]
        return super().parse_args(ctx, args)


@click.group(cls=FileOrWord)
def effect() -> None:
    """Tells whether figures moved after an action, beyond chance.

    `answerable effect FILE --from DATE` tests a CSV of date and value; `answerable effect measure REF` shows
    a measure of the register with its dates, tests and judgements.
    """


@effect.command("file")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "began", required=True, metavar="DATE", help="The day on which the action began.")
@click.option("--lag", type=click.IntRange(0, 60), default=0, help="Months until the figure should move.")
@click.option(
    "--better",
    type=click.Choice(["up", "down", "neutral"]),
    default="neutral",
    show_default=True,
    help="The direction that is an improvement.",
)
@click.option(
    "--importance",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.1,
    show_default=True,
    help="The least change that matters, as a part of the level.",
)
@click.option(
    "--control",
    "controls",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Figures of a body that had not acted. Given five times or more, they are compared.",
)
@click.option(
    "--method",
    type=click.Choice(["its", "spc", "controlled"]),
    help="Interrupted time series, control chart or comparison; its, or controlled with --control.",
)
@click.option("--look", type=click.IntRange(1), default=1, help="Which look at this series it is: 1, 2 ...")
@click.option("--looks", type=click.IntRange(1), help="How many are planned; the 5% is shared among them.")
@click.option("--date", "date_column", help="The heading of the dates, where it can't be told.")
@click.option("--value", "value_column", help="The heading of the values, where it can't be told.")
@click.option("--json", "as_json", is_flag=True, help="Print the finding as JSON, with model and checks.")
def file_command(
    file: Path,
    began: str,
    lag: int,
    better: str,
    importance: float,
    controls: tuple[Path, ...],
    method: str | None,
    look: int,
    looks: int | None,
    date_column: str | None,
    value_column: str | None,
    as_json: bool,
) -> None:
    """Tests whether the figures in FILE, a CSV of date and value, moved after --from by more than chance.

    Nothing is stored. What limits the answer stands in its notes.
    """
    from answerable.impact.effects.finding import EffectRefusedError
    from answerable.impact.effects.looks import TOTAL, share
    from answerable.impact.effects.methods import run
    from answerable.impact.spc.judgement import Better

    method = method or ("controlled" if controls else "its")
    if controls and method != "controlled":
        raise click.UsageError(f"--control is for --method controlled, not {method}.")
    series = _read(file, date_column, value_column)
    others = [_read(one, date_column, value_column) for one in controls]
    alpha = share(look, looks) if looks else TOTAL
    if look > 1 and not looks:
        raise click.UsageError("--look needs --looks: how many were planned.")
    try:
        found = run(
            method,
            series,
            others,
            at=_day(began),
            lag=lag,
            better=Better(better),
            importance=importance,
            alpha=alpha,
        )
    except EffectRefusedError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        from answerable.impact.effects.record import as_record

        print_json({"measure": series.measure, **as_record(found), "notes": list(series.notes)})
    else:
        _print(series, found)


@effect.command()
@click.argument("reference", metavar="REF")
@click.option("--on", "on", metavar="DATE", help="As it stood at the end of that day.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def measure(reference: str, on: str | None, as_json: bool) -> None:
    """Shows a measure of the register: why it is one, who acted when, what tests found, what people judge."""
    prepare()
    from answerable.core.references import BadReferenceError, parse_reference
    from answerable.impact.queries.effects import (
        dates_of,
        judgements_of,
        measure_by_reference,
        proposed_dates,
        tests_of,
    )

    day = _day(on) if on else None
    try:
        held = measure_by_reference(parse_reference(reference, "F"))
    except BadReferenceError as error:
        raise click.ClickException(f"{error}.") from error
    if held is None:
        raise click.ClickException(f"There is no measure {reference}.")
    dates = dates_of(held, day)
    dated = {one.organisation_id for one in dates}
    proposed = [one for one in proposed_dates(held, day) if one.organisation.pk not in dated]
    tests = tests_of(held, on=day)
    judged = judgements_of(held.expectation_id, day)
    if as_json:
        print_json({
            **_measure_record(held),
            "dates": [
                {"body": one.organisation.reference if one.organisation else None, "on": one.on.isoformat(),
                 "basis": one.basis}
                for one in dates
            ],
            "proposed_dates": [
                {"body": one.organisation.reference, "on": one.on.isoformat(), "basis": one.basis}
                for one in proposed
            ],
            "tests": [_test_record(one) for one in tests],
            "judgements": [
                {"body": one.organisation.reference if one.organisation else None, "verdict": one.verdict,
                 "confidence": one.confidence, "words": one.words}
                for one in judged
            ],
        })  # fmt: skip
        return
    click.echo(f"{held.reference}: {held.indicator}{f', {held.split}' if held.split else ''}")
    click.echo(f"  How it should work: {held.mechanism}")
    click.echo(f"  It should move after {held.lag_months} months: {held.lag_why}")
    click.echo(f"  What would matter: {held.importance:.0%} or more: {held.importance_why}")
    for one in dates:
        click.echo(f"  {one.on}  {one.organisation or 'The whole country'}: {one.basis}")
    for each in proposed:
        click.echo(f"  {each.on}  {each.organisation} (proposed): {each.basis}")
    for test in tests:
        whom = test.organisation or test.place or "England"
        click.echo(f"\n{test.reference}, look {test.look}, {whom}: {test.get_outcome_display()}")
        click.echo(f"  {test.words}")
    for judgement in judged:
        whom = judgement.organisation or "All bodies together"
        click.echo(f"\n{judgement.reference}, {whom}: {judgement.get_verdict_display()}")
        click.echo(f"  {judgement.words}")


def _read(path: Path, date_column: str | None, value_column: str | None) -> "Series":
    from answerable.cli.spc import read_bytes
    from answerable.impact.series.reading import read_series
    from answerable.impact.series.table import BadSeriesError

    try:
        return read_series(read_bytes(path), date_column=date_column, value_column=value_column)
    except BadSeriesError as error:
        raise click.ClickException(f"{path}: {error}") from error


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"{text!r} is no date; write it as YYYY-MM-DD.") from error


def _print(series: "Series", found: "Finding") -> None:
    click.echo(series.measure)
    click.echo(found.words)
    shown = found.details.get("checks", {})
    if shown:
        click.echo(f"\nModel: {found.details['model']}")
        for term in found.details["terms"]:
            reach = f"({term['low']:.4g} to {term['high']:.4g})"
            click.echo(f"  {term['term']:<26} {term['estimate']:>10.4g}  {reach}")
        click.echo("Checks")
        for name, value in shown.items():
            click.echo(f"  {name.replace('_', ' '):<34} {value}")
    for name in ("chart", "control"):
        for key, value in found.details.get(name, {}).items():
            click.echo(f"  {key.replace('_', ' '):<34} {value}")
    if notes := [*series.notes, *found.details.get("limits", [])]:
        click.echo("\nNotes")
        for note in notes:
            click.echo(f"  {note}")


def _measure_record(held: "Measure") -> dict[str, object]:
    return {
        "measure": held.reference,
        "expectation": held.expectation.reference,
        "indicator": held.indicator,
        "split": held.split,
        "better": held.better,
        "mechanism": held.mechanism,
        "lag_months": held.lag_months,
        "comparator": held.comparator,
        "importance": held.importance,
        "looks_planned": held.looks_planned,
    }


def _test_record(test: "EffectTest") -> dict[str, object]:
    return {
        "test": test.reference,
        "body": test.organisation.reference if test.organisation else None,
        "method": test.method,
        "look": test.look,
        "alpha": test.alpha,
        "outcome": test.outcome,
        "estimate": test.estimate,
        "low": test.low,
        "high": test.high,
        "p": test.p,
        "words": test.words,
        "details": test.details,
    }
