"""What was asked again after it was said to be done, and how long after."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from answerable.assurance.models import Closure
from answerable.assurance.queries.facts import day_of
from answerable.core.calendar import end_of_day, today
from answerable.duties.models import Duty
from answerable.impact.models import Alarm, Reassessment
from answerable.impact.queries.tied import AS_DONE
from answerable.impact.recurrence.rule import Method
from answerable.impact.recurrence.words import BY_PROGRAM
from answerable.lineage.models import Decision, Expectation, Kind, Relation, Serving, Verdict
from answerable.lineage.queries.dated import present, stood, touching
from answerable.organisations.models import Organisation
from answerable.register.models import Entry

Outcome = Reassessment.Outcome
SAME_AGAIN = (Outcome.NOT_HELD, Outcome.NOT_DONE)
# Words of a report that only editors may see, much of it long.
_LONG = tuple(
    f"{way}report__{name}"
    for way in ("entry__", "duty__entry__")
    for name in ("sections", "deceased", "author", "title_as_published")
)
# What is read of thousands of closures: all that a chart, a table and a count of them ask for.
_OF_GAP = (
    "closed_on",
    "reopened_at",
    "duty__reference",
    "duty__holder__reference",
    "duty__holder__name",
    "duty__entry__reference",
    "duty__entry__report__title",
    "duty__entry__report__fictional",
)


@dataclass(frozen=True, slots=True)
class AlarmShown:
    """An alarm with the look that stands. `confirmed`: a person says that the two ask the same."""

    alarm: Alarm
    confirmed: bool
    looked: Reassessment | None

    @property
    def words(self) -> str:
        """As they stand by now: a person may have confirmed since what a program found."""
        said = self.alarm.words
        return said.replace(f" {BY_PROGRAM}", "") if self.confirmed else said

    @property
    def open(self) -> bool:
        """It waits for somebody to look at it."""
        return self.looked is None

    @property
    def stands(self) -> bool:
        """It is not known to be of something else: that is shown nowhere but beside the look."""
        return self.looked is None or self.looked.outcome != Outcome.NOT_SAME

    @property
    def sure(self) -> bool:
        """A person found the same again; or confirmed the link, where no date tells of a death before."""
        if self.looked is not None:
            return self.looked.outcome in SAME_AGAIN
        return self.confirmed and not self.alarm.maybe_before


def alarms(
    duties: Iterable[Duty | int] | None = None,
    organisation: Organisation | int | None = None,
    expectation: Expectation | int | None = None,
    open_only: bool = False,
    on: dt.date | None = None,
) -> list[AlarmShown]:
    """Alarms that stand, or stood at the end of a day, the latest report first. Three queries.

    `organisation`: of duties that it holds. `expectation`: of duties on entries that serve it, or on a whole
    of which a part does. `open_only`: those that nobody has looked at.
    """
    rows = _standing(on)
    if duties is not None:
        rows = rows.filter(duty__in=[one if isinstance(one, int) else one.pk for one in duties])
    if organisation is not None:
        rows = rows.filter(duty__holder=organisation)
    if expectation is not None:
        rows = rows.filter(duty__entry__in=wholes_serving(expectation, on))
    found = shown(rows, on)
    return [one for one in found if one.open] if open_only else found


def alarms_of(expectation_id: int, on: dt.date | None = None) -> QuerySet[Alarm]:
    """Those of an expectation that stand, without any that somebody found to be of something else."""
    other = Reassessment.objects.filter(stood(on), outcome=Outcome.NOT_SAME)
    serving = Serving.objects.filter(stood(on), present(on), expectation=expectation_id)
    asked = Q(duty__entry__in=serving.values("entry")) | Q(duty__entry__in=serving.values("entry__parent"))
    return _standing(on).filter(asked).exclude(pk__in=other.values("alarm")).order_by()


def rung_by_entry(entries: Iterable[int], on: dt.date | None = None) -> dict[int, int]:
    """{entry: alarms on duties that it gave, but for those that somebody found to be of something else}."""
    other = Reassessment.objects.filter(stood(on), outcome=Outcome.NOT_SAME)
    rows = _standing(on).filter(duty__entry__in=list(entries), duty__entry__withdrawn_at__isnull=True)
    counted = (
        rows.exclude(pk__in=other.values("alarm")).order_by().values("duty__entry").annotate(n=Count("pk"))
    )
    return dict(counted.values_list("duty__entry", "n"))


def alarm_by_reference(reference: str) -> AlarmShown | None:
    """Also one that was withdrawn. None where there is none."""
    return next(iter(shown(Alarm.objects.filter(reference=reference), None)), None)


def open_alarms(own: Collection[int] = ()) -> QuerySet[Alarm]:
    """Those that nobody has looked at, but for the work of one's `own` bodies; the latest report first."""
    looked = Reassessment.objects.filter(superseded_at__isnull=True)
    return (
        _standing(None)
        .exclude(pk__in=looked.values("alarm"))
        .exclude(Q(duty__holder__in=own) | Q(duty__organisation__in=own))
        .order_by("-again_on", "-pk")
    )


