"""`answerable summaries`: entries in plain words."""

import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def summaries(as_json: bool) -> None:
    """Puts every entry in plain words by rule, where nobody has: also those whose words have changed.

    What a person wrote of the present words stays. It may be stopped and run again.
    """
    prepare()
    from answerable.pipeline.plain import summarise
    from answerable.register.models import Summary

    with progress("Plain words") as step:
        made = summarise(step)
    current = Summary.objects.filter(superseded_at__isnull=True)
    by_people = current.filter(maker=Summary.Maker.PERSON).count()
    if as_json:
        print_json({"made": made, "held": current.count(), "by_people": by_people})
        return
    click.echo(f"{made:,} summaries made; {current.count():,} held, {by_people:,} of them by people")
