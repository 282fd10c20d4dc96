import click
from django.conf import settings

from answerable.cli.ready import prepare, progress


@click.command()
def demo() -> None:
    """Fills an empty register with the shipped demonstration data, which is fictional and says so.

    A register that holds real reports is left as it is.
    """
    prepare(bodies=True)
    from answerable.pipeline.alone import alone

    with alone("demonstration", wait=True):  # of two at once, the second finds what the first has made
        _fill()


def _fill() -> None:
    from answerable.cli.relate import relate_quietly
    from answerable.core.actors import INGEST, ORGANISATIONS_LOADER
    from answerable.organisations.loading import load_paths
    from answerable.pipeline.demonstration import decide_demonstration
    from answerable.pipeline.demonstration_impact import measure_demonstration
    from answerable.pipeline.demonstration_people import open_accounts, read_accountability, turn_out
    from answerable.pipeline.demonstration_priorities import weigh_demonstration
    from answerable.pipeline.demonstration_story import tell_story
    from answerable.pipeline.demonstration_together import bring_together
    from answerable.pipeline.index import index_is_current, rebuild_index
    from answerable.pipeline.ingest import ingest_paths
    from answerable.pipeline.plain import summarise
    from answerable.pipeline.published_searches import publish_shipped
    from answerable.pipeline.sectors import sort_into_sectors
    from answerable.register.models import Report

    folder = settings.DEFINITIONS / "demo"
    if Report.objects.filter(fictional=False).exists():
        click.echo("The register holds real reports: the demonstration data is left out.")
    else:
        load_paths([folder / "organisations"], by=ORGANISATIONS_LOADER, progress=None)
        with progress("Reading the demonstration documents") as step:
            outcome = ingest_paths([folder / "documents"], by=INGEST, progress=step, fictional=True)
        click.echo(outcome.in_words())
        with progress("Sorting into sectors") as step:
            sort_into_sectors(step)
        with progress("Plain words") as step:
            summarise(step)
    relate_quietly()
    accounts = []
    told = read_accountability()
    if Report.objects.filter(fictional=False).exists():
        turn_out(told["people"])
    else:
        decide_demonstration(folder / "decisions.toml")
        accounts = open_accounts(told["people"])
        tell_story(told)
        measure_demonstration(folder)
        weigh_demonstration(folder)
        bring_together(folder)
    publish_shipped(settings.DEFINITIONS / "searches.toml")
    if not index_is_current():
        with progress("Indexing") as step:
            rebuild_index(progress=step)
    if accounts:
        click.echo(
            "People who sign in at /workspace/sign-in, all made up, with passwords of this register alone:"
        )
        for one in accounts:
            click.echo(f"  {one.email:18} {one.password or '(made before)'}\n      {one.role}. {one.tries}.")
