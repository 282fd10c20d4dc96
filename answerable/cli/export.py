from pathlib import Path

import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def export(directory: Path, as_json: bool) -> None:
    """Writes the public data to DIRECTORY as CSV and JSON Lines, with a manifest of sizes and hashes.

    Only what the pages show is written: names are withheld, and addresses of publishers' pages, which may
    carry them, are replaced by the register's own.
    """
    prepare()
    from answerable.pipeline.export import export_to

    try:
        with progress("Exporting") as step:
            manifest = export_to(directory, progress=step)
    except OSError as error:
        raise click.ClickException(f"{directory} cannot be written: {error.strerror or error}") from error
    if as_json:
        print_json(manifest)
    else:
        for name, details in manifest["files"].items():
            click.echo(f"{name}: {details['rows']:,} rows, {details['bytes']:,} bytes")
