import click

from answerable.cli.ready import prepare


@click.command()
def dictionary() -> None:
    """Prints the data dictionary: every table of the public files, and every field with who may see it.

    It is kept as docs/data-dictionary.md.
    """
    prepare()
    from answerable.pipeline.bulk.held import whole_dictionary

    click.echo(whole_dictionary(), nl=False)
