"""Many series at once, for a page that shows several: the same figures in a few queries."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from answerable.impact.definitions import shipped
from answerable.impact.models import Line, Place, Value
from answerable.impact.queries.series import OWN_LEVELS, assembled, defined, grouped, taken_over
from answerable.impact.series.model import Series
from answerable.organisations.models import Certainty, Organisation, SuccessionClaim


def series_of_bodies(
    indicator: str,
    bodies: Sequence[Organisation],
    split: str | None = None,
    on: dt.date | None = None,
    *,
    period: str | None = None,
    level: str = "",
) -> dict[int, Series]:
    """Each body's series by its key in the database, without notes on takeovers (`taken_over_between`)."""
    found, split = defined(indicator, split)
    lines = Line.objects.filter(
        indicator=found.code,
        organisation__in=bodies,
        split=split,
        place__level__in=[level] if level else OWN_LEVELS,
    )
    held = grouped(lines, on, "line__organisation_id")
    return {body.pk: assembled(shipped()[indicator], held.get(body.pk, []), period) for body in bodies}


def series_with_takeovers(
    indicator: str,
    bodies: Sequence[Organisation],
    split: str | None,
    on: dt.date | None,
    moved: Mapping[int, Sequence[tuple[dt.date, str]]],
) -> dict[int, Series]:
    """As `series` gives each body's, with its notes on takeovers. Two queries. `moved`: `takeovers_of`."""
    found = series_of_bodies(indicator, bodies, split, on)
    for pk, held in found.items():
        if held.readings:
            told = taken_over(moved[pk], held.readings[0].date, held.readings[-1].date)
            found[pk] = replace(held, notes=(*held.notes, *told))
    return found


def series_by_split(
    indicator: str,
    about: Organisation | Sequence[Place],
    on: dt.date | None = None,
    *,
    period: str | None = None,
) -> dict[str, Series]:
    """Every part for which a body or place has figures; "" is the whole."""
    found, _ = defined(indicator, None)
    lines = Line.objects.filter(indicator=found.code)
    if isinstance(about, Organisation):
        lines = lines.filter(organisation=about, place__level__in=OWN_LEVELS)
    else:
        lines = lines.filter(place__in=list(about))
    return {
        str(split): assembled(found, held, period)
        for split, held in sorted(grouped(lines, on, "line__split").items(), key=lambda item: str(item[0]))
    }


def bodies_with(indicator: str, level: str, *, numbers: bool = True) -> QuerySet[Organisation]:
    """Bodies of a level with at least one number, by name; or those all of whose figures are hidden."""
    found, split = defined(indicator, None)
    lines = Line.objects.filter(indicator=found.code, split=split, place__level=level)
    told = lines.filter(Exists(Value.objects.filter(line=OuterRef("pk"), why=""))).values("organisation")
    bodies = Organisation.objects.filter(pk__in=lines.exclude(organisation=None).values("organisation"))
    bodies = bodies.filter(pk__in=told.exclude(organisation=None)) if numbers else bodies.exclude(
        pk__in=told.exclude(organisation=None)
    )  # fmt: skip
    return bodies.order_by("name", "pk")


def taken_over_between(
    bodies: Sequence[Organisation], first: dt.date, last: dt.date
) -> dict[str, list[dt.date]]:
    """{key of the body: days on which it took over from another, or passed to one}. One query."""
    keys = [body.key for body in bodies]
    found: dict[str, list[dt.date]] = {}
    claims = SuccessionClaim.objects.filter(
        Q(predecessor_key__in=keys) | Q(successor_key__in=keys), on__gte=first, on__lte=last
    ).exclude(certainty=Certainty.ANNOUNCED)
    for before, after, day in claims.values_list("predecessor_key", "successor_key", "on").order_by("on"):
        for key in (before, after):
            if day is not None and day not in found.setdefault(key, []):
                found[key].append(day)
    return found
