"""Indicators: what each counts, where its figures come from, and the figures of England or of one body."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache

from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import Line, SeriesFile, Value
from answerable.impact.queries import Account, held_indicators, places_of, series, series_of_place
from answerable.impact.series.model import Series
from answerable.impact.series.steps import Step
from answerable.organisations.models import Organisation
from answerable.website.formats import long_date
from answerable.website.refusals import Explained, NotHereError, nothing_has, reference_in_address
from answerable.website.rendering import FRESH_SECONDS

LIST_COLUMNS = ("code", "title", "group", "unit", "better", "confirmed", "values", "first", "last")
COLUMNS = ("indicator", "body", "period", "value", "why_none", "row")
BETTER = {
    "up": "Higher is better",
    "down": "Lower is better",
    "neutral": "Neither higher nor lower is better",
}
MOST_BODIES = 100


@dataclass(frozen=True, slots=True)
class ListedIndicator:
    code: str
    title: str
    held: str


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    name: str
    indicators: tuple[ListedIndicator, ...]


@dataclass(frozen=True, slots=True)
class Vintage:
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    indicator: Indicator
    whose: str
    body: str  # reference of the body; "" for England
    held: Series
    rows: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]  # reference and name
    more_bodies: int
    vintages: tuple[Vintage, ...]

    @property
    def href(self) -> str:
        return f"/indicators/{self.indicator.code}"

    @property
    def here(self) -> str:
        return f"?body={self.body}" if self.body else ""

    @property
    def better(self) -> str:
        return BETTER[self.indicator.better.value]

    @property
    def charted(self) -> str:
        one = self.indicator.charting
        found = [
            *(["process limits (XmR)"] if one.xmr else []),
            *([f"{one.rare} chart of rare events"] if one.rare else []),
            *(["funnel between providers"] if one.funnel else []),
        ]
        return ", ".join(found).capitalize() or "As figures alone"


def indicators_page() -> tuple[Group, ...]:
    groups: dict[str, list[ListedIndicator]] = {}
    for one in held_indicators():
        held = (
            f"{one.values:,} figures, {one.first[:4]} to {one.last[:4]}" if one.values else "no figures yet"
        )
        listed = ListedIndicator(one.indicator.code, one.indicator.title, held)
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


def indicator_page(code: str, body: str) -> IndicatorPage:
    """Raises NotHereError for a code or a body that is none."""
    indicator = _indicator(code)
    organisation = _body(body)
    held = _held(indicator, organisation)
    whole = indicator.part_of or code
    found = Organisation.objects.filter(
        pk__in=Line.objects.filter(indicator=whole).exclude(organisation=None).values("organisation")
    ).order_by("name", "pk")
    return IndicatorPage(
        indicator,
        organisation.name if organisation else "England",
        organisation.reference if organisation else "",
        held,
        tuple((one.words, one.why if one.value is None else f"{one.value:,}") for one in held.readings),
        tuple((one.reference, one.name) for one in found[:MOST_BODIES]),
        max(0, found.count() - MOST_BODIES),
        _vintages(whole),
    )


def figures(code: str, body: str) -> Iterator[tuple[object, ...]]:
    indicator = _indicator(code)
    organisation = _body(body)
    for one in _held(indicator, organisation).readings:
        value = "" if one.value is None else one.value
        yield (
            code,
            organisation.reference if organisation else "England",
            one.label,
            value,
            one.why,
            one.row,
        )


def _held(indicator: Indicator, organisation: Organisation | None) -> Series:
    if organisation is not None:
        return series(indicator.code, organisation)
    places = places_of(indicator.code, "england", "uk")
    if not places:
        return Series(indicator.title, indicator.unit, (), Step(), ())
    return series_of_place(indicator.code, places[0])


def _vintages(code: str) -> tuple[Vintage, ...]:
    files = SeriesFile.objects.filter(superseded_at=None, pk__in=_files_of(code)).order_by(
        "-published", "name"
    )
    return tuple(
        Vintage(
            one.name,
            f"published {long_date(one.published)}" if one.published else "day of publication not stated",
        )
        for one in files[:MOST_BODIES]
    )


def _files_of(code: str) -> set[int]:
    return set(Value.objects.filter(line__indicator=code).values_list("file_id", flat=True).distinct())


def _indicator(code: str) -> Indicator:
    found = shipped().get(code)
    if found is None:
        raise NotHereError(
            Explained(
                "There is no such indicator", ("Check the code.",), (("All indicators", "/indicators"),)
            )
        )
    return found


def _body(written: str) -> Organisation | None:
    if not written:
        return None
    reference = reference_in_address(written, "B")
    found = Organisation.objects.filter(reference=reference).first()
    if found is None:
        raise nothing_has("B", reference)
    return found
