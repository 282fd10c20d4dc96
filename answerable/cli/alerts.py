import time

import click

from answerable.cli.ready import prepare, print_json, progress


@click.command()
@click.option(
    "--every",
    "seconds",
    type=click.IntRange(5, 3600),
    help="Go on, and look again after so many seconds. Without it: once.",
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def alerts(seconds: int | None, as_json: bool) -> None:
    """Tells those who follow something what happened with it, and sends what waits to be sent.

    Run it every minute or leave it running with --every 20. Killed anywhere and run again, or run twice at
    once, it tells nothing twice and misses nothing. The daily job does the same once a day.
    """
    prepare()
    from answerable.core.actors import POST
    from answerable.pipeline.following import run_alerts
    from answerable.pipeline.post import send_waiting

    while True:
        with progress("Alerts") as step:
            written = run_alerts(progress=step)
            sent = send_waiting(by=POST, progress=step)
        if as_json:
            print_json(
                {"written": written, "sent": sent.sent, "later": sent.later, "given_up": sent.given_up}
            )
        elif not seconds or written or sent.sent:
            click.echo(
                f"{written:,} alerts written; {sent.sent:,} mails sent, {sent.later:,} to be tried again"
            )
        if not seconds:
            return
        time.sleep(seconds)
