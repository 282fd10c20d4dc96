"""Taking a change of expectations back: what stood before stands again, as new rows."""

from typing import Any

from django.db.models import QuerySet

from answerable.core.actors import Actor
from answerable.core.calendar import LONDON
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing, Wording
from answerable.lineage.operations.changing import begin_change, lock, reason_for
from answerable.lineage.operations.errors import ChangedSinceError, ExpectationError

Row = Any  # of one of the three tables
_CARRIED: dict[Row, tuple[str, ...]] = {
    Wording: ("text", "note"),
    Standing: ("state", "into_id"),
    Serving: ("entry_id", "method", "score"),
}


@operation("EXPECTATION_EDIT")
def undo_change(log: Log, *, by: Actor, change: ExpectationChange, reason: str) -> ExpectationChange:
    """Restores exactly what stood before a change.

    Raises ChangedSinceError where a later change that still holds touched the same rows: that one has to be
    taken back first. ExpectationError: no reason, taken back already, or the machine's proposal.
    """
    return restore(log, change, reason)


def restore(log: Log, change: ExpectationChange, reason: str) -> ExpectationChange:
    """For an operation that takes back what it is part of, as `undo_change` does."""
    why = reason_for(reason)
    expectations = list(change.expectations.order_by("pk"))
    lock(expectations)
    if change.kind == ExpectationChange.Kind.PROPOSED:
        raise ExpectationError("A draft that the machine proposed is refused, not taken back.")
    before = ExpectationChange.objects.filter(undoes=change).first()
    if before:
        raise ExpectationError(
            f"This was taken back already, on {before.recorded_at.astimezone(LONDON):%-d %B %Y}."
        )
    ending = {table: [_now(row) for row in table.objects.filter(made_by=change)] for table in _CARRIED}
    restoring = {table: list(table.objects.filter(ended_by=change)) for table in _CARRIED}
    _check(expectations, ending, restoring)
    undone = begin_change(log, ExpectationChange.Kind.UNDONE, expectations, reason=why, undoes=change).row
    for table in _CARRIED:
        table.objects.filter(pk__in=[row.pk for row in ending[table]]).update(
            superseded_at=undone.recorded_at, ended_by=undone
        )
        table.objects.bulk_create(
            [
                table(
                    expectation_id=row.expectation_id,
                    made_by=undone,
                    recorded_at=undone.recorded_at,
                    **{name: getattr(row, name) for name in _CARRIED[table]},
                )
                for row in restoring[table]
            ]
        )
    return undone


def _now(row: Row) -> Row:
    """The row as it stands: itself, or what came back when the change that ended it was taken back.

    Raises ChangedSinceError where that change still holds.
    """
    while row.superseded_at is not None:
        later = row.ended_by
        taken_back = ExpectationChange.objects.filter(undoes=later).first()
        if taken_back is None:
            raise _changed(later)
        row = _same_place(row).get(made_by=taken_back)
    return row


def _check(
    expectations: list[Expectation], ending: dict[Row, list[Row]], restoring: dict[Row, list[Row]]
) -> None:
    """What is restored must find its place free, and what loses its standing must be left empty."""
    going = {(table, row.pk) for table in _CARRIED for row in ending[table]}
    for table in _CARRIED:
        for row in restoring[table]:
            current = _same_place(row).filter(superseded_at__isnull=True).first()
            if current and (table, current.pk) not in going:
                raise _changed(current.made_by)
    restored = {row.expectation_id for row in restoring[Standing]}
    for expectation_id in {row.expectation_id for row in ending[Standing]} - restored:
        for table in _CARRIED:
            for row in table.objects.filter(expectation=expectation_id, superseded_at__isnull=True):
                if (table, row.pk) not in going:
                    raise _changed(row.made_by)
        into = Standing.objects.filter(into=expectation_id, superseded_at__isnull=True).first()
        if into:
            raise _changed(into.made_by)


def _same_place(row: Row) -> QuerySet[Any]:
    """The rows of which only one can be current."""
    rows: QuerySet[Any] = type(row).objects.filter(expectation=row.expectation_id)
    return rows.filter(entry=row.entry_id) if isinstance(row, Serving) else rows


def _changed(later: ExpectationChange) -> ChangedSinceError:
    kind = ExpectationChange.Kind(later.kind).label
    return ChangedSinceError(
        f"This can't be taken back alone: a later change holds (“{kind}”, change {later.pk},"
        f" {later.recorded_at.astimezone(LONDON):%-d %B %Y}). Take that back first."
    )
