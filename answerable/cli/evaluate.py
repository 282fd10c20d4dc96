from pathlib import Path

import click

from answerable.cli.ready import prepare, print_json


@click.group()
def evaluate() -> None:
    """Measures the register's readings against cases labelled by people."""


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--errors", is_flag=True, help="List what was missed and what was wrongly found.")
def addressees(file: Path, errors: bool) -> None:
    """Precision and recall of resolving addressees, on a JSON Lines file of labelled cells."""
    prepare(bodies=True)
    from answerable.organisations.evaluation import BadCasesError, evaluate_addressees
    from answerable.organisations.resolver import Resolver

    try:
        figures = evaluate_addressees(file, Resolver.from_database())
    except BadCasesError as error:
        raise click.ClickException(str(error)) from error
    if not errors:
        figures.pop("errors", None)
    print_json(figures)
