import sys
from typing import Any

import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE...]")
@click.option("--dry-run", is_flag=True, help="Ask nobody for anything; say how many places are due.")
@click.option("--limit", type=click.IntRange(1), default=None, help="Look at no more places of each source.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def harvest(sources: tuple[str, ...], dry_run: bool, limit: int | None, as_json: bool) -> None:
    """Visits the sites of publishers and takes in what is new or has changed.

    Each SOURCE is the code of a definition in data/sources with a [harvest] section; without one, all are
    visited. Only the hosts of the definition are asked, slowly, as their robots.txt allows, and only for what
    changed.

    It may be stopped and run again at any time. What came and could not be understood is listed for editors
    at /workspace/harvest, and the copy held before stays.

    The exit code is 1 when a source could not be visited at all.
    """
    prepare(bodies=not dry_run)
    from answerable.pipeline.harvest import NoSourceError, harvest_source, visited_sources

    try:
        wanted = visited_sources(sources)
    except NoSourceError as error:
        raise click.ClickException(str(error)) from error
    done = []
    for definition in wanted:
        with progress(f"Visiting {definition.code}") as step:
            done.append(harvest_source(definition, limit=limit, progress=step, dry_run=dry_run))
    if any(one.outcome.changed for one in done):
        from answerable.pipeline.taking_up import take_up

        with progress("Taking up") as step:
            taken = take_up(step)
        if taken.waits:
            click.echo(f"Not all that came was taken up: {taken.waits}", err=True)
    if as_json:
        print_json({"dry_run": dry_run, "sources": [one.as_json() for one in done]})
    else:
        for one in done:
            click.echo(_line(one.as_json(), dry_run))
    if any(one.harvest is not None and one.harvest.state == "failed" for one in done):
        sys.exit(1)


def _line(one: dict[str, Any], dry_run: bool) -> str:
    if dry_run:
        return f"{one['source']}: {one['due']} to look at"
    if one["state"] == "busy":
        return f"{one['source']}: another run visits it now"
    why = f" ({one['why']})" if one["why"] else ""
    left = f"; {len(one['left_out']):,} left out, with reasons in --json" if one["left_out"] else ""
    return (
        f"{one['source']}: {one['state']}{why}; {one['new']} new, {one['changed']} changed, "
        f"{one['unchanged']} as they were, {one['gone']} gone, {one['failed']} not had or not understood; "
        f"{one['new_reports']} new reports, {one['new_entries']} new entries, "
        f"{one['new_replies']} new replies, {one['figures']} files of figures, "
        f"{one['new_bodies']} new bodies, {one['new_places']} new facts on places of care{left}"
    )
