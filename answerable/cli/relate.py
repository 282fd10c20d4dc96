import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.option("--again", is_flag=True, help="Look at every entry again, not only at what is new or changed.")
@click.option(
    "--regroup/--no-regroup",
    default=None,
    help="Make the groups anew, or only add to them. By default: anew where much is new.",
)
@click.option("--dask", "address", metavar="ADDRESS", help="Work on the Dask cluster of this scheduler.")
@click.option(
    "--processes",
    type=click.IntRange(2, 64),
    help="Work on so many local Dask processes, of 2 GB each at most.",
)
@click.option("--no-index", is_flag=True, help="Leave the search index for a later `answerable reindex`.")
def relate(
    as_json: bool,
    again: bool,
    regroup: bool | None,
    address: str | None,
    processes: int | None,
    no_index: bool,
) -> None:
    """Finds what was said before: suggests repeats, themes and settings, and gathers drafts of expectations.

    Only what is new or changed is looked at. It may be stopped and run again at any time. What it finds are
    suggestions: an editor decides, and what one has refused does not come back.
    """
    if address and processes:
        raise click.UsageError("Give --dask or --processes, not both: a cluster has its own processes.")
    prepare()
    from answerable.core.actors import RELATE
    from answerable.lineage.repeats.judge import BadArtefactError as BadJudgeError
    from answerable.lineage.themes.classifier import BadArtefactError as BadThemesError
    from answerable.pipeline.relate import DaskMissingError, OnDask, WorkersGoneError
    from answerable.pipeline.relate import relate as run
    from answerable.search.generations import IndexBusyError
    from answerable.search.model.encoder import ModelMissingError

    try:
        with progress("Relating") as step:
            if address or processes:
                with OnDask(address or "", processes or 2) as workers:
                    done = run(by=RELATE, progress=step, workers=workers, again=again, regroup=regroup)
            else:
                done = run(by=RELATE, progress=step, again=again, regroup=regroup)
    except (
        BadJudgeError,
        BadThemesError,
        DaskMissingError,
        IndexBusyError,
        ModelMissingError,
        WorkersGoneError,
    ) as error:
        raise click.ClickException(str(error)) from error
    rung = _ring()
    if not no_index:
        from answerable.pipeline.index import index_is_current, rebuild_index

        if not index_is_current():
            with progress("Indexing") as step:
                rebuild_index(progress=step)
    if as_json:
        print_json({**done.as_json(), "alarms": rung})
        return
    if rung:
        click.echo(f"{rung:,} alarms raised: later reports ask again for what was said to be done.")
    if not done.entries and not done.withdrawn and not done.drafts:
        click.echo("Nothing is new: every entry has been looked at.")
        return
    click.echo(
        f"Looked at {done.entries:,} entries in {done.seconds:,.1f} s: {done.suggestions:,} suggestions"
        f" (and {done.withdrawn:,} taken back), {done.drafts:,} drafts of expectations,"
        f" {done.joined + done.extended:,} entries added to drafts, {done.retired:,} drafts retired."
    )


def relate_quietly() -> None:
    """After something was taken in: relates what is new, or says why that has to wait."""
    from answerable.core.actors import RELATE
    from answerable.pipeline.relate import relate as run
    from answerable.search.generations import IndexBusyError
    from answerable.search.model.encoder import ModelMissingError

    try:
        with progress("Relating") as step:
            run(by=RELATE, progress=step)
        _ring()
    except (IndexBusyError, ModelMissingError) as error:
        click.echo(f"What was said before was not looked for: {error}", err=True)


def _ring() -> int:
    """Alarms that what was just related raises."""
    from answerable.core.actors import RECURRENCE
    from answerable.impact.operations.alarming import raise_alarms

    with progress("Recurrence") as step:
        return raise_alarms(by=RECURRENCE, progress=step)
