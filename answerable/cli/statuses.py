from pathlib import Path

import click

from answerable.cli.ready import prepare, print_json


@click.group()
def statuses() -> None:
    """Takes in what other registers say of entries, in their own words."""


@statuses.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def import_(file: Path, as_json: bool) -> None:
    """Imports the statuses of FILE, a table in CSV: all of its rows, or none.

    Columns: entry (E-...), or report with number; vocabulary; term; and, where known, body, date and url.
    Each term keeps its own words, beside what this register found and never in its place.
    """
    prepare()
    from answerable.assurance.importing import LARGEST, StatusTableError, read_statuses
    from answerable.assurance.operations import import_statuses
    from answerable.core.actors import STATUSES

    if file.stat().st_size > LARGEST:
        raise click.ClickException(f"The file has more than {LARGEST // 1_000_000} MB.")
    try:
        rows = read_statuses(file.read_bytes())
    except StatusTableError as error:
        raise click.ClickException(str(error)) from error
    done = import_statuses(by=STATUSES, rows=rows)
    if as_json:
        print_json({"recorded": done.recorded, "held": done.held})
        return
    click.echo(f"{done.recorded:,} statuses recorded; {done.held:,} were held already.")


@statuses.command("terms")
@click.argument("vocabulary", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def terms(vocabulary: str, as_json: bool) -> None:
    """Lists the registers whose terms are known or, with the code of one, its terms and what each says."""
    prepare()
    from answerable.assurance.vocabularies import UnknownTermError, vocabularies
    from answerable.assurance.vocabularies import vocabulary as named

    try:
        chosen = [named(vocabulary)] if vocabulary else list(vocabularies().values())
    except UnknownTermError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        print_json(
            [
                {
                    "vocabulary": one.code,
                    "name": one.name,
                    "terms": [{"term": term.term, "axes": dict(term.axes)} for term in one.terms],
                }
                for one in chosen
            ]
        )
        return
    for one in chosen:
        click.echo(f"{one.code}: {one.name}")
        for term in one.terms if vocabulary else ():
            said = ", ".join(f"{axis} {value}" for axis, value in term.axes.items())
            click.echo(f"  {term.term}: {said}")
