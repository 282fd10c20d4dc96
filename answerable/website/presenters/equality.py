"""The page of an indicator by ethnicity, sex, age and the like: ratio and gap, and what is missing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from answerable.impact.gaps import Rate
from answerable.impact.models import Place
from answerable.impact.queries import place_key, place_words, whole_of
from answerable.impact.queries.equality import DOUBTED, Equality, Group, Kind, equality
from answerable.impact.spc.captions import number
from answerable.organisations.models import Organisation
from answerable.website.charts_groups import GroupBar, GroupsFigure, groups_figure
from answerable.website.presenters.equality_shape import FileShape, shape_for
from answerable.website.presenters.indicator_charts import find_about, find_indicator
from answerable.website.presenters.indicator_figures import About
from answerable.website.refusals import date_asked_for
from answerable.website.spc_words import why_none

COLUMNS = (
    "indicator", "about", "characteristic", "split", "group", "period", "value", "why_none", "lower_95",
    "upper_95", "reference", "ratio", "ratio_lower_95", "ratio_upper_95", "gap", "gap_lower_95",
    "gap_upper_95", "periods_hidden", "periods",
)  # fmt: skip
METHOD = (
    "The interval of a ratio comes from those of both rates on the logarithmic scale (Altman and Bland 2003, "
    "BMJ 326:219); that of a gap from those of both rates (Zou and Donner 2008, Statistics in Medicine "
    "27:1693). All are 95% intervals."
)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    href: str
    figure: str
    interval: str
    ratio: str
    gap: str
    hidden: str


@dataclass(frozen=True, slots=True)
class KindShown:
    identifier: str
    kind: Kind
    figure: GroupsFigure
    rows: tuple[Row, ...]
    svg_href: str
    choices: tuple[str, ...]  # groups that may be the reference
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EqualityPage:
    found: Equality
    whose: str
    key: str
    kinds: tuple[KindShown, ...]
    others: tuple[tuple[str, str], ...]  # what was chosen for each kind: its split and its name
    as_at: dt.date | None
    shape: FileShape | None  # of a file that would fill what is missing

    @property
    def href(self) -> str:
        return f"/indicators/{self.found.indicator.code}/equality"


def find_equality(request: HttpRequest, code: str) -> tuple[Equality, str, str, dt.date | None]:
    """What is found, of whom (key and name), and as at which day. Raises NotHereError."""
    find_indicator(code)
    key = request.GET.get("about", "")
    about: About = find_about(code, key) if key else list(whole_of(code))
    if isinstance(about, Place):
        about = [about]
    if isinstance(about, Organisation):
        key, whose = about.reference, about.name
    else:
        key, whose = (place_key(about[0]), place_words(about[0])) if about else ("england", "England")
    chosen = dict(_pair(one) for one in request.GET.getlist("reference"))
    as_at = date_asked_for(request)
    return equality(code, about, as_at, chosen), key, whose, as_at


def _pair(written: str) -> tuple[str, str]:
    kind, _, group = written.partition(": ")
    return kind, group


def equality_page(request: HttpRequest, code: str) -> EqualityPage:
    found, key, whose, as_at = find_equality(request, code)
    kinds = tuple(
        _shown(found, kind, key, f"kind-{place}") for place, kind in enumerate(found.kinds, start=1)
    )
    others = tuple((one.kind, one.reference) for one in found.kinds if one.reference)
    return EqualityPage(found, whose, key, kinds, others, as_at, shape_for(found.indicator, found.absent))


def _shown(found: Equality, kind: Kind, key: str, identifier: str) -> KindShown:
    code, unit = found.indicator.code, found.indicator.unit
    bars = [
        GroupBar(
            group.name,
            group.rate.value if group.rate else None,
            group.rate.low if group.rate else None,
            group.rate.high if group.rate else None,
            why_none(group.why),
            group.name == kind.reference,
        )
        for group in kind.groups
    ]
    figure = groups_figure(
        identifier,
        _headline(found, kind),
        f"{found.indicator.title}, by {kind.kind}, {kind.period} ({unit})",
        unit,
        bars,
    )
    return KindShown(
        identifier,
        kind,
        figure,
        tuple(_row(group, kind, code, key) for group in kind.groups),
        f"/indicators/{code}/equality.svg?{urlencode(_asked(kind, key))}",
        tuple(group.name for group in kind.groups if group.rate) if kind.reference else (),
        tuple(_missing(kind)),
    )


def _asked(kind: Kind, key: str) -> list[tuple[str, str]]:
    """The query of one chart: whose, which split, and beside which group."""
    told = [("about", key)] if key != "england" else []
    told.append(("kind", kind.kind))
    return [*told, ("reference", f"{kind.kind}: {kind.reference}")] if kind.reference else told


def _headline(found: Equality, kind: Kind) -> str:
    """The widest ratio that chance does not explain, in words; or that none is told."""
    apart = [
        (group, group.gap.ratio)
        for group in kind.groups
        if group.gap and group.gap.ratio and _apart(group.gap.ratio, 1.0)
    ]
    if found.refused or not kind.reference:
        return f"By {kind.characteristic}: figures alone, without a ratio."
    if not apart:
        return f"By {kind.characteristic}: no group is told apart from {kind.reference} by more than chance."
    group, ratio = max(apart, key=lambda pair: max(pair[1].value, 1 / pair[1].value))
    return f"{group.name}: {_number(ratio.value)} times the rate of {kind.reference}."


def _apart(rate: Rate, none: float) -> bool:
    return rate.low is not None and rate.high is not None and not rate.low <= none <= rate.high


def _row(group: Group, kind: Kind, code: str, key: str) -> Row:
    rate = group.rate
    ratio, gap = "", ""
    if group.name == kind.reference:
        ratio = gap = "reference"
    elif group.gap:
        ratio = _with_interval(group.gap.ratio) if group.gap.ratio else "no ratio to nought"
        gap = _with_interval(group.gap.difference)
    return Row(
        group.name,
        f"/indicators/{code}/{key}?{urlencode({'split': f'{kind.kind}: {group.name}'})}",
        why_none(group.why) if rate is None else _number(rate.value),
        "" if rate is None or not rate.bounded else f"{_number(rate.low)} to {_number(rate.high)}",
        ratio,
        gap,
        f"{group.hidden} of {group.periods}",
    )


def _missing(kind: Kind) -> Iterator[str]:
    if kind.hidden:
        number = f"{kind.hidden:,} of {kind.figures:,} figures by {kind.kind}"
        yield f"{number} are hidden ({kind.hidden / kind.figures:.0%}, over all periods)."
    hidden = [group.name for group in kind.groups if group.rate is None]
    if hidden:
        yield f"No figure in {kind.period} for: {', '.join(hidden)}."
    if doubted := [group.name for group in kind.groups if group.why == DOUBTED]:
        yield f"The published interval does not hold the rate, and is not used, for: {', '.join(doubted)}."
    if kind.gone:
        yield f"No row at all in {kind.period}, though earlier ones exist, for: {', '.join(kind.gone)}."
    if kind.unknown:
        yield f"People of whom it is not known stand under: {', '.join(kind.unknown)}."


def equality_rows(found: Equality, key: str) -> Iterator[tuple[object, ...]]:
    for kind in found.kinds:
        for group in kind.groups:
            rate = group.rate or Rate(0.0)
            gap = group.gap
            yield (
                found.indicator.code, key, kind.characteristic, kind.kind, group.name, kind.period,
                rate.value if group.rate else "", group.why, *_limits(rate), kind.reference,
                *_three(gap.ratio if gap else None), *_three(gap.difference if gap else None),
                group.hidden, group.periods,
            )  # fmt: skip


def _three(rate: Rate | None) -> tuple[object, object, object]:
    return ("", "", "") if rate is None else (rate.value, *_limits(rate))


def _limits(rate: Rate) -> tuple[object, object]:
    return ("" if rate.low is None else rate.low, "" if rate.high is None else rate.high)


def _with_interval(rate: Rate) -> str:
    if not rate.bounded:
        return f"{_number(rate.value)} (no interval)"
    return f"{_number(rate.value)} ({_number(rate.low)} to {_number(rate.high)})"


def _number(value: float | None) -> str:
    return "" if value is None else number(float(f"{value:.3g}"))