def shown(rows: QuerySet[Alarm], on: dt.date | None = None) -> list[AlarmShown]:
    """With what lists show of them. Three queries."""
    looks = Reassessment.objects.filter(stood(on)).order_by("pk")
    found = list(
        rows.select_related("entry__report__publisher", "duty__entry__report__publisher", "duty__holder")
        .select_related("duty__organisation", "expectation", "closure")
        .defer(*_LONG)
        .prefetch_related(Prefetch("reassessments", queryset=looks, to_attr="standing_looks"))
        .order_by("-again_on", "-pk")
    )
    confirmed = _confirmed(found, on)
    return [
        AlarmShown(alarm, alarm.pk in confirmed, next(iter(getattr(alarm, "standing_looks", [])), None))
        for alarm in found
    ]


@dataclass(frozen=True, slots=True)
class Gap:
    """From a closure as done until the same was asked again, or until now: then it is `censored`.

    `again` is the alarm that ends it. A closure that was opened again without one ends on that day, censored.
    """

    closure: Closure
    duty: Duty
    start: dt.date
    until: dt.date
    censored: bool
    again: AlarmShown | None

    @property
    def days(self) -> int:
        return (self.until - self.start).days


def again_after(
    expectation: Expectation | int | None = None,
    on: dt.date | None = None,
    *,
    rung: Iterable[AlarmShown] | None = None,
) -> list[Gap]:
    """Every closure as done, the oldest first, with the next report that asks the same. Five queries.

    `rung` saves reading the alarms again where the caller has all of them.

    What an independent person found not to be the same ask, or to be of before, ends no gap; nor does a
    report on a death that is known to have come before the closure, where nobody has looked.
    """
    last = on or today()
    rows = Closure.objects.filter(reason__in=AS_DONE, closed_on__lte=last, duty__entry__withdrawn_at=None)
    if on is not None:
        rows = rows.filter(recorded_at__lt=end_of_day(on))
    if expectation is not None:
        rows = rows.filter(duty__entry__in=wholes_serving(expectation, on))
    closures = list(
        rows.select_related("duty__holder", "duty__entry__report").only(*_OF_GAP).order_by("closed_on", "pk")
    )
    by_duty: dict[int, list[AlarmShown]] = {}
    if rung is None:
        rung = shown(_standing(on).filter(duty__in=[row.duty_id for row in closures]), on)
    for one in rung:
        if one.looked is None or one.looked.outcome not in (Outcome.NOT_SAME, Outcome.BEFORE):
            by_duty.setdefault(one.alarm.duty_id, []).append(one)
    return [_gap(closure, by_duty.get(closure.duty_id, []), last) for closure in closures]


def _gap(closure: Closure, rung: list[AlarmShown], last: dt.date) -> Gap:
    later = [
        one
        for one in rung
        if closure.closed_on < one.alarm.again_on <= last
        and (one.looked or one.alarm.event_by is None or one.alarm.event_by >= closure.closed_on)
    ]
    reopened = day_of(closure.reopened_at) if closure.reopened_at else None
    end = min(reopened, last) if reopened else last
    again = min(later, key=lambda one: (one.alarm.again_on, one.alarm.pk), default=None)
    if again is not None and again.alarm.again_on <= end:
        return Gap(closure, closure.duty, closure.closed_on, again.alarm.again_on, False, again)
    return Gap(closure, closure.duty, closure.closed_on, max(end, closure.closed_on), True, None)


def wholes_serving(expectation: Expectation | int, on: dt.date | None = None) -> list[int]:
    """The whole entries that serve an expectation, or of which a part does: those that duties are on."""
    serving = Serving.objects.filter(stood(on), expectation=expectation).values("entry")
    rows = Entry.objects.filter(pk__in=serving).values_list("pk", "parent_id")
    return [parent or pk for pk, parent in rows]


def _standing(on: dt.date | None) -> QuerySet[Alarm]:
    held = Alarm.objects.filter(present(on), present(on, "duty__entry__"))
    if on is None:
        return held.filter(withdrawn_at__isnull=True)
    limit = end_of_day(on)
    kept = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=limit)
    return held.filter(kept, raised_at__lt=limit)


def _confirmed(found: Sequence[Alarm], on: dt.date | None) -> set[int]:
    """Those of which a person says, by now, that the two entries ask the same."""
    sure = {alarm.pk for alarm in found if alarm.method != Method.MACHINE}
    asked = {(alarm.duty.entry_id, alarm.entry_id): alarm.pk for alarm in found if alarm.pk not in sure}
    if asked:
        decided = Decision.objects.filter(
            stood(on), kind=Kind.LINK, second=False, value=Relation.SAME_ASK
        ).exclude(verdict=Verdict.UNDONE)
        for one, part_of_one, other, part_of_other in touching(
            decided, {entry for _, entry in asked}
        ).values_list("entry_id", "entry__parent_id", "other_id", "other__parent_id"):
            pairs = ((part_of_one or one, other), (part_of_other or other, one))
            sure |= {asked[pair] for pair in pairs if pair in asked}
    return sure | {
        alarm.pk
        for alarm in found
        for look in getattr(alarm, "standing_looks", [])
        if look.outcome in (*SAME_AGAIN, Outcome.OTHER_WAY, Outcome.BEFORE)
    }
