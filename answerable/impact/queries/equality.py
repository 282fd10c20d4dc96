"""An indicator by ethnicity, sex, age, deprivation, autism and learning disability: how far groups lie apart.

Ratios and gaps are of published rates, never of counts. Splits of two kinds at once are left out.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.impact.definitions import Indicator, shipped
from answerable.impact.files.splits import PERSONAL, personal
from answerable.impact.gaps import Gap, Rate, byar, gap, wilson
from answerable.impact.models import Place
from answerable.impact.queries.many import series_by_split
from answerable.impact.queries.series import defined
from answerable.impact.series.model import Reading, Series
from answerable.organisations.models import Organisation

INTERVAL = "interval"  # the kind of split under which files' limits of a rate are kept
_UNKNOWN = re.compile(
    r"\b(?:unknown|not known|not stated|not given|not recorded|missing|undetermined|unspecified)\b", re.I
)
DOUBTED = "its published interval does not hold it"
_RATES = frozenset({"rate", "percentage", "share"})


@dataclass(frozen=True, slots=True)
class Group:
    """One group in the period shown. `rate` is its figure with its interval; None where there is none."""

    name: str
    rate: Rate | None
    why: str
    gap: Gap | None
    hidden: int  # periods, of all, in which its figure is hidden
    periods: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One split. `kind` is as files name it, `characteristic` what it is about."""

    kind: str
    characteristic: str
    period: str
    groups: tuple[Group, ...]
    reference: str  # name of the group beside which the others are set; "" where none can be
    gone: tuple[str, ...]  # groups that have figures in other periods and none in this one
    unknown: tuple[str, ...]  # groups of people of whom the characteristic is not known
    basis: str  # whose the intervals are, or why there are none

    @property
    def hidden(self) -> int:
        return sum(group.hidden for group in self.groups)

    @property
    def figures(self) -> int:
        return sum(group.periods for group in self.groups)


@dataclass(frozen=True, slots=True)
class Equality:
    """`refused` says why no ratio or gap may be given; "" where they are."""

    indicator: Indicator
    kinds: tuple[Kind, ...]
    absent: tuple[str, ...]  # characteristics of which no figures are held
    refused: str


def equality(
    code: str,
    about: Organisation | Sequence[Place],
    on: dt.date | None = None,
    references: Mapping[str, str] | None = None,
) -> Equality:
    """`references` gives the group of reference by kind. Raises UnknownIndicatorError."""
    defined(code, None)
    indicator = shipped()[code]
    held = _by_kind(indicator, series_by_split(code, about, on, period=indicator.periods[0]))
    base = indicator.charting.base
    bases: dict[str, dict[str, dict[str, Series]]] = {}
    if held and base and not _altered(shipped()[base]):
        bases = _by_kind(shipped()[base], series_by_split(base, about, on, period=indicator.periods[0]))
    refused = _refused(indicator)
    kinds = [
        _kind(indicator, kind, groups, bases.get(kind, {}), (references or {}).get(kind, ""), refused)
        for kind, groups in sorted(held.items())
    ]
    found = {personal(kind) for kind in held}
    return Equality(indicator, tuple(kinds), tuple(one for one in PERSONAL if one not in found), refused)


def _altered(indicator: Indicator) -> bool:
    return bool(indicator.suppression.rounding or indicator.suppression.below)


def _refused(indicator: Indicator) -> str:
    rounding = indicator.suppression.rounding
    if rounding:
        return (
            f"Only figures rounded to the nearest {rounding} are held. No ratio and no gap may be worked out "
            "from them: a rounded 5 may be 3 or 7."
        )
    if indicator.kind not in _RATES:
        return (
            f"These are figures in {indicator.unit}, not rates. Groups differ in size, so that their ratio "
            "would say nothing of how they fare."
        )
    return ""


