"""What a key may do, and the duties of a body that its owner sees."""

from typing import Any

from django.http import HttpRequest

from answerable.accounts.roles import PERMISSIONS, Role
from answerable.api import cursors
from answerable.api.asking import Cursor, Size, page_of
from answerable.api.shapes import Listed
from answerable.api.writing import telling
from answerable.api.writing.finding import duty_named
from answerable.api.writing.keys import asker, for_body
from answerable.api.writing.making import WHOEVER, get
from answerable.api.writing.shapes import DutyLine, DutyOut, Mine, at
from answerable.duties.queries import duties_seen, with_entry
from answerable.organisations.models import Organisation
from answerable.sources.models import Publisher

_ISSUING = PERMISSIONS[Role.ISSUER]


@get("", "work", Mine, needs=WHOEVER)
def mine(request: HttpRequest) -> dict[str, Any]:
    """The key, what it may do now, and for whom."""
    one = asker(request)
    bodies = frozenset().union(*one.by.bodies.values()) if one.by.bodies else frozenset()
    codes = frozenset().union(*one.by.publishers.values()) if one.by.publishers else frozenset()
    return {
        "key": one.key.begins,
        "label": one.key.label,
        "person": one.by.identifier,
        "scopes": sorted(one.by.permissions),
        "bodies": [
            {"key": row.reference, "name": row.name}
            for row in Organisation.objects.filter(pk__in=bodies).order_by("name")
        ],
        "publishers": [
            {"key": row.code, "name": row.name}
            for row in Publisher.objects.filter(code__in=codes).order_by("name")
        ],
        "expires_at": one.key.expires_at,
    }


@get("/bodies/{body}/duties", "work_duties", Listed[DutyLine], needs="BODY_READ", each="body")
def duties(
    request: HttpRequest, body: str = at("The body's reference."), size: int = Size, cursor: str = Cursor
) -> dict[str, Any]:
    """The duties of the body that the key's owner sees: all, or for a contributor what was handed to them."""
    by, held = for_body(request)
    question = cursors.question("work_duties", {"body": held.reference})
    rows, next_cursor = page_of(with_entry(duties_seen(by, held.pk)), size, cursor, question)
    return {"items": telling.duty_lines(by, held, rows), "next": next_cursor}


@get("/bodies/{body}/duties/{duty}", "work_duty", DutyOut, needs="BODY_READ", each="body")
def duty(
    request: HttpRequest, body: str = at("The body's reference."), duty: str = at("The duty's reference.")
) -> dict[str, Any]:
    """One duty: everything that it asks, its answers and actions, and the claim that stands."""
    by, held = for_body(request)
    return telling.duty_whole(by, held, duty_named(request, duty))
