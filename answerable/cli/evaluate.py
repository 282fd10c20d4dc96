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


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def pairs(file: Path) -> None:
    """How well repeats are told from other pairs, on a JSON Lines file of labelled pairs."""
    from answerable.lineage.labelled import BadLabelsError
    from answerable.lineage.repeats.evaluation import evaluate_pairs
    from answerable.lineage.repeats.judge import BadArtefactError, shipped
    from answerable.search.model.encoder import Encoder, ModelMissingError

    try:
        print_json(evaluate_pairs(file, shipped(), Encoder()))
    except (BadLabelsError, BadArtefactError, ModelMissingError) as error:
        raise click.ClickException(str(error)) from error


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def themes(file: Path) -> None:
    """How well themes are given, on a JSON Lines file of labelled concerns."""
    from answerable.lineage.labelled import BadLabelsError
    from answerable.lineage.themes.classifier import BadArtefactError, shipped
    from answerable.lineage.themes.evaluation import evaluate_themes
    from answerable.search.model.encoder import Encoder, ModelMissingError

    try:
        print_json(evaluate_themes(file, shipped(), Encoder()))
    except (BadLabelsError, BadArtefactError, ModelMissingError) as error:
        raise click.ClickException(str(error)) from error


@evaluate.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def replies(file: Path) -> None:
    """How well published replies are placed and matched, on a JSON Lines file of replies that were read.

    The register must hold the replies: take in their table, and the reports they reply to, first.
    """
    prepare()
    from answerable.lineage.labelled import BadLabelsError
    from answerable.pipeline.evaluate_replies import evaluate_replies

    try:
        print_json(evaluate_replies(file))
    except BadLabelsError as error:
        raise click.ClickException(str(error)) from error
