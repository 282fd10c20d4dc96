"""Lines whose body could not be told are told when a list, or another file, gives the name."""

import datetime as dt
from collections import Counter

from django.db.models import Max, Min

from answerable.core.actors import Actor
from answerable.impact.bodies import Bodies
from answerable.impact.models import Line, Value
from answerable.impact.operations.figures import ATTRIBUTED, FIGURES
from answerable.impact.sorting import BODY_LEVELS
from answerable.ledger.operation import Log, operation

_ANY_DAY = dt.date(2000, 1, 1)


@operation("INDICATOR_LOAD")
def settle_lines(log: Log, *, by: Actor, bodies: Bodies) -> int:
    """Gives lines their body where it is known by now; the number of lines. Figures stay as they are.

    A line that has a body made of its name alone is given the body that a list holds, once one does.
    """
    log.one_by_one(FIGURES)
    told: Counter[tuple[int, str, str]] = Counter()
    undone = (
        Line.objects.filter(how__in=[Line.How.NONE, Line.How.MADE], place__in=_to_look_at(bodies))
        .select_related("place")
        .annotate(first=Min("values__start"), last=Max("values__start"))
        .order_by("pk")
    )
    for line in undone:
        if line.first is None:
            continue
        meant = bodies.meant(line.place.code, line.place.name, line.first)
        later = bodies.meant(line.place.code, line.place.name, line.last)
        if meant.body is None or meant.body != later.body or meant.body.pk == line.organisation_id:
            continue
        other = Line.objects.filter(
            indicator=line.indicator, place=line.place, split=line.split, organisation=meant.body.pk
        ).first()
        if other is None:
            line.organisation_id, line.how, line.why = meant.body.pk, meant.how, ""
            line.save(update_fields=["organisation", "how", "why"])
        else:
            Value.objects.filter(line=line).update(line=other)
            line.delete()
        told[line.place_id, meant.body.reference, meant.how] += 1
    for (place, reference, how), lines in sorted(told.items()):
        what = {"organisation": reference, "how": how, "lines": lines}
        log.event(ATTRIBUTED, f"place:{place}", what)
    if not told:
        log.unchanged()
    return sum(told.values())


def _to_look_at(bodies: Bodies) -> list[int]:
    """Places whose lines may have another body by now. Most have not, whatever the day."""
    found = []
    lines = Line.objects.filter(how__in=[Line.How.NONE, Line.How.MADE], place__level__in=BODY_LEVELS)
    places = lines.order_by("place_id").distinct()
    for place, code, name, how in places.values_list("place_id", "place__code", "place__name", "how"):
        meant = bodies.meant(code, name, _ANY_DAY)
        settled = meant.how == "made" if how == Line.How.MADE else meant.body is None and not meant.by_day
        if not settled:
            found.append(place)
    return found
