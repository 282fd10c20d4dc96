"""Remembers what the machine has looked at: bookkeeping, no fact of the register."""

from collections.abc import Mapping

from answerable.core.actors import Actor
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Look, Run


@operation("SUGGESTION_RECORD", no_fact=True)
def note_looks(log: Log, *, by: Actor, run: Run, method: str, versions: Mapping[int, int]) -> int:
    """These entries ({id: version of its words}) have been looked at with these methods: how many."""
    rows = [
        Look(entry_id=entry, version=version, method=method, run=run) for entry, version in versions.items()
    ]
    Look.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["version", "method", "run"],
    )
    return len(rows)


@operation("SUGGESTION_RECORD", no_fact=True)
def forget_looks(log: Log, *, by: Actor) -> int:
    """Nothing has been looked at: the next run looks at every entry again. How many were forgotten."""
    return Look.objects.all().delete()[0]
