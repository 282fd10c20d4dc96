import datetime as dt
from typing import Any

import click

from answerable.cli.ready import prepare, print_json, progress

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def succession() -> None:
    """Duties of bodies that closed: which would pass to whom, and passing them on with an account."""


@succession.command()
@click.option("--on", "day", type=_DAY, help="The bodies that had closed by this day; default: today.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def preview(day: dt.datetime | None, as_json: bool) -> None:
    """Says what would pass, what waits for a person and why, and what is only announced. Writes nothing."""
    prepare()
    from answerable.core.calendar import today
    from answerable.oversight.succession.previewing import preview as look

    found = look(day.date() if day else today())
    if as_json:
        print_json(
            {
                "on": found.on,
                "held": found.held,
                "passing": found.passing,
                "closed": found.closed,
                "waiting": found.waiting,
                "passes": [
                    {
                        "from": one.body.reference,
                        "to": one.after.reference,
                        "duties": len(one.duties),
                        "note": one.note,
                        "basis": one.basis,
                    }
                    for one in found.ready
                ],
                "waits": [
                    {
                        "body": one.body.reference,
                        "name": one.body.name,
                        "duties": len(one.duties),
                        "why": one.words,
                        "candidates": [body.reference for body in one.candidates],
                    }
                    for one in found.waits
                ],
                "announced": [
                    {
                        "body": one.body.reference,
                        "name": one.body.name,
                        "duties": one.duties,
                        "note": one.note,
                    }
                    for one in found.announced
                ],
            }
        )
        return
    click.echo(
        f"{found.held:,} duties of bodies that had closed by {found.on:%-d %B %Y}: {found.passing:,} pass, "
        f"{found.waiting:,} wait for a person, {found.closed:,} are closed and stay."
    )
    for one in found.ready:
        click.echo(f"  {len(one.duties):,}: {one.body.name} to {one.after.name}. {one.basis}")
    for wait in found.waits:
        click.echo(f"  {len(wait.duties):,} wait: {wait.body.name}. {wait.words}")
    for said in found.announced:
        click.echo(f"  {said.duties:,} stay: {said.body.name}. Announced, not in force: {said.note}")


@succession.command()
@click.option("--on", "day", type=_DAY, help="The bodies that had closed by this day; default: today.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def apply(day: dt.datetime | None, as_json: bool) -> None:
    """Passes duties on where one sure successor is known, and prints the account.

    It may be broken off and begun again: nothing passes twice.
    """
    prepare()
    from answerable.core.actors import SUCCESSIONS
    from answerable.core.calendar import today
    from answerable.oversight.operations.errors import SuccessionError
    from answerable.oversight.succession.running import work_through

    try:
        with progress("Succession") as step:
            run = work_through(by=SUCCESSIONS, on=day.date() if day else today(), progress=step)
    except SuccessionError as error:
        raise click.ClickException(str(error)) from error
    after: dict[str, Any] = run.after or {}
    if as_json:
        print_json({"run": run.pk, "on": run.on, "before": run.before, "after": after})
    else:
        click.echo(
            f"{run.before['held']:,} duties of closed bodies: {after['passed']:,} passed, "
            f"{after['waiting']:,} wait for a person, {after['closed']:,} are closed and stay."
        )
    if not after["balances"]:
        raise click.ClickException("The account does not balance: see the run in the workspace.")
