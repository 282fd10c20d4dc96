"""Sectors of care: what each holds, and two of them side by side, so that each may learn from the other."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.core.text.scope.sectors import Sector, sectors
from answerable.lineage.queries import expectations_shown
from answerable.oversight.figures import Figures, World, figures, of_sector
from answerable.pipeline.over_time import OverTime, over_time
from answerable.register.models import Entry
from answerable.register.sectors import counts, reports_in
from answerable.website.refusals import Explained, NotHereError

HERE = "/sectors"
COLUMNS = ("what", "key", "name", "sector", "value", "of")
SHOWN_FIGURES = (
    "asked",
    "answered",
    "not-identified",
    "accepted",
    "accepted-not-done",
    "claimed",
    "verified",
    "marked-down",
    "recurring",
)
MOST_ASKED = 10


@dataclass(frozen=True, slots=True)
class SectorLine:
    sector: Sector
    reports: int
    likely: int

    @property
    def href(self) -> str:
        return f"/search?sector={self.sector.code}"


@dataclass(frozen=True, slots=True)
class Share:
    """`value` of `of`; "" where there is nothing to be a share of."""

    value: int
    of: int | None

    @property
    def percent(self) -> str:
        return f"{100 * self.value / self.of:.0f}%" if self.of else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing of both sectors."""

    key: str
    name: str
    href: str
    one: Share
    other: Share


@dataclass(frozen=True, slots=True)
class Asked:
    """An expectation and the reports of each sector that ask it."""

    reference: str
    text: str
    draft: bool
    one: int
    other: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    one: SectorLine
    other: SectorLine
    themes: tuple[Pair, ...]
    figures: tuple[Pair, ...]
    both: tuple[Asked, ...]  # expectations that reports of both ask
    on: dt.date
    made: bool  # the figures were worked out


def sector_lines(on: dt.date | None = None) -> tuple[SectorLine, ...]:
    found = counts(on)
    return tuple(SectorLine(sector, *found.get(code, (0, 0))) for code, sector in sectors().items())


def side_by_side(one: str, other: str) -> SideBySide:
    """Raises NotHereError for no sector, or for one beside itself."""
    known = sectors()
    if one not in known or other not in known or one == other:
        raise NotHereError(
            Explained(
                "There are not two such sectors",
                ("Choose two different ones from the list.",),
                (("The sectors", HERE), ("Home", "/")),
            )
        )
    lines = {line.sector.code: line for line in sector_lines()}
    left, right = _spoken(one), _spoken(other)
    world = World(today())
    counted = figures(of_sector(one), world=world), figures(of_sector(other), world=world)
    return SideBySide(
        one=lines[one],
        other=lines[other],
        themes=_themes(left, right),
        figures=_figures(*counted),
        both=_both(left, right),
        on=world.on,
        made=counted[0].made,
    )


def compared_rows(shown: SideBySide) -> Iterator[tuple[object, ...]]:
    """Every pair as two rows, for the CSV."""
    for what, pairs in (("theme", shown.themes), ("figure", shown.figures)):
        for pair in pairs:
            for line, share in ((shown.one, pair.one), (shown.other, pair.other)):
                yield what, pair.key, pair.name, line.sector.code, share.value, share.of
    for asked in shown.both:
        for line, value in ((shown.one, asked.one), (shown.other, asked.other)):
            yield (
                "expectation",
                asked.reference,
                asked.text,
                line.sector.code,
                value,
                line.reports + line.likely,
            )


def _spoken(code: str) -> OverTime:
    references = Entry.objects.filter(report__in=reports_in(code), withdrawn_at__isnull=True)
    return over_time(set(references.values_list("reference", flat=True)))


def _themes(left: OverTime, right: OverTime) -> tuple[Pair, ...]:
    return tuple(
        Pair(
            one.key,
            one.name,
            f"/themes/{one.key}",
            Share(one.reports, left.all.reports),
            Share(other.reports, right.all.reports),
        )
        for one, other in zip(left.themes, right.themes, strict=True)
        if one.reports or other.reports
    )


def _figures(left: Figures, right: Figures) -> tuple[Pair, ...]:
    return tuple(
        Pair(
            key,
            left[key].label,
            "",
            Share(left[key].value, left[key].of),
            Share(right[key].value, right[key].of),
        )
        for key in SHOWN_FIGURES
    )


def _both(left: OverTime, right: OverTime) -> tuple[Asked, ...]:
    shared = left.expectations.keys() & right.expectations.keys()
    ranked = sorted(shared, key=lambda key: (-min(left.expectations[key], right.expectations[key]), key))[
        :MOST_ASKED
    ]
    shown = expectations_shown(ranked)
    return tuple(
        Asked(
            shown[key].reference,
            shown[key].text,
            shown[key].state == "draft",
            left.expectations[key],
            right.expectations[key],
        )
        for key in ranked
        if key in shown
    )
