"""Providers beside each other in one period, by a funnel, where what is published allows it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.impact.definitions import Indicator, shipped
from answerable.impact.files.periods import month_of, period_words
from answerable.impact.models import Holding, Line
from answerable.impact.queries.series import defined, grouped
from answerable.impact.spc.funnel import Funnel, Measure, Provider, funnel
from answerable.impact.spc.limits import BadValuesError
from answerable.organisations.models import Organisation

STEADY = 20  # times the rounding of a base: from there on rounding moves it by a fortieth at most
LEVEL = "provider"


@dataclass(frozen=True, slots=True)
class Left:
    """A provider that the funnel leaves out, and why."""

    name: str
    reference: str
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """`funnel` is None where `refused` says why. Periods are first days of months, the latest first."""

    indicator: Indicator
    period: str
    start: dt.date | None
    periods: tuple[dt.date, ...]
    funnel: Funnel | None
    references: dict[str, str]  # name in the funnel: reference of the body
    left: tuple[Left, ...]
    refused: str
    notes: tuple[str, ...]


def compared(code: str, start: dt.date | None = None, on: dt.date | None = None) -> Compared:
    """The funnel of a month, or of the latest. Raises UnknownIndicatorError."""
    indicator, _ = defined(code, None)
    indicator = shipped()[code]
    refused = _not_comparable(indicator)
    months = () if refused else _months(indicator)
    if not refused and not months:
        refused = "No figures by provider are held."
    if refused:
        return Compared(indicator, "", None, (), None, {}, (), refused, ())
    start = start if start in months else months[0]
    words = period_words(*month_of(start.year, start.month))
    rates, bases = (_figures(one, start, on) for one in (code, indicator.charting.base))
    bodies = Organisation.objects.in_bulk({*rates, *bases})
    least = STEADY * shipped()[indicator.charting.base].suppression.rounding
    providers, references, left = [], {}, []
    names = _names(list(bodies.values()))
    for pk, body in bodies.items():
        base = bases.get(pk)
        if pk not in rates:
            continue
        why = _why_left(base, least, indicator)
        if why or base is None:
            left.append(Left(body.name, body.reference, why))
            continue
        rate = rates[pk]
        events = None if rate is None else rate * base / indicator.charting.per
        providers.append(Provider(names[pk], events, base))
        references[names[pk]] = body.reference
    left.sort(key=lambda one: one.name.casefold())
    made: Funnel | None = None
    try:
        made = funnel(providers, Measure(indicator.charting.funnel))
    except BadValuesError as error:
        refused = str(error)
    notes = tuple(_notes(indicator, made))
    return Compared(indicator, words, start, months, made, references, tuple(left), refused, notes)


def _not_comparable(indicator: Indicator) -> str:
    charting = indicator.charting
    if indicator.suppression.rounding and indicator.kind == "count":
        return (
            f"Counts of bodies of different sizes can't be compared, and these are rounded to the nearest "
            f"{indicator.suppression.rounding}: no rate may be worked out from them."
        )
    if not charting.funnel:
        return "This indicator is not one by which providers are compared: its definition names no funnel."
    if not charting.base:
        return (
            f"No indicator here counts what it is out of by provider ({indicator.denominator}), so that how "
            "far chance moves a small provider can't be told."
        )
    if indicator.suppression.rounding:
        return f"The figures are rounded to the nearest {indicator.suppression.rounding}."
    return ""


def _months(indicator: Indicator) -> tuple[dt.date, ...]:
    """Months that both the rate and its base may have, the latest first."""
    spans = []
    for code in (indicator.code, indicator.charting.base):
        held = Holding.objects.filter(indicator=code, level=LEVEL, file__superseded_at=None)
        found: set[dt.date] = set()
        for first, last in held.values_list("first", "last").distinct():
            month = first.replace(day=1)
            while month <= last:
                found.add(month)
                month = month_of(month.year, month.month)[1] + dt.timedelta(days=1)
        spans.append(found)
    return tuple(sorted(spans[0] & spans[1], reverse=True))


def _figures(code: str, start: dt.date, on: dt.date | None) -> dict[int, float | None]:
    """{body: its figure for the month, None where it is hidden}."""
    found, split = defined(code, None)
    lines = Line.objects.filter(indicator=found.code, split=split, place__level=LEVEL)
    held = grouped(lines.exclude(organisation=None), on, "line__organisation_id", start=start)
    end = month_of(start.year, start.month)[1]
    return {
        int(str(pk)): None if one.value is None else float(one.value)
        for pk, ones in held.items()
        for one in ones
        if one.given.end == end
    }


def _why_left(base: float | None, least: float, indicator: Indicator) -> str:
    what = shipped()[indicator.charting.base].title
    if base is None:
        return f"its {what[0].lower()}{what[1:]} are hidden or not given"
    if base < max(least, 1):
        return f"its base is under {max(least, 1):g}: rounding alone could move it"
    return ""


def _names(bodies: Sequence[Organisation]) -> dict[int, str]:
    """Names, with the reference where two bodies share one."""
    seen: dict[str, int] = {}
    for body in bodies:
        seen[body.name.casefold()] = seen.get(body.name.casefold(), 0) + 1
    return {
        body.pk: body.name if seen[body.name.casefold()] == 1 else f"{body.name} ({body.reference})"
        for body in bodies
    }


def _notes(indicator: Indicator, made: Funnel | None) -> list[str]:
    if made is None:
        return []
    base = shipped()[indicator.charting.base]
    notes = [*made.notes, "Rates are as published."]
    if base.suppression.rounding:
        notes.append(
            f"The size of a provider ({base.title}, {base.code}) is rounded to the nearest "
            f"{base.suppression.rounding}. It sets only how wide its limits are, and its weight in the "
            f"rate of all; providers under {STEADY * base.suppression.rounding} are left out."
        )
    return notes
