import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.option("--afresh", is_flag=True, help="Work out every duty again, not only those touched since.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def figures(afresh: bool, as_json: bool) -> None:
    """Works out how duties stood on every day, so that the figures of oversight are counted quickly.

    `answerable daily` does it too. What is written can be made again at any time, and holds no fact of its
    own: figures asked for meanwhile are right, only slower.
    """
    prepare()
    from answerable.core.actors import FIGURES
    from answerable.oversight.models import Reckoning
    from answerable.oversight.operations.reckoning import reckon

    with progress("Figures") as step:
        done = reckon(by=FIGURES, afresh=afresh, progress=lambda at, of: step("duties", at, of))
    held = Reckoning.objects.order_by("-pk").first()
    spells = held.spells if held else 0
    if as_json:
        print_json({"duties": done, "spells": spells, "position": held.position if held else None})
        return
    click.echo(f"{done:,} duties worked out; {spells:,} spells held")
