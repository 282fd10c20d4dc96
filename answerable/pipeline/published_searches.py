"""The searches that a register publishes from the first day (data/searches.toml)."""

import tomllib
from pathlib import Path

from answerable.core.actors import SEARCHES
from answerable.oversight.models import PublishedSearch
from answerable.oversight.operations.publishing_searches import publish_search


def publish_shipped(path: Path) -> int:
    """Publishes those whose address was never used: what an editor changed or took down stays so."""
    with path.open("rb") as file:
        shipped = tomllib.load(file)["search"]
    used = set(PublishedSearch.objects.values_list("code", flat=True))
    new = [(place, one) for place, one in enumerate(shipped, start=1) if one["code"] not in used]
    for place, one in new:
        publish_search(
            by=SEARCHES,
            code=one["code"],
            title=one["title"],
            words=one["words"],
            asked=one["asked"],
            order=10 * place,
        )
    return len(new)
