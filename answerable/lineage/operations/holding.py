"""Holds: who has which item of the review desk open. No facts, and so no events (decision 0007).

A hold passes by itself after some minutes, so that nobody has to give back what they walked away from.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Q

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Hold

MINUTES = 10


@operation("SUGGESTION_DECIDE", no_fact=True)
def take_hold(log: Log, *, by: Actor, item: str, minutes: int = MINUTES) -> bool:
    """Takes (or renews) the editor's hold on an item: False while another editor's stands."""
    return _take(by.identifier, item, minutes)


@operation("SUGGESTION_DECIDE", no_fact=True)
def hold_next(log: Log, *, by: Actor, items: Iterable[str], minutes: int = MINUTES) -> str | None:
    """Takes the first of these items that nobody else holds; None when others hold them all."""
    return next((item for item in items if _take(by.identifier, item, minutes)), None)


@operation("SUGGESTION_DECIDE", no_fact=True)
def renew_hold(log: Log, *, by: Actor, item: str, minutes: int = MINUTES) -> bool:
    """Gives a hold of one's own more time: False where it is gone, or another editor's."""
    until = now() + dt.timedelta(minutes=minutes)
    return bool(Hold.objects.filter(item=item, held_by=by.identifier).update(until=until))


@operation("SUGGESTION_DECIDE", no_fact=True)
def release_hold(log: Log, *, by: Actor, item: str) -> bool:
    """Gives an item back: False where it was not held by this editor."""
    return bool(Hold.objects.filter(item=item, held_by=by.identifier).delete()[0])


@operation("SUGGESTION_DECIDE", no_fact=True)
def release_all(log: Log, *, by: Actor) -> int:
    """Gives all of the editor's items back: how many."""
    return int(Hold.objects.filter(held_by=by.identifier).delete()[0])


def _take(editor: str, item: str, minutes: int) -> bool:
    at = now()
    until = at + dt.timedelta(minutes=minutes)
    if Hold.objects.filter(Q(until__lte=at) | Q(held_by=editor), item=item).update(
        held_by=editor, until=until
    ):
        return True
    try:
        with transaction.atomic():
            Hold.objects.create(item=item, held_by=editor, until=until)
    except IntegrityError:  # somebody's hold stands: another editor's, or the same one's in another window
        return Hold.objects.filter(item=item, held_by=editor).exists()
    return True
