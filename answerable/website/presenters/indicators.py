"""Indicators: what each counts, where its figures come from, and the figures of England or of one body."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache

from answerable.impact.definitions import Indicator
from answerable.impact.queries import Account, held_indicators, places_of, series, series_of_place
from answerable.impact.series.model import Series
from answerable.impact.series.steps import Step
from answerable.organisations.models import Organisation
from answerable.website.presenters.indicator_charts import find_indicator
from answerable.website.refusals import nothing_has, reference_in_address
from answerable.website.rendering import FRESH_SECONDS

LIST_COLUMNS = ("code", "title", "group", "unit", "better", "confirmed", "values", "first", "last")
COLUMNS = ("indicator", "body", "period", "value", "why_none", "row")
BETTER = {
    "up": "Higher is better",
    "down": "Lower is better",
    "neutral": "Neither higher nor lower is better",
}


@dataclass(frozen=True, slots=True)
class ListedIndicator:
    code: str
    title: str
    held: str
    any: bool  # figures are held


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    name: str
    indicators: tuple[ListedIndicator, ...]


def indicators_page() -> tuple[Group, ...]:
    groups: dict[str, list[ListedIndicator]] = {}
    for one in held_indicators():
        held = (
            f"{one.values:,} figures, {one.first[:4]} to {one.last[:4]}" if one.values else "no figures yet"
        )
        listed = ListedIndicator(one.indicator.code, one.indicator.title, held, bool(one.values))
        groups.setdefault(one.indicator.group, []).append(listed)
    return tuple(
        Group(f"group-{at}", name[0].upper() + name[1:], tuple(groups[name]))
        for at, name in enumerate(sorted(groups), start=1)
    )


def indicator_rows() -> Iterator[tuple[object, ...]]:
    for one in _accounts():
        it, better = one.indicator, one.indicator.better.value
        held = (one.values, one.first, one.last)
        yield (it.code, it.title, it.group, it.unit, better, it.confirmed, *held)


def _accounts() -> list[Account]:
    """Kept for a while: with millions of figures, to count them takes seconds."""
    kept: list[Account] | None = cache.get("indicators-held")
    if kept is None:
        kept = held_indicators()
        cache.set("indicators-held", kept, FRESH_SECONDS)
    return kept


def figures(code: str, body: str, on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    indicator = find_indicator(code)
    organisation = _body(body)
    for one in _held(indicator, organisation, on).readings:
        value = "" if one.value is None else one.value
        yield (
            code,
            organisation.reference if organisation else "England",
            one.label,
            value,
            one.why,
            one.row,
        )


def _held(indicator: Indicator, organisation: Organisation | None, on: dt.date | None) -> Series:
    if organisation is not None:
        return series(indicator.code, organisation, on=on)
    places = places_of(indicator.code, "england", "uk")
    if not places:
        return Series(indicator.title, indicator.unit, (), Step(), ())
    return series_of_place(indicator.code, places[0], on=on)


def _body(written: str) -> Organisation | None:
    if not written:
        return None
    reference = reference_in_address(written, "B")
    found = Organisation.objects.filter(reference=reference).first()
    if found is None:
        raise nothing_has("B", reference)
    return found
