"""What visits to publishers' sites came to: when a site was last seen, what waits for a person."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from answerable.core.calendar import LONDON, end_of_day, today
from answerable.sources.harvesting.withdrawn import SAYS_WITHDRAWN
from answerable.sources.models import Harvest, Place, Visit

_CAME = (Visit.Outcome.NEW, Visit.Outcome.CHANGED)
_REACHED = (*_CAME, Visit.Outcome.UNCHANGED, Visit.Outcome.GONE)


@dataclass(frozen=True, slots=True)
class Visited:
    """When a site was last visited, when it last answered, and when something new last came from it."""

    source: str
    looked: dt.date | None
    answered: dt.date | None
    came: dt.date | None
    quiet_days: int
    on: dt.date

    @property
    def quiet(self) -> bool:
        """Nothing new for longer than is usual for this source."""
        return self.came is not None and (self.on - self.came).days > self.quiet_days

    @property
    def unreached(self) -> bool:
        """Visited, and without an answer for longer than two days."""
        return self.looked is not None and (self.answered is None or (self.looked - self.answered).days > 2)


def visited(sources: dict[str, int], on: dt.date | None = None) -> list[Visited]:
    """Each source that was ever visited, given the days after which it counts as quiet. Two queries."""
    day = on or today()
    limit = end_of_day(day)
    rows: dict[str, dict[str, Any]] = {
        row["harvest__source"]: dict(row)
        for row in Visit.objects.filter(at__lt=limit, harvest__source__in=list(sources))
        .order_by()
        .values("harvest__source")
        .annotate(
            answered=Max("at", filter=Q(outcome__in=_REACHED)), came=Max("at", filter=Q(outcome__in=_CAME))
        )
    }
    looked = dict(
        Harvest.objects.filter(began_at__lt=limit, source__in=list(sources))
        .order_by()
        .values_list("source")
        .annotate(last=Max("began_at"))
    )
    return [
        Visited(
            source=code,
            looked=_day(looked[code]),
            answered=_day(rows.get(code, {}).get("answered")),
            came=_day(rows.get(code, {}).get("came")),
            quiet_days=quiet,
            on=day,
        )
        for code, quiet in sources.items()
        if code in looked
    ]


@dataclass(frozen=True, slots=True)
class SiteStanding:
    """The last finished run over a site and how its places stand now. Holds no address."""

    source: str
    ran_on: dt.date | None
    run: Harvest | None
    next_on: dt.date | None  # when something is due again
    places: int
    odd: int
    gone: int
    refused: int


def standing_of_sites(sources: Collection[str], on: dt.date | None = None) -> dict[str, SiteStanding]:
    """By source. On a past day the last run until then, and nothing of how places stand now. Two queries."""
    finished = Harvest.objects.filter(source__in=list(sources), finished_at__isnull=False)
    if on:
        finished = finished.filter(finished_at__lt=end_of_day(on))
    last = finished.order_by().values("source").annotate(last=Max("pk")).values("last")
    runs = {run.source: run for run in Harvest.objects.filter(pk__in=last)}
    rows: dict[str, dict[str, Any]] = {}
    if on is None:
        of = {name: Count("pk", filter=Q(state=name)) for name in ("odd", "gone", "refused")}
        asked_again = ~Q(state=Place.State.REFUSED)
        places = Place.objects.filter(source__in=list(sources)).order_by().values("source")
        for row in places.annotate(**of, places=Count("pk"), next=Min("next_at", filter=asked_again)):
            rows[row["source"]] = dict(row)
    return {
        code: SiteStanding(
            code,
            _day(runs[code].finished_at) if code in runs else None,
            runs.get(code),
            _day(rows.get(code, {}).get("next")),
            *(int(rows.get(code, {}).get(name, 0)) for name in ("places", "odd", "gone", "refused")),
        )
        for code in sources
    }


def _day(at: dt.datetime | None) -> dt.date | None:
    return at.astimezone(LONDON).date() if at else None


def places_to_look_at() -> QuerySet[Place]:
    """What a person looks at, the newest first.

    Not understood, gone, withdrawn as its publisher says, or refused though nobody decided so.
    """
    states = Q(state__in=(Place.State.ODD, Place.State.GONE, Place.State.REFUSED))
    states |= Q(state=Place.State.HELD, why__startswith=SAYS_WITHDRAWN)
    waiting = Place.objects.filter(states).exclude(why__startswith="Left alone")
    return waiting.order_by("-checked_at", "-pk")


def odd_places() -> QuerySet[Place]:
    return Place.objects.filter(state=Place.State.ODD)


def last_runs() -> list[Harvest]:
    """The last run over each source, A to Z."""
    last = Harvest.objects.order_by().values("source").annotate(last=Max("pk")).values_list("last", flat=True)
    return list(Harvest.objects.filter(pk__in=list(last)).order_by("source"))
