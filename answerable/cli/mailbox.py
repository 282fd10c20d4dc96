from pathlib import Path

import click

from answerable.cli.ready import prepare, print_json, progress


@click.group()
def mailbox() -> None:
    """Sends what is in the post, lists what became of mail, and takes in what came back."""


@mailbox.command()
def send() -> None:
    """Tries every mail whose time has come, once. Run it every few minutes, or leave it to the daily job.

    Without ANSWERABLE_SMTP mail becomes files in ANSWERABLE_HOME/mailbox, and nothing leaves this machine.
    """
    prepare()
    from answerable.core.actors import POST
    from answerable.pipeline.post import send_waiting

    with progress("Sending") as step:
        sent = send_waiting(by=POST, progress=step)
    click.echo(f"{sent.sent:,} sent, {sent.later:,} to be tried again, {sent.given_up:,} given up")


@mailbox.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that were sent, too.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_mail(everything: bool, as_json: bool) -> None:
    """Lists mail that waits, was given up or came back."""
    prepare()
    from answerable.notices.models import Message

    rows = Message.objects.order_by("pk")
    if not everything:
        rows = rows.exclude(state=Message.State.SENT)
    if as_json:
        print_json(
            [
                {
                    "message_id": row.message_id,
                    "to": row.address,
                    "subject": row.subject,
                    "state": row.state,
                    "tries": row.tries,
                    "why": row.why,
                    "recorded": row.recorded_at,
                    "sent": row.sent_at,
                }
                for row in rows.iterator()
            ]
        )
        return
    count = 0
    for row in rows.iterator():
        count += 1
        click.echo(f"{row.recorded_at:%Y-%m-%d}  {row.state:8}  {row.address}  {row.subject}")
        if row.why:
            click.echo(f"            {row.why}")
    if not count:
        click.echo("Nothing waits, and nothing came back.")


@mailbox.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def bounce(paths: tuple[Path, ...]) -> None:
    """Takes in reports of non-delivery: files, or folders (a maildir) of them.

    The mail they are about counts as not delivered, and overseers and administrators hear of it.
    """
    prepare()
    from answerable.core.actors import POST
    from answerable.pipeline.post import take_bounce

    files = _files(paths)
    if not files:
        click.echo("No file is in the folder: nothing came back.")
    for path in files:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise click.ClickException(f"{path} cannot be read: {error.strerror}") from error
        message, words = take_bounce(by=POST, content=content)
        click.echo(f"{path.name}: {words}" + (f" ({message.message_id})" if message else ""))


def _files(paths: tuple[Path, ...]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = (one for one in path.rglob("*") if one.is_file() and "tmp" not in one.parts[-2:-1])
        found += sorted(inside) if path.is_dir() else [path]
    return found
