"""Keeping hidden figures hidden: where one alone could be worked out from a total, one more is withheld.

Applied when a file is loaded, to every set of parts whose total the same file gives, for indicators whose
parts add up: the parts of one split of one place, and the places of one level of England. Of counts that do
not add up by type or place, those by sex, age, ethnicity and the like still do. Publishers do it too, but not
always: the open data of out-of-area placements print a region's total and all but one part.
"""

import datetime as dt
import functools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from answerable.impact.bodies import Meant
from answerable.impact.definitions import Indicator
from answerable.impact.files.model import ENGLAND, Cell
from answerable.impact.files.splits import NO_SPLIT, personal

_Whole = tuple[str, str, str, dt.date, dt.date]
_Set = tuple[_Whole, str]


@dataclass(slots=True)
class Row:
    """A row that will be stored. `why` without a value says what hides it."""

    cell: Cell
    indicator: Indicator
    split: str  # that of the cell, and that of its measure's name
    meant: Meant
    value: Decimal | None
    why: str
    flags: str


def protect(rows: Iterable[Row]) -> list[Row]:
    """Withholds what gives a hidden figure away; the rows that were withheld."""
    measures: dict[tuple[str, bool], list[Row]] = defaultdict(list)
    people: dict[str, bool] = {}
    for row in rows:
        split = row.cell.split
        if split not in people:
            people[split] = split == NO_SPLIT or bool(personal(_kind(split)))
        if row.indicator.parts_add_up or (people[split] and row.indicator.kind == "count"):
            measures[row.cell.measure, row.indicator.parts_add_up].append(row)
    return [
        withheld
        for (_, adds_up), same in sorted(measures.items())
        if any(row.why == "suppressed" for row in same)
        for withheld in _protect(same, by_place=adds_up)
    ]


def _protect(rows: list[Row], *, by_place: bool) -> list[Row]:
    hidden = Counter(_set_of(row.cell) for row in rows if row.why == "suppressed")
    once = [key for key, number in hidden.items() if number == 1]
    wholes = {_place(row.cell): row for row in rows if row.cell.split == NO_SPLIT} if once else {}
    alone = {
        key
        for key in once
        if key is not None and key[0] in wholes and wholes[key[0]].value is not None
        and (by_place or personal(key[1]))
    }  # fmt: skip
    sets: dict[_Set, list[Row]] = defaultdict(list)
    for row in rows if alone else ():
        key = _set_of(row.cell)
        if key is not None and key in alone:
            sets[key].append(row)
    return [
        withheld
        for (whole, _), parts in sorted(sets.items(), key=lambda item: str(item[0]))
        if (withheld := _withhold(wholes[whole], parts))
    ]


def _place(cell: Cell) -> _Whole:
    return (cell.level, cell.code, cell.name, cell.start, cell.end)


def _set_of(cell: Cell) -> _Set | None:
    """The whole that the cell is part of, and the kind of parts; None for the whole of England."""
    if cell.split == NO_SPLIT:
        return None if cell.level == ENGLAND else ((ENGLAND, "", "", cell.start, cell.end), cell.level)
    kind = _kind(cell.split)
    return (_place(cell), kind) if kind else None


@functools.lru_cache(maxsize=10_000)
def _kind(split: str) -> str:
    """The kind of a split; "" for two at once, and for "0", which stands for all parts together."""
    kind, _, value = split.partition(": ")
    return "" if value in ("0", "All") or ";" in split else kind


def _withhold(whole: Row, parts: list[Row]) -> Row | None:
    hidden = [row for row in parts if row.why == "suppressed"]
    shown = [row for row in parts if row.value is not None]
    if whole.value is None or len(hidden) != 1 or len(hidden) + len(shown) < len(parts):
        return None
    rest = whole.value - sum((row.value for row in shown if row.value), Decimal(0))
    if rest < -whole.indicator.suppression.rounding * len(parts):
        return None  # more than the whole: these are not its parts
    positive = [row for row in shown if row.value]
    least = min(
        positive, key=lambda row: (row.value, row.cell.split, row.cell.code, row.cell.name), default=whole
    )
    least.value, least.why = None, "protected"
    return least
