"""Requests of programs that carry an Idempotency-Key: each is done once, however often it is sent."""

import datetime as dt
import hashlib
from typing import Any

from django.db import connection

from answerable.accounts.models.keys import ApiKey, AskedBefore
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation

KEPT_DAYS = 30  # of answers: longer than any program goes on trying


class BeingAnsweredError(Exception):
    """The same request is being answered at this moment."""


class OtherRequestError(Exception):
    """The name was given to another request before."""


@operation("SIGN_IN", no_fact=True)
def begin_request(log: Log, *, by: Actor, key: ApiKey, name: str, request: str) -> AskedBefore:
    """The row of this request; with its answer, where it was answered before. `request` is its digest.

    Within the transaction that answers it: whatever cuts that short takes the row back too, so that the
    request can be sent again. Raises OtherRequestError; BeingAnsweredError where the database can tell
    (PostgreSQL), and waits otherwise.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_of(key, name)])
            if not cursor.fetchone()[0]:
                raise BeingAnsweredError
    at = now()
    held, new = AskedBefore.objects.get_or_create(
        key=key, name=name, defaults={"request": request, "asked_at": at}
    )
    if held.request != request:
        raise OtherRequestError
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    others = key.asked.filter(asked_at__gte=midnight).exclude(pk=held.pk)
    if new and not others.exists():  # the first of a day
        AskedBefore.objects.filter(asked_at__lt=at - dt.timedelta(days=KEPT_DAYS)).delete()
    return held


@operation("SIGN_IN", no_fact=True)
def keep_answer(log: Log, *, by: Actor, asked: AskedBefore, status: int, answer: Any) -> None:
    """What the request was answered with, kept with what it did: both or neither."""
    AskedBefore.objects.filter(pk=asked.pk).update(status=status, answer=answer)


def answer_of(key: ApiKey, name: str, request: str) -> AskedBefore | None:
    """The request as it was answered before, if it was. Raises OtherRequestError."""
    held = AskedBefore.objects.filter(key=key, name=name).first()
    if held is not None and held.request != request:
        raise OtherRequestError
    return held


def lock_of(key: ApiKey, name: str) -> int:
    """Which lock of the database stands for a request that is being answered."""
    digest = hashlib.sha256(f"{key.pk}\n{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
