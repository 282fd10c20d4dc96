"""Remembers what the machine has looked at: bookkeeping, no fact of the register."""

from collections.abc import Collection, Mapping

from answerable.core.actors import Actor
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Look, Run


@operation("SUGGESTION_RECORD", no_fact=True)
def note_looks(log: Log, *, by: Actor, run: Run, method: str, versions: Mapping[int, int]) -> int:
    """These entries ({id: version of its words}) have been looked at with these methods: how many."""
    rows = [  # in one order, so that two runs wait instead of stopping each other
        Look(entry_id=entry, version=version, method=method, run=run)
        for entry, version in sorted(versions.items())
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
def forget_looks(log: Log, *, by: Actor, entries: Collection[int] | None = None) -> int:
    """The next run looks again at these entries; at every one, where None. How many were forgotten."""
    if entries is None:
        return Look.objects.all().delete()[0]
    keys = sorted(entries)
    parts = (keys[start : start + 500] for start in range(0, len(keys), 500))
    return sum(Look.objects.filter(entry__in=part).delete()[0] for part in parts)
