"""Long lists in their order, a bounded number of rows in memory."""

from collections.abc import Iterator

from django.db.models import QuerySet

from answerable.register.models import EntryVersion
from answerable.register.queries import every_version

CHUNK = 400


def in_order(versions: QuerySet[EntryVersion]) -> Iterator[EntryVersion]:
    """These versions with their reports, in their order.

    Keys are put in order first: a database that sorts whole rows holds all their words while it does. What is
    replaced meanwhile is given as it was; what is withdrawn meanwhile is left out.
    """
    keys = list(versions.values_list("pk", flat=True))
    rows = every_version().filter(entry__withdrawn_at__isnull=True)
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        found = rows.in_bulk(part)
        yield from (found[key] for key in part if key in found)
