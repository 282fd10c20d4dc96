import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.ready import prepare, print_json

if TYPE_CHECKING:
    from answerable.pipeline.drafts import Before, Looked, LookedAt

_SIGNS = {
    "met": "met",
    "not met": "NOT MET",
    "cannot tell": "cannot tell",
    "does not apply": "does not apply",
}


@click.command()
@click.argument("text", required=False, default="")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="Read the draft from a PDF, DOCX or text file; - for input.",
)
@click.option(
    "--concern", is_flag=True, help="The draft holds a coroner's concerns, which prescribe no remedy."
)
@click.option(
    "--nearest",
    type=click.IntRange(0, 20),
    default=5,
    show_default=True,
    help="Earlier entries for each ask.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def similar(text: str, path: Path | None, concern: bool, nearest: int, as_json: bool) -> None:
    """Shows what was asked before, of whom, and how a draft is worded, before you recommend.

    The draft is not stored. The checks are an aid: they see words, not sense.
    """
    if bool(text.strip()) == bool(path):
        raise click.UsageError("Give the draft as TEXT, or a file of it with --file: one of the two.")
    prepare(bodies=True)
    from answerable.pipeline.drafts import DraftError, look_at, text_of_file

    try:
        notes: list[str] = []
        if path is not None:
            text, notes = text_of_file(_bytes(path), path.name)
        found = look_at(text, kind="concern" if concern else "recommendation", nearest=nearest)
    except DraftError as error:
        raise click.ClickException(str(error)) from error
    found.notes = [*notes, *found.notes]
    if as_json:
        print_json(found.as_json())
        return
    _print(found, nearest)


def _bytes(path: Path) -> bytes:
    """The file's bytes, one more than may be read at most. Raises ClickException where it can't be read."""
    from answerable.pipeline.drafts import LARGEST_FILE

    try:
        if str(path) == "-":
            return sys.stdin.buffer.read(LARGEST_FILE + 1)
        if not path.is_file():
            raise click.ClickException(f"{path} is not a file: check its name and place.")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise click.ClickException(
            f"{path} can't be opened ({error.strerror}): check who may read it."
        ) from error


def _print(found: "LookedAt", nearest: int) -> None:
    for note in found.notes:
        click.echo(note)
    for at, looked in enumerate(found.looked, start=1):
        _print_one(at, looked, found.searched and nearest > 0)
    if found.left_out:
        click.echo("\nNot checked:")
        for passage in found.left_out:
            click.echo(f"  {passage.begins} ({passage.why})")
    click.echo(
        "\nThis is an aid: it grades wording, never people, and sees words, not sense. Nothing was stored."
    )


def _print_one(at: int, looked: "Looked", searched: bool) -> None:
    ask = looked.ask
    click.echo(f"\n{at}. {ask.text[:300]}{'...' if len(ask.text) > 300 else ''}")
    for one in ask.asked or ():
        click.echo(f"  asked: {one.as_written} -> {one.name or one.state} {_closed(one.closed)}".rstrip())
        for name, _ in one.successors:
            click.echo(f"    answered for today by: {name}")
    click.echo("  wording:")
    for check in looked.checks:
        words = f" [{'; '.join(check.words)}]" if check.words else ""
        level = f" ({check.level})" if check.level else ""
        click.echo(f"    {_SIGNS[check.outcome.value]:<14} {check.title}{level}{words}. {check.advice}")
    if searched:
        click.echo("  asked before:" if looked.before else "  asked before: nothing near was found")
    for hit in looked.before:
        record = hit.record
        issued = record.report.issued_on
        day = issued.isoformat() if issued else "no date"
        click.echo(f"    {record.reference}  {record.report.publisher}, {day}: {_likely(hit)}")
        click.echo(f"      {record.text[:200]}{'...' if len(record.text) > 200 else ''}")
        if record.bodies:
            click.echo(f"      to: {', '.join(body.name for body in record.bodies[:4])}")
        for each in record.lineage.expectations if record.lineage else ():
            state = "" if each.state == "adopted" else ", a draft group made by a program"
            click.echo(f"      part of {each.reference}{state}: {each.text}, in {each.reports} reports")
        click.echo(f"      {record.report.response_words}. Why: {hit.found.why}")
    for conflict in looked.conflicts if searched else ():
        record = conflict.record
        click.echo(
            f"  may conflict with: {record.reference}, {record.report.publisher} ({conflict.question})"
        )
        click.echo(f"      the draft: {conflict.sentence}")
        click.echo(f"      the entry: {conflict.other_sentence}")


def _likely(hit: "Before") -> str:
    return hit.likely_words if hit.likely is None else f"{hit.likely_words} ({hit.likely:.2f})"


def _closed(day: object) -> str:
    return f"(closed on {day})" if day else ""
