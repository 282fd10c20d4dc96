import sys
from pathlib import Path

import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.option("--no-index", is_flag=True, help="Leave the search index for a later `answerable reindex`.")
@click.option("--no-relate", is_flag=True, help="Leave finding repeats for a later `answerable relate`.")
@click.option("--workers", type=click.IntRange(1, 16), default=None, help="Processes that read and prepare.")
def ingest(
    paths: tuple[Path, ...], as_json: bool, no_index: bool, no_relate: bool, workers: int | None
) -> None:
    """Takes in published reports: PDF, DOCX, HTML, CSV, XLSX, JSON or text files, or folders of them.

    Each PATH is read, split into entries, its addressees resolved and names withheld; then what is new is
    compared with what was said before. A table of another shape needs a mapping: a TOML file of the same name
    beside it.

    It may be stopped and run again at any time: what was done stays, what was not is done, and the same
    file twice changes nothing. Everything left out is listed with its reason.

    The exit code is 1 when a file could not be read at all; the others are taken in all the same.
    """
    prepare(bodies=True)
    from answerable.core.actors import INGEST
    from answerable.pipeline.ingest import ingest_paths

    with progress("Ingesting") as step:
        outcome = ingest_paths(paths, by=INGEST, progress=step, workers=workers)
    from answerable.cli.relate import relate_quietly
    from answerable.pipeline.index import index_is_current, rebuild_index
    from answerable.pipeline.plain import summarise
    from answerable.pipeline.sectors import sort_into_sectors

    with progress("Sorting into sectors") as step:
        sort_into_sectors(step)
    with progress("Plain words") as step:
        summarise(step)
    if not no_relate:
        relate_quietly()
    # Not only when this run changed something: the one before may have been killed before it could index.
    if not no_index and (outcome.changed or not index_is_current()):
        with progress("Indexing") as step:
            rebuild_index(progress=step)
    if as_json:
        print_json(outcome.as_json())
    else:
        click.echo(outcome.in_words())
    if outcome.failed:
        sys.exit(1)
