import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from answerable.cli.ready import prepare, print_json

if TYPE_CHECKING:
    from answerable.accounts.models import Person
    from answerable.organisations.models import Organisation

WHY = "Given on the command line."


@click.group()
def people() -> None:
    """Manages who may sign in, and what they may do."""


@people.command()
@click.argument("email")
@click.option("--name", default="", help="As colleagues see it. Needed for somebody new.")
@click.option("--role", "roles", multiple=True, help="Such as editor; may be given several times.")
@click.option("--organisation", "reference", help="Reference of the body (B-...) that a responder acts for.")
@click.option("--publisher", default="", help="Code of the publisher that an issuer speaks for.")
@click.option("--sector", default="", help="Code of the one sector that the roles are held for.")
@click.option("--reason", default=WHY, show_default=True, help="Why the role is given.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; make no link.")
@click.option("--address", default="http://localhost:8000", show_default=True, help="Where the pages are.")
def add(
    email: str,
    name: str,
    roles: tuple[str, ...],
    reference: str | None,
    publisher: str,
    sector: str,
    reason: str,
    password_stdin: bool,
    address: str,
) -> None:
    """Opens an account for EMAIL and prints a one-time link, good for three days, to choose its password.

    For somebody who is here already it gives the roles they lack, and makes a new link.
    """
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc:
        raise click.UsageError(f"--address {address!r} has to begin like https://register.example.org.")
    prepare()
    from django.db import transaction

    from answerable.accounts.operations import (
        AccountError,
        grant_role,
        invite_person,
        make_password_link,
        set_password,
    )
    from answerable.accounts.passwords import PasswordError
    from answerable.accounts.queries import person_by_email
    from answerable.core.actors import PEOPLE
    from answerable.ledger.meeting import again_if_met

    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    body = _body(reference)
    _known_publisher(publisher)

    def opened() -> "tuple[Person, str]":
        with transaction.atomic():  # all of it, or nothing
            person = person_by_email(email) or invite_person(by=PEOPLE, email=email, name=name)
            for role in roles:
                grant_role(
                    by=PEOPLE,
                    person=person,
                    role=role,
                    organisation=body,
                    publisher=publisher,
                    sector=sector,
                    reason=reason,
                )
            token = make_password_link(by=PEOPLE, person=person)
            if password_stdin:
                set_password(by=PEOPLE, token=token, password=password)
        return person, token

    try:
        person, token = again_if_met(opened)
    except (AccountError, PasswordError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(_line(person_by_email(email) or person))
    if not password_stdin:
        click.echo("Send them this link. It works once, for three days:")
        click.echo(f"{address.rstrip('/')}/workspace/set-password/{token}")


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_people(as_json: bool) -> None:
    """Lists everybody who has or had an account."""
    prepare()
    from answerable.accounts import queries

    rows = list(queries.people())
    if as_json:
        print_json(
            [
                {
                    "person": row.identifier,
                    "email": row.email,
                    "name": row.name,
                    "roles": [role.value for role in queries.roles_of(row)],
                    "invited": row.invited_at,
                    "ended": row.ended_at,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        click.echo(_line(row))
    if not rows:
        click.echo("Nobody has an account yet.")


@people.command()
@click.argument("email")
@click.option("--reason", default="Ended on the command line.", show_default=True)
def end(email: str, reason: str) -> None:
    """Closes the account of EMAIL for good. What the person decided stays."""
    prepare()
    from answerable.accounts.operations import deactivate
    from answerable.accounts.queries import person_by_email
    from answerable.core.actors import PEOPLE

    person = person_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody with the e-mail address {email} has an account.")
    deactivate(by=PEOPLE, person=person, reason=reason)
    click.echo(f"{person.identifier} can no longer sign in.")


def _line(person: "Person") -> str:
    from answerable.accounts.queries import roles_of

    state = f"left on {person.ended_at:%-d %B %Y}" if person.ended_at else ", ".join(roles_of(person))
    return f"{person.identifier}  {person.email}  {person.name}  ({state or 'no role'})"


def _body(reference: str | None) -> "Organisation | None":
    from answerable.organisations.models import Organisation

    if not reference:
        return None
    body = Organisation.objects.filter(reference=reference).first()
    if body is None:
        raise click.ClickException(f"No body has the reference {reference}.")
    return body


def _known_publisher(code: str) -> None:
    from answerable.sources.models import Publisher

    if code and not Publisher.objects.filter(code=code).exists():
        raise click.ClickException(f"No publisher has the code {code}.")


@people.command()
def permissions() -> None:
    """Prints who may do what, as docs/permissions.md keeps it."""
    prepare()
    from answerable.workspace.permissions import permissions_page

    click.echo(permissions_page(), nl=False)
