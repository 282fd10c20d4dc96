import datetime as dt
from pathlib import Path

import click

from answerable.cli.ready import prepare, print_json, progress

_AHEAD = dt.timedelta(days=100 * 366)


@click.command()
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day it is run for; default: today. A later one only with --dry-run.",
)
@click.option("--dry-run", is_flag=True, help="Write and send nothing; say what would be done.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def daily(day: dt.datetime | None, dry_run: bool, as_json: bool) -> None:
    """Does what is done once a day: passes on duties, escalates, tells people, writes digests, sends mail.

    Run it once a day, early. Killed half-way or run twice it sends nothing twice; a day without a run is made
    good by the next.
    """
    prepare()
    from django.conf import settings

    from answerable.core.calendar import today
    from answerable.oversight.rungs import LadderError
    from answerable.pipeline.daily import run_daily
    from answerable.pipeline.harvest import NoSourceError, daily_sources

    on = day.date() if day else today()
    if on > today() and not dry_run:
        raise click.ClickException("That day is still to come. Add --dry-run to see what it would bring.")
    if on > today() + _AHEAD:
        raise click.ClickException(f"That day is too far ahead: ask for one up to {today() + _AHEAD}.")
    try:  # a setting that is wrong is said before anything is done
        daily_sources()
        if settings.BULK and not dry_run:
            Path(settings.BULK).mkdir(parents=True, exist_ok=True)
    except NoSourceError as error:
        raise click.ClickException(f"ANSWERABLE_HARVEST: {error}") from error
    except OSError as error:
        raise click.ClickException(
            f"ANSWERABLE_BULK: {settings.BULK} cannot be written: {error.strerror}."
        ) from error
    try:
        with progress("Daily") as step:
            done = run_daily(on, dry_run=dry_run, progress=step)
    except LadderError as error:
        raise click.ClickException(f"The ladders of escalation cannot be used: {error}") from error
    if as_json:
        print_json(
            {
                "on": on,
                "dry_run": dry_run,
                "steps": [{"step": one.step, "count": one.count, "what": one.what} for one in done],
            }
        )
        return
    for one in done:
        click.echo(f"{one.step}: {one.count:,} {one.what}{' (not done)' if dry_run else ''}")
