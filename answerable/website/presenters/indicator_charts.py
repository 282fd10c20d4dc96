"""The page of one indicator for one body or place, and how its address is read."""

import math
from dataclasses import dataclass

from django.http import HttpRequest

from answerable.impact.definitions import PERIODS, Indicator, shipped
from answerable.impact.models import Line
from answerable.impact.queries import places_at
from answerable.organisations.models import Organisation
from answerable.publication.versions import told_of
from answerable.website.formats import long_date
from answerable.website.presenters.indicator_figures import (
    About,
    Asked,
    IndicatorFigure,
    indicator_figure,
)
from answerable.website.refusals import (
    AskedWronglyError,
    Explained,
    LeftError,
    NotHereError,
    date_asked_for,
    nothing_has,
    reference_in_address,
)

RECEIVING = "receiving provider"
MOST_SPLITS = 60


@dataclass(frozen=True, slots=True)
class ChartPage:
    figure: IndicatorFigure
    splits: tuple[str, ...]  # parts for which this body or place has figures
    body: str  # reference; "" for a place
    receives: bool  # it has figures for what it receives, too


def asked_for(request: HttpRequest, *, levels: bool = True) -> Asked:
    """Which form of the series an address asks for. Raises AskedWronglyError."""
    given = request.GET
    period, target = given.get("period", ""), given.get("target", "")
    level = given.get("level", "") if levels else ""
    if period and period not in PERIODS:
        raise _wrong("That is no period", f"Choose one of these: {', '.join(sorted(PERIODS))}.", request)
    if level and level != RECEIVING:
        raise _wrong("That is no level", f"Leave it out, or write {RECEIVING}.", request)
    try:
        number = float(target) if target else None
    except ValueError:
        number = math.nan
    if number is not None and not (math.isfinite(number) and abs(number) < 1e12):
        raise _wrong("That target is no number", "Write it in digits, as in 10 or 2.5.", request)
    return Asked(given.get("split", "")[:250], date_asked_for(request), period, level, number)


def _wrong(title: str, why: str, request: HttpRequest) -> AskedWronglyError:
    return AskedWronglyError(Explained(title, (why,), (("This page as it is now", request.path),)))


def find_indicator(code: str) -> Indicator:
    found = shipped().get(code)
    if found is None:
        if (last := told_of(code)) is not None:
            raise LeftError(
                Explained(
                    "This indicator is kept up no more",
                    (
                        f"The register defined {code} last on {long_date(last)}. What it was and which "
                        "figures were held of it stands in its versions.",
                        "Its code will never be used for another.",
                    ),
                    (
                        ("Every version of it", f"/indicators/{code}/versions"),
                        ("All indicators", "/indicators"),
                    ),
                )
            )
        raise NotHereError(
            Explained(
                "There is no such indicator", ("Check the code.",), (("All indicators", "/indicators"),)
            )
        )
    return found


def find_about(code: str, key: str) -> About:
    """The body of a reference, or the place of a key. Raises NotHereError."""
    if key[:2].upper() == "B-":
        reference = reference_in_address(key, "B")
        body = Organisation.objects.filter(reference=reference).first()
        if body is None:
            raise nothing_has("B", reference)
        return body
    places = places_at(code, key)
    if not places and key != "england":
        raise NotHereError(
            Explained(
                "No figures are held for that place",
                (f"The register holds no figures of {code} for a place of this name.",),
                (("The indicator", f"/indicators/{code}"), ("All indicators", "/indicators")),
            )
        )
    return places


def figure_at(code: str, key: str, asked: Asked) -> IndicatorFigure:
    """Raises NotHereError."""
    find_indicator(code)
    return figure_of(code, find_about(code, key), asked)


def figure_of(code: str, about: About, asked: Asked) -> IndicatorFigure:
    return indicator_figure(
        code, about, asked.split, on=asked.on, period=asked.period, level=asked.level, target=asked.target
    )


def chart_page(code: str, key: str, asked: Asked) -> ChartPage:
    """Raises NotHereError."""
    indicator = find_indicator(code)
    about = find_about(code, key)
    lines = Line.objects.filter(indicator=indicator.part_of or code)
    if isinstance(about, Organisation):
        lines = lines.filter(organisation=about)
    else:
        lines = lines.filter(place__in=[about] if not isinstance(about, list) else about)
    held = sorted(set(lines.values_list("split", "place__level")))
    splits = dict.fromkeys(split for split, _ in held if split) if not indicator.part_of else {}
    return ChartPage(
        figure_of(code, about, asked),
        tuple(splits)[:MOST_SPLITS],
        about.reference if isinstance(about, Organisation) else "",
        any(level == RECEIVING for _, level in held),
    )
