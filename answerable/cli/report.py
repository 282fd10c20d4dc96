"""`answerable report`: a report for a board, the nation or a parliament, as a file."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from answerable.cli.ready import prepare

if TYPE_CHECKING:
    from answerable.publication.packs import Pack

F = TypeVar("F", bound=Callable[..., Any])
_DAY = click.DateTime(["%Y-%m-%d"])
_FORMS = (".pdf", ".html", ".json")


def _days(command: F) -> F:
    for option in (
        click.option(
            "--out", type=click.Path(path_type=Path), required=True, help="FILE.pdf, .html or .json."
        ),
        click.option("--as-at", "as_at", type=_DAY, help="As the register stood at the end of a day."),
        click.option("--to", "end", type=_DAY, help="The last day of the period."),
        click.option("--from", "start", type=_DAY, help="The first day of the period."),
    ):
        command = option(command)
    return command


@click.group()
def report() -> None:
    """Makes a report of a period, as the register stood on a day.

    Without days: the last quarter that is over. The same register, period and day give the same bytes. The
    ending of FILE says what is made: a tagged PDF (PDF/UA-1), a page to print, or what it says as JSON.
    """


@report.command("body")
@click.argument("code")
@_days
def body(
    code: str, start: dt.datetime | None, end: dt.datetime | None, as_at: dt.datetime | None, out: Path
) -> None:
    """For the board of one body: CODE is its code, its reference (B-...) or its full name."""
    _make("board", code, start, end, as_at, out)


@report.command("national")
@_days
def national(
    start: dt.datetime | None, end: dt.datetime | None, as_at: dt.datetime | None, out: Path
) -> None:
    """For the whole of the register."""
    _make("national", "", start, end, as_at, out)


@report.command("undone")
@_days
def undone(start: dt.datetime | None, end: dt.datetime | None, as_at: dt.datetime | None, out: Path) -> None:
    """What bodies accepted and nobody independent has found done."""
    _make("undone", "", start, end, as_at, out)


def _make(
    kind: str,
    code: str,
    start: dt.datetime | None,
    end: dt.datetime | None,
    as_at: dt.datetime | None,
    out: Path,
) -> None:
    if out.suffix.lower() not in _FORMS:
        raise click.ClickException(f"{out.name}: the ending says what is made: {', '.join(_FORMS)}.")
    if not out.parent.is_dir():
        raise click.ClickException(f"There is no folder {out.parent}. Make it, or name another.")
    if out.is_dir():
        raise click.ClickException(f"{out} is a folder. Give the name of a file.")
    prepare()
    from answerable.publication.packs import PackError
    from answerable.website.presenters.packs import body_asked, make_pack, period_of

    given = {"from": _written(start), "to": _written(end), "as-at": _written(as_at)}
    try:
        asked = period_of(given)
        pack = make_pack(kind, asked, body_asked(code) if kind == "board" else None)
    except PackError as error:
        raise click.ClickException(str(error)) from error
    content = _drawn(pack, out.suffix.lower())
    kept = out.with_name(f".{out.name}.part")
    try:
        kept.write_bytes(content)
        kept.replace(out)
    except OSError as error:
        with suppress(OSError):
            kept.unlink(missing_ok=True)
        raise click.ClickException(
            f"{out} cannot be written: {error.strerror}. Name another file."
        ) from error
    click.echo(f"{pack.title}: {pack.subject}, {pack.start} to {pack.end}, as at {pack.on}")
    click.echo(f"{out}: {len(content):,} bytes, sha256 of what it says {pack.digest}")


def _drawn(pack: "Pack", ending: str) -> bytes:
    from answerable.publication.packs.model import json_of
    from answerable.website.packs.page import page_of
    from answerable.website.packs.pdf import pdf_of

    if ending == ".pdf":
        return pdf_of(pack)
    return (json_of(pack) if ending == ".json" else page_of(pack)).encode()


def _written(day: dt.datetime | None) -> str:
    return day.date().isoformat() if day else ""
