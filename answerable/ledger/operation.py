"""The one way to write: an operation has an actor, a permission, one transaction and at least one event.

    @operation("REPORT_RECORD")
    def record_report(log: Log, *, by: Actor, draft: ReportDraft) -> Report: ...

    record_report(by=INGEST, draft=draft)

The decorated function is called without `log`: the decorator makes it, bound to the actor, and writes what
was put in it when the function returns. Effects on the world (files, mail, tasks) go in `log.after_commit`:
where two meet on PostgreSQL the function is called again from the start (`ledger.meeting`).

An operation on what is no fact of the register (docs/decisions/0007-holds.md) is declared with `no_fact=True`
and writes no event.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar

from django.db import connection, transaction
from django.db.models import Max

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.canonical import Payload, canonical_bytes, leaf_hash
from answerable.ledger.meeting import again_if_met, one_by_one
from answerable.ledger.models import Event

P = ParamSpec("P")
R = TypeVar("R")

OPERATIONS: dict[str, str] = {}
# What an actor's permission is bound by beyond the operation's own checks: each is given the actor, the
# permission and the events, and raises NotPermittedError. Rooms to the right add theirs as they are loaded.
BOUNDS: list[Callable[[Actor, str, list[tuple[str, str, Payload]]], None]] = []
_LEDGER_LOCK = 0x416E7377  # any constant, the same in every process


class SilentWriteError(Exception):
    """An operation ended without an event and without saying that nothing changed."""


class NoFactError(Exception):
    """An operation that was declared to write no fact put an event in the log."""


@dataclass
class Log:
    """Collects the events of one operation."""

    actor: Actor
    events: list[tuple[str, str, Payload]] = field(default_factory=list)
    nothing_changed: bool = False

    def event(self, kind: str, subject: str, payload: Payload) -> None:
        """Something happened to `subject` (a reference or "kind:id"). `kind` is noun.verb in the past."""
        self.events.append((kind, subject, payload))

    def unchanged(self) -> None:
        """The operation found everything as asked already, and wrote nothing."""
        self.nothing_changed = True

    def alone(self) -> None:
        """Nobody else appends to the log until this operation ends: for what is decided by reading it."""
        if connection.vendor == "postgresql":
            # SQLite's immediate transactions do this already.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LEDGER_LOCK])

    def one_by_one(self, *what: str) -> None:
        """Nobody else who names the same goes on until this operation ends: where no row stands for it."""
        one_by_one(*what)

    def after_commit(self, effect: Callable[[], None]) -> None:
        transaction.on_commit(effect)


def operation(
    permission: str, *, no_fact: bool = False
) -> Callable[[Callable[Concatenate[Log, P], R]], Callable[P, R]]:
    """Declares an operation. Raises NotPermittedError before anything is written when the actor may not.

    `no_fact`: what it writes is no fact of the register, so that it puts nothing in the log.
    """

    def decorate(function: Callable[Concatenate[Log, P], R]) -> Callable[P, R]:
        OPERATIONS[f"{function.__module__}.{function.__qualname__}"] = permission

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = kwargs.get("by")
            if not isinstance(actor, Actor):
                raise TypeError(f"{function.__name__} needs by=, the actor who does this")
            actor.require(permission)
            return again_if_met(lambda: once(actor, *args, **kwargs), (*args, *kwargs.values()))

        def once(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            log = Log(actor)
            with transaction.atomic():
                result = function(log, *args, **kwargs)
                if log.events and no_fact:
                    raise NoFactError(f"{function.__name__} says that it writes no fact, and wrote an event")
                if log.events:
                    for bound in BOUNDS:
                        bound(actor, permission, log.events)
                    _append(log)
                elif not log.nothing_changed and not no_fact:
                    raise SilentWriteError(f"{function.__name__} wrote no event")
            return result

        return run

    return decorate


def _append(log: Log) -> None:
    log.alone()  # so that the log has one order and no gaps
    last = Event.objects.aggregate(last=Max("index"))["last"]
    start = -1 if last is None else last
    at = now()
    rows = []
    for index, (kind, subject, payload) in enumerate(log.events, start=start + 1):
        canonical = canonical_bytes(
            {
                "actor": log.actor.identifier,
                "at": at.isoformat(timespec="microseconds"),
                "index": index,
                "kind": kind,
                "payload": payload,
                "subject": subject,
            }
        )
        rows.append(
            Event(
                index=index,
                recorded_at=at,
                actor=log.actor.identifier,
                kind=kind,
                subject=subject,
                payload=payload,
                canonical=canonical,
                leaf_hash=leaf_hash(canonical),
            )
        )
    Event.objects.bulk_create(rows, batch_size=500)
