"""What the register lacks, as far as can be told: numbers not held, quiet sources, and how fresh we are."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from answerable.core.calendar import LONDON, end_of_day, today
from answerable.impact.models import SeriesFile
from answerable.lineage.models import Run
from answerable.oversight.missing.sequences import YearOfNumbers, sequences, silence_days, years_of
from answerable.oversight.models import DayDone, GapNote, Supply
from answerable.register.models import Identifier, Report
from answerable.register.queries import in_register
from answerable.sources.models import Reading


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nothing new has come from one source."""

    source: str
    newest: dt.date | None  # the latest date of a report of it
    received: dt.date | None  # when the register last took in a report of it
    days: int | None  # since `newest`
    limit: int | None  # after so many days it counts as silent; none is set for a source without a rhythm

    @property
    def silent(self) -> bool:
        return self.limit is not None and self.days is not None and self.days > self.limit


@dataclass(frozen=True, slots=True)
class Freshness:
    """When each part of what is shown was last brought up to date."""

    documents: dt.date | None  # read
    relations: dt.date | None  # what was said before, themes and conflicts, worked out
    figures: dt.date | None  # files of indicators loaded
    daily: dt.date | None  # the day that the daily job was last run for


def numbered_years(source: str, on: dt.date | None = None) -> list[YearOfNumbers]:
    """The numbers of each year of a source, held and not; empty where its publisher gives none."""
    found = next((one for one in sequences() if one.source == source), None)
    return years_of(found, _numbers(source, on)) if found else []


def gap_notes(source: str, on: dt.date | None = None) -> dict[str, GapNote]:
    """{number: what is known of it}, for numbers that are not held."""
    rows = GapNote.objects.filter(source=source)
    if on is None:
        rows = rows.filter(superseded_at__isnull=True)
    else:
        limit = end_of_day(on)
        rows = rows.filter(recorded_at__lte=limit).filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=limit)
        )
    return {row.number: row for row in rows}


def is_held(source: str, number: str) -> bool:
    reports = _reports(source, None)
    return (
        reports.filter(publisher_reference=number).exists()
        or Identifier.objects.filter(
            scheme=Identifier.Scheme.REFERENCE, value=number, report__in=reports
        ).exists()
    )


def supplies_of(source: str, number: str = "") -> QuerySet[Supply]:
    rows = Supply.objects.filter(source=source).select_related("report")
    return rows.filter(number=number) if number else rows


def supplies_to_answer() -> QuerySet[Supply]:
    """Offers that nobody has looked at, the oldest first."""
    return Supply.objects.filter(answered_at__isnull=True).order_by("recorded_at", "pk")


def silences(on: dt.date | None = None) -> list[Silence]:
    """Every source of which a report is held, or for which a limit is set; by code."""
    day, limits = on or today(), silence_days()
    held = Report.objects.filter(fictional=False)
    if on is not None:
        held = held.filter(recorded_at__lte=end_of_day(on))
    rows = held.values_list("publisher__source").annotate(
        newest=Max("issued_on", filter=Q(issued_on__lte=day)), received=Max("recorded_at")
    )
    seen = {source: (newest, received) for source, newest, received in rows.order_by()}
    made = []
    for source in sorted(seen.keys() | limits.keys() if seen else ()):
        newest, received = seen.get(source, (None, None))
        made.append(
            Silence(
                source=source,
                newest=newest,
                received=received.astimezone(LONDON).date() if received else None,
                days=(day - newest).days if newest else None,
                limit=limits.get(source),
            )
        )
    return made


def areas_by_year() -> dict[str, dict[int, int]]:
    """{coroner's area: {year: reports held}}. That measures what coroners send and what is shown."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    rows = (
        in_register()
        .filter(instrument__in=("reg28", "rule43"), issued_on__isnull=False)
        .exclude(area="")
        .values_list("area", "issued_on__year")
        .annotate(count=Count("pk"))
        .order_by("area", "issued_on__year")
    )
    for area, year, count in rows:
        found[area][year] = count
    return found


@dataclass(frozen=True, slots=True)
class PublisherHeld:
    """What is held of one publisher."""

    code: str
    name: str
    source: str
    reports: int
    first: dt.date | None
    last: dt.date | None


def publishers_held() -> list[PublisherHeld]:
    """Publishers other than coroners, who are many: those are asked for by area."""
    rows = (
        in_register()
        .exclude(publisher__kind="coroner")
        .values_list("publisher__code", "publisher__name", "publisher__source")
        .annotate(count=Count("pk"), first=Min("issued_on"), last=Max("issued_on"))
        .order_by("publisher__name")
    )
    return [PublisherHeld(*row) for row in rows]


def freshness() -> Freshness:
    return Freshness(
        documents=_day(Reading.objects.aggregate(last=Max("finished_at"))["last"]),
        relations=_day(Run.objects.aggregate(last=Max("finished_at"))["last"]),
        figures=_day(SeriesFile.objects.aggregate(last=Max("recorded_at"))["last"]),
        daily=DayDone.objects.aggregate(last=Max("on"))["last"],
    )


def _numbers(source: str, on: dt.date | None) -> list[str]:
    reports = _reports(source, on)
    own = reports.exclude(publisher_reference="").values_list("publisher_reference", flat=True)
    others = Identifier.objects.filter(scheme=Identifier.Scheme.REFERENCE, report__in=reports)
    return [*own, *others.values_list("value", flat=True)]


def _reports(source: str, on: dt.date | None) -> QuerySet[Report]:
    rows = Report.objects.filter(publisher__source=source)
    return rows if on is None else rows.filter(recorded_at__lte=end_of_day(on))


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(LONDON).date() if moment else None
