"""Places of care under the bodies that run them."""

import hashlib
from typing import Any

from django.http import HttpRequest
from ninja import Router

from answerable.api import cursors
from answerable.api.asking import (
    ERRORS,
    AsAt,
    Cursor,
    Day,
    Reference,
    Size,
    day_asked,
    place_after,
    the_one,
)
from answerable.api.shapes import Listed
from answerable.organisations.models import Organisation
from answerable.publication.places import PlaceRecord, places_of

router = Router()


@router.get(
    "/organisations/{reference}/places",
    response={200: Listed[PlaceRecord], **ERRORS},
    operation_id="organisation_places",
    tags=["organisations"],
)
def organisation_places(
    request: HttpRequest,
    reference: str = Reference,
    as_at: Day | None = AsAt,
    size: int = Size,
    cursor: str = Cursor,
) -> dict[str, Any]:
    """Places of care that one body runs or ran, by code, then those that only a list of names has."""
    body = the_one(Organisation.objects.all(), reference, "B", "organisation")
    on = day_asked(as_at)
    question = cursors.question("places", {"organisation": body.reference, "as-at": on})
    rows = places_of(body, on)
    start = place_after([_key(row) for row in rows], cursors.read(cursor, question))
    part = rows[start : start + size]
    more = start + size < len(rows)
    return {
        "items": part,
        "next": cursors.write(question, _key(part[-1])) if more and part else None,
        "total": len(rows),
    }


def _key(row: PlaceRecord) -> str:
    """No row has a number that stays: they are worked out anew with each list."""
    said = f"{row.place}\n{row.name}\n{row.opened}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]
