import datetime as dt
import sys
from pathlib import Path

import click

from answerable.cli.ready import prepare, print_json, progress


@click.group()
def replies() -> None:
    """Published replies to reports: reads them and proposes what they answer."""


@replies.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--report", default="", help="The report that a single reply answers: R-… or 2024-0613.")
@click.option("--from", "written_by", default="", help="Who wrote it, as the letter says.")
@click.option("--date", "dated", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Its date.")
@click.option("--url", default="", help="Where it is published.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def read(
    file: Path, report: str, written_by: str, dated: dt.datetime | None, url: str, as_json: bool
) -> None:
    """Reads a table of replies, or one reply as PDF, DOCX, HTML or text with --report.

    Every row is read or listed with the reason why not. What is proposed waits for an editor; the same file
    twice changes nothing, and a changed text is the reply's next version.
    """
    prepare(bodies=True)
    from answerable.pipeline.read_replies import NoReplyError, read_file
    from answerable.website.formats import counted

    with progress("Reading") as step:
        try:
            taken = read_file(
                file,
                report=report,
                written_by=written_by,
                dated=dated.date() if dated else None,
                url=url,
                progress=step,
            )
        except NoReplyError as error:
            raise click.ClickException(str(error)) from error
    if as_json:
        print_json(
            {
                "read": taken.read,
                "new": taken.new,
                "proposals": taken.matches,
                "writer_left_to_a_person": taken.held_for_a_person,
                "left_out": [{"where": one.where, "why": one.why} for one in taken.left_out],
            }
        )
    else:
        click.echo(
            f"{counted(taken.read, 'reply', 'replies')} read, {taken.new:,} new or changed; "
            f"{counted(taken.matches, 'new proposal')}; "
            f"{taken.held_for_a_person:,} whose writer is left to a person."
        )
        for one in taken.left_out:
            click.echo(f"  {one.where}: {one.why}")
    if taken.left_out and not taken.read:
        sys.exit(1)
