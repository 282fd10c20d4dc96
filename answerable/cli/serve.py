import os
import sys

import click

from answerable.cli.ready import prepare


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Server processes.")
def serve(port: int, host: str, workers: int) -> None:
    """Serves the register to browsers until stopped with Ctrl-C."""
    # Links in mails lead here, unless whoever runs it has said where the public finds it.
    address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104  # nosec B104: said, not bound
    os.environ.setdefault("ANSWERABLE_ADDRESS", address)
    prepare()
    import socket

    from django.core.management import call_command

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise click.ClickException(
                f"{host} is no address of this machine: {error.strerror}. Choose another with --host."
            ) from error
        except OSError as error:
            raise click.ClickException(
                f"Port {port} cannot be used: {error.strerror}. Choose another with --port."
            ) from error
    call_command("collectstatic", interactive=False, verbosity=0)
    click.echo(f"The register is at {address}/")
    arguments = [
        sys.executable,
        "-m",
        "gunicorn",
        "answerable.wsgi:application",
        f"--bind={host}:{port}",
        f"--workers={workers}",
        "--threads=4",
        "--preload",
        "--timeout=60",
        "--limit-request-line=8190",  # a long search is shortened by the page; gunicorn knows no more
        "--log-level=warning",
    ]
    os.execv(sys.executable, arguments)  # noqa: S606  # nosec B606: our own arguments, no shell
