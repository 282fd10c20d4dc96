import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.argument("words", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="FACET=VALUE",
    help="Narrow to a facet, as in --filter year=2021. May be given several times.",
)
def search(words: str, as_json: bool, limit: int, filters: tuple[str, ...]) -> None:
    """Searches entries by words and meaning: answerable search "nobody told the family".

    Put a phrase in double quotes inside the query for its exact words; a minus leaves a word out. Before a
    query that begins with a minus put two more: answerable search -- "-ward night".
    """
    prepare()
    from answerable.pipeline.index import FACETS
    from answerable.pipeline.search import find

    chosen: dict[str, list[str]] = {}
    for text in filters:
        facet, equals, value = text.partition("=")
        if not equals or facet not in FACETS:
            raise click.BadParameter(f"{text!r}: expected FACET=VALUE, with one of {', '.join(FACETS)}")
        chosen.setdefault(facet, []).append(value)
    from answerable.search.documents import IndexMissingError
    from answerable.website.formats import counted

    try:
        found = find(words, filters=chosen, size=limit)
    except IndexMissingError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        print_json(found.as_json())
        return
    click.echo(counted(found.total, "entry", "entries"))
    for note in found.notes:
        click.echo(note)
    if not found.total:
        click.echo("Use fewer words, or other words for the same thing.")
    for facet, values in chosen.items() if not found.total else ():
        click.echo(f"Narrowed to {facet} {' or '.join(values)}: look without it, and at its spelling.")
    for hit in found.hits:
        record = hit.record
        issued = record.report.issued_on
        click.echo(
            f"\n{record.reference}  {record.kind.replace('_', ' ')}, {record.report.publisher}, "
            f"{issued.isoformat() if issued else 'no date'}"
        )
        click.echo(f"  {record.text[:300]}{'...' if len(record.text) > 300 else ''}")
        click.echo(f"  why: {hit.why}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def reindex(as_json: bool) -> None:
    """Builds the search index again from the database. Searches go on with the old one until it is ready."""
    prepare()
    from answerable.pipeline.index import rebuild_index
    from answerable.search.documents import IndexClosedError
    from answerable.search.generations import IndexBusyError

    try:
        with progress("Indexing") as step:
            report = rebuild_index(progress=step)
    except (IndexBusyError, IndexClosedError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        print_json(report)
    else:
        click.echo(f"Indexed {report['documents']:,} entries.")