def _by_kind(indicator: Indicator, held: Mapping[str, Series]) -> dict[str, dict[str, dict[str, Series]]]:
    """{kind: {group: {"", "lower" or "upper": series}}} of splits by one characteristic of people."""
    found: dict[str, dict[str, dict[str, Series]]] = {}
    for split, series in held.items():
        parts = [part for part in split.split("; ") if part]
        if indicator.part_of:
            if indicator.part not in parts:
                continue
            parts.remove(indicator.part)
        limits = [part.removeprefix(f"{INTERVAL}: ") for part in parts if part.startswith(f"{INTERVAL}: ")]
        rest = [part for part in parts if not part.startswith(f"{INTERVAL}: ")]
        kind, _, group = rest[0].partition(": ") if len(rest) == 1 else ("", "", "")
        if not personal(kind) or len(limits) > 1 or not series.readings:
            continue
        found.setdefault(kind, {}).setdefault(group, {})[limits[0] if limits else ""] = series
    return found


def _kind(
    indicator: Indicator,
    kind: str,
    groups: Mapping[str, Mapping[str, Series]],
    bases: Mapping[str, Mapping[str, Series]],
    reference: str,
    refused: str,
) -> Kind:
    figures = {group: series[""] for group, series in groups.items() if "" in series}
    latest = max((one for series in figures.values() for one in series.readings), key=lambda one: one.date)
    rates: dict[str, tuple[Rate | None, str]] = {}
    for group, series in sorted(figures.items()):
        one = _at(series, latest.date)
        if one is not None:
            rates[group] = _rate(indicator, one, groups[group], bases.get(group, {}))
    known = [group for group, (rate, _) in rates.items() if rate is not None]
    chosen = "" if refused else reference if reference in known else _usual(personal(kind), known)
    beside = rates[chosen][0] if chosen else None
    return Kind(
        kind,
        personal(kind),
        latest.words,
        tuple(
            Group(
                group,
                rate,
                why,
                gap(rate, beside) if rate and beside and group != chosen else None,
                sum(one.why == "suppressed" for one in figures[group].readings),
                len(figures[group].readings),
            )
            for group, (rate, why) in rates.items()
        ),
        chosen,
        tuple(sorted(figures.keys() - rates.keys())),
        tuple(group for group in rates if _UNKNOWN.search(group)),
        "" if refused else _basis([rate for rate, _ in rates.values() if rate], any(bases.values())),
    )


def _rate(
    indicator: Indicator, one: Reading, given: Mapping[str, Series], base: Mapping[str, Series]
) -> tuple[Rate | None, str]:
    if one.value is None:
        return None, one.why
    low, high = (_value(given.get(limit), one.date) for limit in ("lower", "upper"))
    if low is not None and high is not None:
        if low <= one.value <= high:
            return Rate(one.value, low, high), ""
        return Rate(one.value), DOUBTED
    size = _value(base.get(""), one.date)
    if size:
        per = indicator.charting.per
        events = one.value * size / per
        made = wilson(min(events, size), size, per) if indicator.kind != "rate" else byar(events, size, per)
        return Rate(one.value, made.low, made.high), ""
    return Rate(one.value), ""


def _basis(rates: Sequence[Rate], worked_out: bool) -> str:
    if not rates:
        return "No figure of this period can be shown."
    if not any(rate.bounded for rate in rates):
        return (
            "No intervals are published with these rates, and what they are out of is not held unrounded: "
            "how far chance alone could part the groups can't be told."
        )
    if worked_out:
        return "Intervals are worked out from unrounded numbers (Byar's for rates, Wilson's for shares)."
    return "Intervals are those that the publisher gives with its rates."


def _usual(characteristic: str, groups: Sequence[str]) -> str:
    """The group of reference where nobody chooses one: White, the least deprived, else the first by name."""
    if characteristic == "ethnicity":
        white = sorted((group for group in groups if group.casefold().startswith("white")), key=len)
        if white:
            return white[0]
    if characteristic == "deprivation":
        least = [group for group in groups if "least" in group.casefold() or group in ("10", "Decile 10")]
        if least:
            return least[0]
    return next((group for group in groups if not _UNKNOWN.search(group)), groups[0] if groups else "")


def _at(series: Series, day: dt.date) -> Reading | None:
    return next((one for one in series.readings if one.date == day), None)


def _value(series: Series | None, day: dt.date) -> float | None:
    one = _at(series, day) if series else None
    return one.value if one else None
