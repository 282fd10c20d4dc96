"""`answerable sectors`: which sectors of care reports are in."""

import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.option("--again", is_flag=True, help="Ask the rules anew of every report.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def sectors(again: bool, as_json: bool) -> None:
    """Sorts reports into sectors of care, by the rules in data/sectors, and counts them.

    What a person said of a report stays. It may be stopped and run again.
    """
    prepare()
    from answerable.core.text.scope.sectors import sectors as defined
    from answerable.pipeline.sectors import sort_into_sectors
    from answerable.register.sectors import counts
    from answerable.website.formats import counted

    with progress("Sorting") as step:
        changed = sort_into_sectors(step, again=again)
    found = counts()
    if as_json:
        print_json(
            {
                "changed": changed,
                "sectors": {
                    code: dict(zip(("reports", "likely"), found.get(code, (0, 0)), strict=True))
                    for code in defined()
                },
            }
        )
        return
    click.echo(f"{counted(changed, 'report')} sorted anew")
    for code, sector in defined().items():
        sure, likely = found.get(code, (0, 0))
        click.echo(f"{sector.name}: {counted(sure, 'report')}, and {likely:,} likely")
