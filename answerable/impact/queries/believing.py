"""Of several figures for one period, the one that is believed. Pure, and the same in any order of loading.

The later publication revises the earlier. What any file of the same or a later vintage hides stays hidden: an
older number would give it away. Where two of one vintage disagree, neither is believed.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

HIDDEN = frozenset({"suppressed", "protected"})
CONFLICT = "files disagree"


@dataclass(frozen=True, slots=True)
class Given:
    """A figure as one file gives it. `vintage` is empty where nobody said when the file was published."""

    start: dt.date
    end: dt.date
    value: Decimal | None
    why: str
    flags: tuple[str, ...]
    file: int
    row: int
    vintage: dt.date | None
    future: bool = False  # in a file that was loaded after the day that is asked about


@dataclass(frozen=True, slots=True)
class Believed:
    given: Given
    value: Decimal | None
    why: str
    earlier: tuple[Given, ...]  # what older publications said


def believe(given: Sequence[Given]) -> Believed | None:
    """`given` are for one period of one line. None where nothing had been loaded by the day asked about."""
    order = sorted(given, key=lambda one: (one.vintage or dt.date.min, one.file, one.row), reverse=True)
    known = [one for one in order if not one.future]
    if not known:
        return None
    latest = [one for one in known if one.vintage == known[0].vintage]
    earlier = tuple(one for one in known if one.vintage != known[0].vintage)
    newer = [one for one in order if (one.vintage or dt.date.min) >= (latest[0].vintage or dt.date.min)]
    hidden = next((one for one in newer if one.why in HIDDEN), None)
    if hidden:
        return Believed(hidden if not hidden.future else latest[0], None, hidden.why, earlier)
    numbers = {one.value for one in latest if one.value is not None}
    if len(numbers) > 1:
        return Believed(latest[0], None, CONFLICT, earlier)
    best = next((one for one in latest if one.value is not None), latest[0])
    return Believed(best, best.value, best.why, earlier)
