"""The spells of a scope on a day, read once, as columns that all counts of a page are made from."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from django.db.models import CharField
from django.db.models.functions import Cast
from numpy.typing import NDArray

from answerable.oversight.figures.counting import World
from answerable.oversight.figures.definitions import Condition, meets
from answerable.oversight.figures.scopes import Scope
from answerable.oversight.figures.signature import standing_of

T = TypeVar("T")
Places = NDArray[np.int64]
DATES = ("issued_on", "answered_on", "accepted_on")


@dataclass(frozen=True, slots=True)
class Coded(Generic[T]):
    """A column: its different values, and for each spell the place of its own among them."""

    values: Sequence[T]
    places: Places


@dataclass(frozen=True, slots=True)
class Columns:
    on: dt.date
    holders: Coded[int]
    numbers: Coded[int]
    dates: dict[str, Coded[dt.date | None]]

    def meeting(self, condition: Condition) -> NDArray[np.bool_]:
        """For each spell, whether it meets a condition that its number tells."""
        met = [meets(standing_of(one), condition, self.on) for one in self.numbers.values]
        return np.array(met, dtype=bool)[self.numbers.places]


def columns(world: World, scope: Scope) -> Columns:
    """Of the duties that nothing touched since. One query, asked once; it tells the world its numbers too.

    Days come as text, since a database's own are slow to make, and few of them differ.
    """
    return world.kept_once((scope, "columns"), lambda: _read(world, scope))


def _read(world: World, scope: Scope) -> Columns:
    as_text = [Cast(name, CharField()) for name in DATES]
    rows = world.kept(scope).order_by().values_list("holder_id", "number", *as_text)
    holders, numbers, *days = zip(*rows, strict=True) if rows else ((), (), *(() for _ in DATES))
    read = Columns(
        world.on,
        _coded(holders),
        _coded(numbers),
        {name: _dated(found) for name, found in zip(DATES, days, strict=True)},
    )
    many = np.bincount(read.numbers.places, minlength=len(read.numbers.values)).tolist()
    world.tell_numbers(scope, Counter(dict(zip(read.numbers.values, many, strict=True))))
    return read


def _coded(found: Sequence[int]) -> Coded[int]:
    values, places = np.unique(np.asarray(found, dtype=np.int64), return_inverse=True)
    return Coded(values.tolist(), places)


def _dated(found: Sequence[str | None]) -> Coded[dt.date | None]:
    known = {one: place for place, one in enumerate(dict.fromkeys(found))}
    places = np.fromiter((known[one] for one in found), np.int64, len(found))
    return Coded([dt.date.fromisoformat(one) if one else None for one in known], places)
