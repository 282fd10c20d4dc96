"""Bodies that had not acted on what a measure is about, and their figures."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.impact.definitions import shipped
from answerable.impact.models import Line, Measure
from answerable.impact.queries.effects import dates_of, proposed_dates
from answerable.impact.queries.series import series, takeovers
from answerable.impact.series.model import Series
from answerable.organisations.models import Organisation
from answerable.organisations.queries import successions_around

MOST = 80  # bodies: more add little, and each is read
FEWEST = 12  # values


@dataclass(frozen=True, slots=True)
class Untreated:
    """`series` and `bodies` go together."""

    series: tuple[Series, ...]
    bodies: tuple[Organisation, ...]


def untreated_series(measure: Measure, treated: Organisation | None, day: dt.date) -> Untreated:
    """Those with figures, and neither a date of action nor a claim of done by `day`; in order of reference.

    What the treated body took over, what took it over, and bodies that merged within their figures are no
    comparison.
    """
    on = None if day == today() else day
    acted = {one.organisation_id for one in dates_of(measure, on)}
    acted |= {one.organisation.pk for one in proposed_dates(measure, on)}
    related: set[str] = set()
    if treated is not None:
        before, after = successions_around(treated)
        related = {claim.predecessor_key for claim in before} | {claim.successor_key for claim in after}
        acted.add(treated.pk)
    kept = shipped()[measure.indicator]
    split = "; ".join(part for part in (kept.part, measure.split) if part)
    lines = Line.objects.filter(
        indicator=kept.part_of or kept.code,
        split=split,
        place__level="provider",
        organisation__isnull=False,
    )
    bodies = (
        Organisation.objects.filter(pk__in=lines.values("organisation"))
        .exclude(pk__in=[pk for pk in acted if pk is not None])
        .exclude(key__in=related)
        .order_by("reference")
    )
    found: list[tuple[Organisation, Series]] = []
    for body in bodies:
        held = series(measure.indicator, body, measure.split, on)
        if sum(one.value is not None for one in held.readings) >= FEWEST and not _merged(body, held):
            found.append((body, held))
        if len(found) == MOST:
            break
    return Untreated(tuple(each for _, each in found), tuple(body for body, _ in found))


def _merged(body: Organisation, held: Series) -> bool:
    first, last = held.readings[0].date, held.readings[-1].date
    return any(first < on <= last for on, _ in takeovers(body))
