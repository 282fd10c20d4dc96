import sys
from pathlib import Path

import click

from answerable.cli.ready import prepare, print_json, progress


@click.group()
def organisations() -> None:
    """Bodies that can be asked to act."""


@organisations.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def load(paths: tuple[Path, ...], as_json: bool) -> None:
    """Loads lists of bodies. Each file's form is recognised by its content; what can't be used is listed.

    Without PATH, the reviewed lists that come with the register are loaded. Loading again changes nothing.
    """
    prepare()
    from answerable.core.actors import ORGANISATIONS_LOADER
    from answerable.organisations.loading import load_paths, load_shipped

    with progress("Loading bodies") as step:
        if paths:
            report = load_paths(paths, by=ORGANISATIONS_LOADER, progress=step)
        else:
            report = load_shipped(by=ORGANISATIONS_LOADER, progress=step)
    if as_json:
        print_json(report.as_json())
    else:
        click.echo(report.in_words())
    if report.failed:
        sys.exit(1)
