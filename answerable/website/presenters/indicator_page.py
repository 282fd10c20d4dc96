"""The page of one indicator: what it counts, its files, England, and every body beside the others by name."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import Holding, Place, Rejected
from answerable.impact.queries import (
    bodies_with,
    holdings,
    place_key,
    place_words,
    series_of_bodies,
    taken_over_between,
    whole_of,
)
from answerable.impact.series.dates import day_words
from answerable.organisations.models import Organisation
from answerable.website.formats import counted, long_date, lower_first
from answerable.website.multiples_spc import Panel, notes_of, panel
from answerable.website.presenters.indicator_charts import asked_for, figure_of, find_indicator
from answerable.website.presenters.indicator_figures import Asked, IndicatorFigure, charted
from answerable.website.presenters.indicators import BETTER

BODIES_A_PAGE, MOST_FILES, MOST_PLACES, CHUNK = 12, 30, 100, 25
BODY_LEVELS = {
    "provider": "Providers",
    "receiving provider": "Providers that receive",
    "icb": "Integrated care boards",
    "sub-icb": "Parts of integrated care boards",
    "region": "Regions",
}
BODY_COLUMNS = (
    "indicator", "level", "organisation", "name", "latest_period", "latest", "mean", "limits", "state",
    "caption", "notes",
)  # fmt: skip
FILE_COLUMNS = (
    "indicator", "level", "file", "form", "published", "loaded_on", "first", "last", "figures", "hidden",
    "file_rows", "file_rejected",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """What is held at one level. `href` shows its bodies; "" where they are none."""

    name: str
    rows: int
    hidden: int
    first: str
    last: str
    href: str


@dataclass(frozen=True, slots=True)
class File:
    name: str
    published: str
    loaded: str
    held: str
    whole: str  # what became of all its rows
    reasons: tuple[str, ...]  # why rows could not be used


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    indicator: Indicator
    figure: IndicatorFigure
    levels: tuple[Level, ...]
    level: str  # of the bodies shown; "" where there are none
    level_words: str
    panels: tuple[Panel, ...]
    page: int
    pages: int
    bodies: int
    hidden_only: tuple[tuple[str, str], ...]  # reference and name
    places: tuple[tuple[str, str], ...]  # key and name, of places that are no bodies
    files: tuple[File, ...]
    more_files: int
    splits: bool  # figures by sex, age and the like can be looked for

    @property
    def href(self) -> str:
        return f"/indicators/{self.indicator.code}"

    @property
    def beside(self) -> tuple[tuple[str, str], ...]:
        """Code and title of each to read beside it; without a title where the register has no page of it."""
        known = shipped()
        return tuple((code, known[code].title if code in known else "") for code in self.indicator.balancing)

    @property
    def published_for(self) -> str:
        names = {level: lower_first(name) for level, name in BODY_LEVELS.items()}
        names |= {"england": "England", "uk": "the United Kingdom", "ward": "wards", "site": "sites"}
        return ", ".join(names.get(level, level) for level in self.indicator.levels)

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
        said = ", ".join(found) or "as figures alone"
        return said[0].upper() + said[1:]


def indicator_page(request: HttpRequest, code: str, page: int) -> IndicatorPage:
    """Raises NotHereError for a code that is none, AskedWronglyError for an address that can't be read."""
    indicator = find_indicator(code)
    held = holdings(code)
    levels = {one.level for one in held}
    level = request.GET.get("bodies", "")
    if level not in levels & BODY_LEVELS.keys():
        level = next((name for name in BODY_LEVELS if name in levels), "")
    asked = asked_for(request, levels=False)
    bodies = bodies_with(code, level) if level else Organisation.objects.none()
    number = bodies.count() if level else 0
    pages = max(1, -(-number // BODIES_A_PAGE))
    page = min(page, pages)
    shown = list(bodies[(page - 1) * BODIES_A_PAGE : page * BODIES_A_PAGE]) if level else []
    hidden = list(bodies_with(code, level, numbers=False)[:MOST_PLACES]) if level else []
    files = list({one.file_id: one.file for one in held}.values())
    return IndicatorPage(
        indicator=indicator,
        figure=figure_of(code, list(whole_of(code)), asked),
        levels=tuple(_levels(code, held)),
        level=level,
        level_words=BODY_LEVELS.get(level, ""),
        panels=tuple(_panels(indicator, shown, level, asked)),
        page=page,
        pages=pages,
        bodies=number,
        hidden_only=tuple((body.reference, body.name) for body in hidden),
        places=tuple(_places(indicator, levels)),
        files=tuple(_files(held)),
        more_files=max(0, len(files) - MOST_FILES),
        splits=bool(indicator.splits or indicator.part_of),
    )


def _levels(code: str, held: list[Holding]) -> Iterator[Level]:
    for level in sorted({one.level for one in held}):
        of_level = [one for one in held if one.level == level]
        href = f"/indicators/{code}?bodies={level.replace(' ', '+')}#bodies" if level in BODY_LEVELS else ""
        yield Level(
            BODY_LEVELS.get(level) or {"england": "England", "uk": "United Kingdom"}.get(level, f"{level}s"),
            sum(one.rows for one in of_level),
            sum(one.hidden for one in of_level),
            long_date(min(one.first for one in of_level)),
            long_date(max(one.last for one in of_level)),
            href,
        )


def _places(indicator: Indicator, levels: set[str]) -> Iterator[tuple[str, str]]:
    smaller = levels & {"site", "ward"}
    if smaller:
        code = indicator.part_of or indicator.code
        found = Place.objects.filter(level__in=smaller, lines__indicator=code).distinct()
        for place in found.order_by("name", "code")[:MOST_PLACES]:
            yield place_key(place), place_words(place)


def _files(held: list[Holding]) -> Iterator[File]:
    by_file: dict[int, list[Holding]] = {}
    for one in held:
        by_file.setdefault(one.file_id, []).append(one)
    some = list(by_file.items())[:MOST_FILES]
    reasons: dict[int, list[str]] = {}
    wanted = Rejected.objects.filter(file__in=[pk for pk, _ in some]).order_by("file_id", "row")
    for pk, count, why in wanted.values_list("file_id", "count", "why"):
        reasons.setdefault(pk, []).append(f"{counted(count, 'row')}: {why}")
    for pk, ones in some:
        file = ones[0].file
        hidden = sum(one.hidden for one in ones)
        yield File(
            file.name,
            f"published {long_date(file.published)}" if file.published else "day of publication not stated",
            long_date(file.recorded_at),
            f"{counted(sum(one.rows for one in ones), 'figure')} of this indicator, {hidden:,} hidden",
            f"{counted(file.rows, 'row')} in all: {file.loaded:,} loaded, {file.suppressed:,} hidden by the "
            f"publisher, {file.protected:,} withheld here, {file.empty:,} empty, {file.repeated:,} given "
            f"twice, {file.rejected:,} not usable",
            tuple(reasons.get(pk, [])[:3]),
        )


def _panels(indicator: Indicator, bodies: list[Organisation], level: str, asked: Asked) -> Iterator[Panel]:
    own = level != "receiving provider"
    held = series_of_bodies(
        indicator.code, bodies, on=asked.on, period=asked.period or None, level="" if own else level
    )
    dated = [one.date for series in held.values() for one in series.readings]
    moved = taken_over_between(bodies, min(dated), max(dated)) if dated else {}
    for place, body in enumerate(bodies, start=1):
        series = held[body.pk]
        chart, refused = charted(indicator, series, asked, None, ())
        changed = [f"took over or passed on services on {day_words(day)}" for day in moved.get(body.key, [])]
        query = asked.query if own else f"{asked.query or '?'}{'&' if asked.query else ''}level={level}"
        yield panel(
            f"body-{place}",
            body.name,
            f"/indicators/{indicator.code}/{body.reference}{query.replace(' ', '+')}",
            series,
            chart,
            refused,
            notes_of(series, changed, chart),
        )


def body_rows(request: HttpRequest, code: str) -> Iterator[tuple[object, ...]]:
    """Every body of every level, by name. Charts are worked out as they are sent. Raises NotHereError."""
    indicator, asked = find_indicator(code), asked_for(request, levels=False)
    levels = {one.level for one in holdings(code)}

    def rows() -> Iterator[tuple[object, ...]]:
        for level in (name for name in BODY_LEVELS if name in levels):
            bodies = [*bodies_with(code, level), *bodies_with(code, level, numbers=False)]
            bodies.sort(key=lambda body: (body.name, body.pk))
            for start in range(0, len(bodies), CHUNK):
                part = bodies[start : start + CHUNK]
                for body, one in zip(part, _panels(indicator, part, level, asked), strict=True):
                    figures = (one.period, one.latest, one.mean, one.limits, one.shape, one.said, one.notes)
                    yield (code, level, body.reference, body.name, *figures)

    return rows()


def file_rows(code: str) -> Iterator[tuple[object, ...]]:
    """Raises NotHereError."""
    find_indicator(code)
    for one in holdings(code):
        file = one.file
        days = (file.published or "", file.recorded_at.date(), one.first, one.last)
        yield (code, one.level, file.name, file.form, *days, one.rows, one.hidden, file.rows, file.rejected)
