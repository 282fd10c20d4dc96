from pathlib import Path

import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.option("--parquet", is_flag=True, help="Also as Parquet. Needs: pip install 'answerable[parquet]'.")
@click.option("--check", is_flag=True, help="Write nothing: say whether DIRECTORY is as it was made.")
def export(directory: Path, as_json: bool, parquet: bool, check: bool) -> None:
    """Writes the public data to DIRECTORY as CSV, JSON Lines and one SQLite file, with a signed manifest.

    Only what the pages show is written: names are withheld, and addresses of publishers' pages, which may
    carry them, are replaced by the register's own.
    """
    prepare()
    from answerable.pipeline.bulk.parquet import NoParquetError
    from answerable.pipeline.export import export_to, faults_of

    if check:
        try:
            faults = faults_of(directory)
        except OSError as error:
            raise click.ClickException(f"{directory} holds no manifest.json to check by.") from error
        for fault in faults:
            click.echo(fault)
        if faults:
            raise click.ClickException(f"{directory} is not as it was made.")
        click.echo(f"{directory} is as it was made, and signed by the key in public-key.pem.")
        return

    try:
        with progress("Exporting") as step:
            manifest = export_to(directory, parquet=parquet, progress=step)
    except NoParquetError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{directory} cannot be written: {error.strerror or error}") from error
    if as_json:
        print_json(manifest)
    else:
        for name, details in manifest["files"].items():
            rows = f"{details['rows']:,} rows, " if "rows" in details else ""
            click.echo(f"{name}: {rows}{details['bytes']:,} bytes")
