"""From claims to what held when. Pure; the rules by which one claim is believed over another stand here.

Of two claims, the one with the citation of higher rank is believed (a reviewed row over a published list),
then the one true on the later day, then the one whose citation key sorts last: order of loading never counts.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.organisations.naming import name_key
from answerable.organisations.records import BodyName

_EARLIEST = dt.date.min


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a claim's citation is believed."""

    rank: int
    dated: dt.date | None
    key: str

    @property
    def order(self) -> tuple[int, dt.date, str]:
        return (self.rank, self.dated or _EARLIEST, self.key)


@dataclass(frozen=True, slots=True)
class NameClaim:
    text: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    weight: Weight


def official_names(claims: Iterable[NameClaim]) -> tuple[BodyName, ...]:
    """The body's official names in order, each with the days on which it held as far as they are known.

    A name begins on the day that a claim states, or else on the first day on which a list shows it. It ends
    where the next begins. A name of which no date is known comes first.
    """
    spelt: dict[str, list[NameClaim]] = {}
    for claim in claims:
        spelt.setdefault(name_key(claim.text), []).append(claim)
    starts: list[tuple[dt.date, str, dt.date | None]] = []
    for same in spelt.values():
        best = max(same, key=lambda c: (c.weight.order, c.text))
        stated = [c for c in same if c.valid_from]
        seen = [c.weight.dated for c in same if c.weight.dated]
        if stated:
            begins = max(stated, key=lambda c: c.weight.order).valid_from
        else:
            begins = min(seen, default=None)
        ended = [c for c in same if c.valid_to]
        ends = max(ended, key=lambda c: c.weight.order).valid_to if ended else None
        starts.append((begins or _EARLIEST, best.text, ends))
    starts.sort(key=lambda row: (row[0], row[2] or dt.date.max, row[1]))
    names = []
    for at, (begins, text, ends) in enumerate(starts):
        following = next((b for b, _, _ in starts[at + 1 :] if b > begins), None)
        if ends is None or (following is not None and following < ends):
            ends = following
        names.append(BodyName(text, "official", None if begins == _EARLIEST else begins, ends))
    return tuple(names)


def name_on(names: Sequence[BodyName], date: dt.date) -> str:
    """The official name on `date`: of several, the one that began last; before all, the first."""
    held = [n for n in names if n.kind == "official"]
    now = [
        n
        for n in held
        if (n.valid_from is None or n.valid_from <= date) and (n.valid_to is None or date < n.valid_to)
    ]
    if now:
        return max(now, key=lambda n: n.valid_from or _EARLIEST).text
    past = [n for n in held if n.valid_from is not None and n.valid_from <= date]
    if past:
        return max(past, key=lambda n: n.valid_from or _EARLIEST).text
    return held[0].text if held else ""


@dataclass(frozen=True, slots=True)
class LifeClaim:
    kind: str
    fictional: bool
    valid_from: dt.date | None
    valid_to: dt.date | None
    weight: Weight


@dataclass(frozen=True, slots=True)
class Life:
    kind: str
    fictional: bool
    opened: dt.date | None
    closed: dt.date | None


def life(claims: Sequence[LifeClaim]) -> Life:
    """Each part of a body's life from the claim that is believed most among those that state it."""
    by_weight = sorted(claims, key=lambda c: c.weight.order, reverse=True)
    opened = next((c.valid_from for c in by_weight if c.valid_from), None)
    closed = next((c.valid_to for c in by_weight if c.valid_to), None)
    if opened and closed and closed < opened:
        closed = None
    return Life(by_weight[0].kind, any(c.fictional for c in claims), opened, closed)
