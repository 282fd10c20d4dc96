"""From what lists say of one place to who ran it when, and under what name. Pure.

Lists are believed in the order of their days: a later one changes what holds from then on, and loses nothing
of what was. Where a place comes to another body or name, and the later list gives no later first day, the day
is not known: it was by the day of the list that first has it so.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from answerable.organisations.naming import name_key
from answerable.organisations.timeline import Weight


@dataclass(frozen=True, slots=True)
class Said:
    """What one list says of the place."""

    body: int
    name: str
    area: str
    provider_name: str
    joined: str
    shared_name: bool
    opened: dt.date | None
    closed: dt.date | None
    weight: Weight

    @property
    def order(self) -> tuple[int, dt.date, bool, str]:
        """Of two lists of one day, the one that says that the place closed comes later."""
        rank, dated, key = self.weight.order
        return (rank, dated, self.closed is not None, key)


@dataclass(frozen=True, slots=True)
class Spell:
    """The place under one body and name. Not `day_known`: it was so by `opened`; since when is not known."""

    body: int
    name: str
    area: str
    provider_name: str
    joined: str
    shared_name: bool
    opened: dt.date | None
    closed: dt.date | None
    day_known: bool
    listed_from: dt.date | None
    listed_to: dt.date | None


def spells(said: Iterable[Said]) -> list[Spell]:
    """In the order of time; each ends where the next begins, or before."""
    runs: list[list[Said]] = []
    for one in sorted(said, key=lambda each: each.order):
        if runs and _same(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    found: list[Spell] = []
    for run in runs:
        found.append(_spell(run, found))
    ended = [_ended(one, after.opened or after.closed) for one, after in pairwise(found)] + found[-1:]
    return _once(one for one in ended if one is not None)


def _once(found: Iterable[Spell]) -> list[Spell]:
    """Of two under one body and name that begin on one day, the later; but none of no day."""
    kept: list[Spell] = []
    for one in found:
        begins = (one.body, one.name, one.opened)
        same = [at for at, held in enumerate(kept) if (held.body, held.name, held.opened) == begins]
        if not same:
            kept.append(one)
        elif one.opened != one.closed:
            kept[same[0]] = one
    return kept


def _same(one: Said, other: Said) -> bool:
    return one.body == other.body and name_key(one.name) == name_key(other.name)


def _spell(run: list[Said], before: Sequence[Spell]) -> Spell:
    last = run[-1]
    stated = next((one.opened for one in reversed(run) if one.opened), None)
    dates = [one.weight.dated for one in run if one.weight.dated]
    opened, known = stated, True
    closed = last.closed
    if before:
        begun = [one.opened or one.listed_from for one in before]
        if not (stated and all(day and stated > day for day in begun)):
            opened, known = min(dates, default=None), False
            if closed and opened and closed < opened:
                opened = closed  # told only after it closed
    if closed and opened and closed < opened:
        opened = None
    return Spell(
        last.body,
        last.name,
        last.area or next((one.area for one in reversed(run) if one.area), ""),
        last.provider_name,
        last.joined,
        any(one.shared_name for one in run),
        opened,
        closed,
        known,
        min(dates, default=None),
        max(dates, default=None),
    )


def _ended(one: Spell, following: dt.date | None) -> Spell | None:
    """The spell up to the day on which the next begins; None where nothing is left of it."""
    if following is None or (one.closed and one.closed <= following):
        return one
    if one.opened and one.opened >= following:
        return None
    return replace(one, closed=following)
