"""How a duty stands, as one number: all that figures ask of it, so that the database groups by it at once.

The number says nothing that the columns beside it do not. It is made with the rules of `working`: values are
added at the end of a list, and any other change raises RULES.
"""

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from answerable.assurance import axes
from answerable.assurance.models import Closure, Verification
from answerable.duties.models import ClaimLevel
from answerable.duties.queries.answers import ResponseAxis

_VALUES: dict[str, tuple[str, ...]] = {
    "response": tuple(one.value for one in ResponseAxis),
    "claimed": (axes.NO_CLAIM, *(one.value for one in ClaimLevel)),
    "found": (axes.NOT_LOOKED_AT, *(one.value for one in Verification.Result), axes.NOT_LASTED),
    "closed_as": ("", *(one.value for one in Closure.Reason)),
}
_FLAGS = (
    "planned",
    "stalled",
    "slipped",
    "challenged",
    "been_done",
    "been_closed",
    "reopened",
    "recurring",
)
_SOME_DAY = dt.date.min  # stands for a day that is known: which, the number does not say


@dataclass(frozen=True, slots=True)
class Standing:
    """As much of a spell as its number tells, under the names of its columns.

    Of days it tells only whether there is one; of the day for a reply, whether it had gone by.
    """

    response: str
    claimed: str
    found: str
    closed_as: str
    planned: bool
    stalled: bool
    slipped: bool
    challenged: bool
    been_done: bool
    been_closed: bool
    reopened: bool
    recurring: bool
    answered_on: dt.date | None
    accepted_on: dt.date | None
    due_on: dt.date | None
    closed_on: dt.date | None


TOLD = frozenset(one.name for one in fields(Standing))


def number_of(columns: Mapping[str, Any], on: dt.date) -> int:
    """Of the columns of a spell that begins on a day. Raises ValueError for a value that is in no list."""
    due = columns["due_on"]
    bits = [columns[name] for name in _FLAGS]
    bits += [columns[name] is not None for name in ("answered_on", "accepted_on")]
    bits.append(due is not None and due < on)
    found = 0
    for bit in bits:
        found = found * 2 + bool(bit)
    for name, values in _VALUES.items():
        found = found * len(values) + values.index(columns[name])
    return found


@functools.lru_cache(maxsize=20_000)
def standing_of(number: int) -> Standing:
    """The reverse."""
    said: dict[str, Any] = {}
    for name, values in reversed(_VALUES.items()):
        number, at = divmod(number, len(values))
        said[name] = values[at]
    number, due = divmod(number, 2)
    number, accepted = divmod(number, 2)
    number, answered = divmod(number, 2)
    for name in reversed(_FLAGS):
        number, bit = divmod(number, 2)
        said[name] = bool(bit)
    return Standing(
        **said,
        answered_on=_SOME_DAY if answered else None,
        accepted_on=_SOME_DAY if accepted else None,
        due_on=_SOME_DAY if due else None,
        closed_on=_SOME_DAY if said["closed_as"] else None,
    )
