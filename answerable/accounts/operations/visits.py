"""Who is signed in where, and what was refused. No facts of the register, and so no events."""

import datetime as dt

from django.db.models import F

from answerable.accounts.models import Person, Refusal, Visit
from answerable.accounts.operations.errors import AccountError
from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.ledger.operation import Log, operation

KEPT_DAYS = 90  # of visits that are over, and of refusals: long enough to look into one


@operation("SIGN_IN", no_fact=True)
def begin_visit(log: Log, *, by: Actor, person: Person, browser: str) -> Visit:
    """Somebody has signed in. What is older than `KEPT_DAYS` goes."""
    at = now()
    Visit.objects.filter(seen_at__lt=at - dt.timedelta(days=KEPT_DAYS)).delete()
    return Visit.objects.create(person=person, browser=browser, begun_at=at, seen_at=at)


@operation("SIGN_IN", no_fact=True)
def see_visit(log: Log, *, by: Actor, visit_id: int) -> None:
    Visit.objects.filter(pk=visit_id, ended_at__isnull=True).update(seen_at=now())


@operation("SIGN_IN", no_fact=True)
def end_visit(log: Log, *, by: Actor, visit_id: int, why: str) -> None:
    """The session is over, for this reason (`Visit.Why`). One that ended before keeps its own."""
    Visit.objects.filter(pk=visit_id, ended_at__isnull=True).update(ended_at=now(), why=why)


@operation("SIGN_IN_SECURE", no_fact=True)
def end_own_visits(
    log: Log, *, by: Actor, person: Person, visit_id: int | None = None, but: int | None = None
) -> int:
    """Ends one of one's own sessions, or all but the one named. How many ended."""
    if by.identifier != person.identifier:
        raise AccountError("These are somebody else's.")
    rows = Visit.objects.filter(person=person, ended_at__isnull=True)
    if visit_id is not None:
        rows = rows.filter(pk=visit_id)
    if but is not None:
        rows = rows.exclude(pk=but)
    return rows.update(ended_at=now(), why=Visit.Why.ENDED)


@operation("SIGN_IN", no_fact=True)
def note_refusal(log: Log, *, by: Actor, kind: str, person: str, client: str, page: str) -> None:
    """Counts what was refused, in one row a day for the same, so that nobody can fill the disk by it.

    `client` is a keyed digest, and `page` the name of an address: nothing that was typed or asked for.
    """
    at, day = now(), today()
    same = {"day": day, "kind": kind, "person": person, "client": client, "page": page[:100]}
    _, new = Refusal.objects.get_or_create(**same, defaults={"first_at": at, "last_at": at})
    if not new:
        Refusal.objects.filter(**same).update(times=F("times") + 1, last_at=at)
    elif not Refusal.objects.filter(day=day).exclude(**same).exists():  # the first of a day
        Refusal.objects.filter(last_at__lt=at - dt.timedelta(days=KEPT_DAYS)).delete()
