"""Noting what was refused, for an administrator to see: who, from where (a digest), which page."""

from django.http import HttpRequest

from answerable.accounts.models import Person
from answerable.accounts.operations import note_refusal
from answerable.accounts.passwords import keyed_digest
from answerable.core.actors import SIGN_IN
from answerable.workspace.client import client_of


def note(request: HttpRequest, kind: str, person: Person | None = None) -> None:
    who = person or (request.user if isinstance(request.user, Person) else None)
    match = request.resolver_match
    note_refusal(
        by=SIGN_IN,
        kind=kind,
        person=who.identifier if who else "",
        client=keyed_digest("client", client_of(request)),
        page=(match.view_name if match else "") or "",
    )
