"""Providers compared without rank: a funnel about the rate of all, widened where more than chance parts them.

p' is for shares (of discharges followed up), u' for rates (restraints per bed day), as Laney's charts of
2002 (Quality Engineering 14(4)): the limits of a p or u chart times sigma z, the spread of the providers' z
scores. Laney takes that spread from neighbours in time. Providers have no order, so it is taken from all z
scores, winsorised at a tenth on each side so that the few that stand apart don't hide themselves
(Spiegelhalter 2005, Quality and Safety in Health Care 14(5)), and divided by what winsorising takes from
chance alone. Limits are never narrower than chance. See docs/decisions/0010-spc.md.
"""

import enum
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.impact.spc.limits import BadValuesError, TooFewError

REACH, INNER_REACH = 3.0, 2.0  # sigmas: about 1 in 370, and 1 in 22, by chance
TAIL = 0.1  # of the z scores, winsorised on each side
EXPECTED = 5  # events; a provider of which fewer are expected is not judged
ENOUGH = 10  # providers; the spread of fewer is not estimated


class Measure(enum.StrEnum):
    SHARE = "p"
    RATE = "u"


class Standing(enum.StrEnum):
    """A provider beside all together. There are no places: only apart, or not apart, by more than chance."""

    WITHIN = "within what chance explains"
    HIGHER = "higher than chance explains"
    LOWER = "lower than chance explains"
    TOO_FEW = "too few to judge"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Provider:
    """`events` is None where it is suppressed."""

    name: str
    events: float | None
    base: float  # patients, discharges, bed days


@dataclass(frozen=True, slots=True)
class Placed:
    provider: Provider
    rate: float | None
    lower: float
    upper: float
    inner_lower: float
    inner_upper: float
    standing: Standing


@dataclass(frozen=True, slots=True)
class Funnel:
    """`providers` are in the order of their names. `sigma_z` is 1 where chance explains how they differ."""

    measure: Measure
    rate: float
    sigma_z: float
    providers: tuple[Placed, ...]
    notes: tuple[str, ...]


def funnel(providers: Sequence[Provider], measure: Measure) -> Funnel:
    """Raises TooFewError for fewer than three providers with figures, BadValuesError for impossible ones."""
    _check(providers, measure)
    known = [(one.events, one.base) for one in providers if one.events is not None]
    if len(known) < 3:
        raise TooFewError(
            f"A comparison needs at least 3 providers with figures; here there are {len(known)}."
        )
    rate = math.fsum(events for events, _ in known) / math.fsum(base for _, base in known)
    spread = math.sqrt(rate * (1 - rate) if measure is Measure.SHARE else rate)
    scores = [(events / base - rate) / (spread / math.sqrt(base)) for events, base in known] if spread else []
    sigma_z = _sigma_z(scores)
    placed = [_place(one, measure, rate, spread * sigma_z) for one in providers]
    return Funnel(
        measure, rate, sigma_z, tuple(sorted(placed, key=lambda one: one.provider.name.casefold())),
        tuple(_notes(placed, scores, sigma_z)),
    )  # fmt: skip


def _check(providers: Sequence[Provider], measure: Measure) -> None:
    names: set[str] = set()
    for one in providers:
        if one.name.casefold() in names:
            raise BadValuesError(f"{one.name} is given twice: add its figures up, or leave one out.")
        names.add(one.name.casefold())
        if not math.isfinite(one.base) or one.base <= 0:
            raise BadValuesError(f"{one.name} has a base of {one.base:g}; it has to be more than 0.")
        if one.events is None:
            continue
        if not math.isfinite(one.events) or one.events < 0:
            raise BadValuesError(f"{one.name} has {one.events:g} events, which can't be.")
        if measure is Measure.SHARE and one.events > one.base:
            raise BadValuesError(
                f"{one.name} has {one.events:g} events out of only {one.base:g}: a share can't be over 1."
            )


def _sigma_z(scores: Sequence[float]) -> float:
    if len(scores) < ENOUGH:
        return 1.0
    low, high = _quantile(scores, TAIL), _quantile(scores, 1 - TAIL)
    squares = [min(max(score, low), high) ** 2 for score in scores]
    return math.sqrt(max(1.0, statistics.fmean(squares) / _of_chance_alone()))


def _of_chance_alone() -> float:
    """The mean square of a normal score once winsorised: 0.679 at a tenth on each side."""
    normal = statistics.NormalDist()
    edge = normal.inv_cdf(1 - TAIL)
    return (1 - 2 * TAIL) - 2 * edge * normal.pdf(edge) + 2 * TAIL * edge**2


def _quantile(scores: Sequence[float], share: float) -> float:
    """Between the nearest scores, in proportion."""
    order = sorted(scores)
    place = share * (len(order) - 1)
    below = math.floor(place)
    above = min(below + 1, len(order) - 1)
    return order[below] + (order[above] - order[below]) * (place - below)


def _place(one: Provider, measure: Measure, rate: float, spread: float) -> Placed:
    most = 1.0 if measure is Measure.SHARE else math.inf
    sigma = spread / math.sqrt(one.base)
    lower, upper = max(0.0, rate - REACH * sigma), min(most, rate + REACH * sigma)
    inner_lower, inner_upper = max(0.0, rate - INNER_REACH * sigma), min(most, rate + INNER_REACH * sigma)
    own = None if one.events is None else one.events / one.base
    hair = 1e-14 * max(upper, 0.0 if own is None else own)
    expected = rate * one.base
    fewest = min(expected, one.base - expected) if measure is Measure.SHARE else expected
    if own is None:
        standing = Standing.SUPPRESSED
    elif fewest < EXPECTED:
        standing = Standing.TOO_FEW
    elif own > upper + hair:
        standing = Standing.HIGHER
    elif own < lower - hair:
        standing = Standing.LOWER
    else:
        standing = Standing.WITHIN
    return Placed(one, own, lower, upper, inner_lower, inner_upper, standing)


def _notes(placed: Sequence[Placed], scores: Sequence[float], sigma_z: float) -> list[str]:
    notes = []
    if not scores:
        notes.append("No provider differs from another: there is nothing to compare.")
    elif len(scores) < ENOUGH:
        notes.append(
            f"How far {len(scores)} providers differ beyond chance is not estimated ({ENOUGH} are needed): "
            "more may stand apart than should."
        )
    elif sigma_z > 1:
        notes.append(
            f"Providers differ by more than chance: limits are {sigma_z:.2f} times as wide, to show "
            "those that stand apart even so."
        )
    few = sum(one.standing is Standing.TOO_FEW for one in placed)
    hidden = sum(one.standing is Standing.SUPPRESSED for one in placed)
    if few:
        notes.append(f"{few} with fewer than {EXPECTED} expected events are shown and not judged.")
    if hidden:
        notes.append(
            f"{hidden} suppressed are left out of the rate of all, which therefore lies a little too high."
        )
    return notes
