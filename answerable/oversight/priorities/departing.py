"""Where a decision is not the list's own."""

from collections.abc import Mapping, Sequence
from typing import Any


def departures(rows: Sequence[Mapping[str, Any]], chosen: Sequence[str]) -> tuple[list[str], list[str]]:
    """(those that the list puts among as many and that were not chosen, those chosen that it does not).

    Items that share a place with the last of them may be chosen or not: the list does not tell them apart.
    """
    k = len(chosen)
    certain, possible = set(), set()
    for row in rows:
        sharing = sum(other["rank"] == row["rank"] for other in rows)
        if row["rank"] + sharing - 1 <= k:
            certain.add(row["item"])
        if row["rank"] <= k:
            possible.add(row["item"])
    left = [row["item"] for row in rows if row["item"] in certain and row["item"] not in chosen]
    return left, [item for item in chosen if item not in possible]
