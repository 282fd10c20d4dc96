"""Providers beside each other in one month: the funnel, who stands apart, and who is left out and why."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from answerable.impact.definitions import shipped
from answerable.impact.files.periods import month_of, period_words
from answerable.impact.queries.comparing import Compared, compared
from answerable.impact.spc.captions import number
from answerable.website.charts_funnel import FunnelFigure, funnel_figure
from answerable.website.presenters.indicator_charts import find_indicator
from answerable.website.refusals import AskedWronglyError, Explained, date_asked_for

COLUMNS = (
    "indicator", "month", "organisation", "name", "rate", "base", "rate_of_all", "lower_limit",
    "upper_limit", "standing",
)  # fmt: skip
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    href: str
    rate: str
    base: str
    limits: str
    standing: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    found: Compared
    figure: FunnelFigure | None
    rows: tuple[Row, ...]
    months: tuple[tuple[str, str, bool], ...]  # value, words and whether it is the one shown
    as_at: dt.date | None

    @property
    def href(self) -> str:
        return f"/indicators/{self.found.indicator.code}/comparison"

    @property
    def query(self) -> str:
        start = self.found.start
        told = [f"month={start:%Y-%m}"] if start else []
        told += [f"as-at={self.as_at.isoformat()}"] if self.as_at else []
        return f"?{'&'.join(told)}" if told else ""


def find_comparison(request: HttpRequest, code: str) -> tuple[Compared, dt.date | None]:
    """Raises NotHereError, or AskedWronglyError for a month that can't be read."""
    find_indicator(code)
    written = request.GET.get("month", "")
    try:
        start = dt.date.fromisoformat(f"{written}-01") if written else None
    except ValueError:
        raise AskedWronglyError(
            Explained(
                "That is no month",
                ("Write it as year and month, as in 2022-03.",),
                (("This page as it is now", request.path),),
            )
        ) from None
    as_at = date_asked_for(request)
    return compared(code, start, as_at), as_at


def comparison_page(request: HttpRequest, code: str) -> ComparisonPage:
    found, as_at = find_comparison(request, code)
    indicator, figure = found.indicator, None
    if found.funnel:
        base = shipped()[indicator.charting.base]
        figure = funnel_figure(
            found.funnel,
            per=indicator.charting.per,
            unit=indicator.unit,
            subtitle=f"{indicator.title}, by provider, {found.period} ({indicator.unit})",
            across=f"Size: {base.title[0].lower()}{base.title[1:]} ({base.unit})",
        )
    months = tuple(
        (f"{one:%Y-%m}", period_words(*month_of(one.year, one.month)), one == found.start)
        for one in found.periods[:MOST_MONTHS]
    )
    return ComparisonPage(found, figure, tuple(_rows(found)), months, as_at)


def _rows(found: Compared) -> Iterator[Row]:
    per = found.indicator.charting.per
    for one in found.funnel.providers if found.funnel else ():
        yield Row(
            one.provider.name,
            f"/indicators/{found.indicator.code}/{found.references[one.provider.name]}",
            "hidden" if one.rate is None else number(_short(one.rate * per)),
            number(one.provider.base),
            f"{number(_short(one.lower * per))} to {number(_short(one.upper * per))}",
            one.standing.value,
        )


def comparison_rows(found: Compared) -> Iterator[tuple[object, ...]]:
    per, code = found.indicator.charting.per, found.indicator.code
    month = f"{found.start:%Y-%m}" if found.start else ""
    for one in found.funnel.providers if found.funnel else ():
        yield (
            code,
            month,
            found.references[one.provider.name],
            one.provider.name,
            "" if one.rate is None else one.rate * per,
            one.provider.base,
            found.funnel.rate * per if found.funnel else "",
            one.lower * per,
            one.upper * per,
            one.standing.value,
        )
    for left in found.left:
        yield (code, month, left.reference, left.name, "", "", "", "", "", f"left out: {left.why}")


def _short(value: float) -> float:
    return float(f"{value:.4g}")
