import click

from answerable.cli.ready import prepare, print_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--doubtful", is_flag=True, help="List the entries with a doubtful passage.")
@click.option(
    "--words",
    is_flag=True,
    help="Show the words, with --doubtful. For editors only: they are personal.",
)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Entries to list.")
def names(as_json: bool, doubtful: bool, words: bool, limit: int) -> None:
    """Reports which names were withheld from what the register publishes, and what is doubtful.

    What may well be a name is withheld until an editor decides; an ordinary word that only might be one
    stays. Both are listed as doubtful.
    """
    if words and not doubtful:
        raise click.UsageError("--words shows the words of what --doubtful lists: give both.")
    prepare()
    from answerable.register.withheld import doubtful_entries, withheld_figures

    figures = withheld_figures()
    listed = doubtful_entries(limit=limit) if doubtful else []
    if as_json:
        rows = [{"entry": d.reference, "why": d.why, **({"words": d.words} if words else {})} for d in listed]
        print_json({**figures, **({"list": rows} if doubtful else {})})
        return
    click.echo(
        f"{figures['entries']:,} entries, {figures['entries_with_names']:,} with something withheld, "
        f"{figures['withheld']:,} passages in all. Doubtful: {figures['doubtful']:,}, "
        f"of which {figures['doubtful_shown']:,} are shown, since they are probably no name."
    )
    for title in ("by_kind", "by_rule"):
        click.echo(f"\n{title.replace('_', ' ').capitalize()}:")
        for name, count in figures[title].items():
            click.echo(f"  {count:>7,}  {name}")
    for item in listed:
        click.echo(f"{item.reference}: {item.why}" + (f": {item.words!r}" if words else ""))
