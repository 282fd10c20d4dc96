"""Which duties are to climb which rung on a day.

Read from the facts that stand now. A duty does not climb once it is answered or a published reply to its
report may be an answer, while its dispute is open or its escalation held, when it was closed or released, nor
under another duty that leads it. And only duties climb whose date lies after their body was brought on, so
that filling a register with old reports writes to nobody.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from answerable.accounts.models import RoleGrant
from answerable.accounts.roles import Role
from answerable.assurance.models import Closure
from answerable.core.actors import ESCALATION
from answerable.core.calendar import LONDON, end_of_day
from answerable.duties.models import AnswerPart, Dispute, DueDate, Duty, Joint, PublishedReply, Transfer
from answerable.duties.queries import standing_date
from answerable.notices.models import Message
from answerable.oversight.climbing import LAPSE_DAYS, Climbed, Due, counted_from, next_rung, one_late_letter
from answerable.oversight.models import Letter, Step, Stop
from answerable.oversight.rungs import Ladders, ladders

_PART = 5000


@dataclass(frozen=True, slots=True)
class Clock:
    """What the ladder needs to know of one duty."""

    duty_id: int
    holder_id: int
    kind: str  # of the body that holds it
    instrument: str
    due_on: dt.date


def climbing_duties() -> QuerySet[Duty]:
    """Duties that may climb, whatever their date."""
    duty = OuterRef("pk")
    return Duty.objects.filter(
        ~Exists(AnswerPart.objects.filter(duty=duty, answer__withdrawn_at__isnull=True)),
        ~Exists(
            PublishedReply.objects.filter(
                Q(organisation__isnull=True)
                | Q(organisation=OuterRef("holder"))
                | Q(organisation=OuterRef("organisation")),
                report=OuterRef("entry__report"),
            )
        ),
        ~Exists(
            Dispute.objects.filter(
                Q(settled_at__isnull=True) | Q(outcome=Dispute.Outcome.RELEASED), duty=duty
            )
        ),
        ~Exists(Stop.objects.filter(duty=duty, ended_at__isnull=True)),
        ~Exists(Closure.objects.filter(duty=duty, reopened_at__isnull=True)),
        ~Exists(Joint.objects.filter(duty=duty, superseded_at__isnull=True)),
        entry__withdrawn_at__isnull=True,
    ).exclude(kind=Duty.Kind.NONE)


def closed_among(duties: Sequence[Duty]) -> set[int]:
    """The ids of those duties that were closed and not reopened."""
    rows = Closure.objects.filter(duty__in=[duty.pk for duty in duties], reopened_at__isnull=True)
    return set(rows.values_list("duty_id", flat=True))


def held_by_closed(on: dt.date) -> int:
    """How many duties are held by bodies that had closed by the day."""
    return Duty.objects.filter(holder__closed__lte=on, entry__withdrawn_at__isnull=True).count()


def due_steps(on: dt.date, *, holders: Collection[int] | None = None) -> dict[int, list[Due]]:
    """{body id: the steps that its duties are to take on the day}, of these bodies or of all."""
    defined, configured = ladders(), _configured()
    clocks = _clocks(on, defined, holders)
    if not clocks:
        return {}
    passages = _passages([clock.duty_id for clock in clocks])
    bodies = {clock.holder_id for clock in clocks}
    starts = start_days(bodies.union(*(passed.bodies for passed in passages.values())))
    climbed, reached = _climbed(clocks, holders)
    found: dict[int, list[Due]] = defaultdict(list)
    for clock in clocks:
        if configured is None and clock.holder_id not in starts:
            continue
        passed = passages.get(clock.duty_id, _NEVER)
        began = [starts[body] for body in {clock.holder_id, *passed.bodies} if body in starts]
        if configured:
            began.append(configured)
        if clock.due_on < min(began):
            continue
        ladder = defined.of(clock.instrument)
        counted = counted_from(clock.due_on, passed.last, ladder)
        step = next_rung(
            ladder,
            clock.kind,
            counted,
            climbed.get(clock.duty_id, ()),
            on,
            delivered=(clock.duty_id, counted) in reached,
        )
        if step:
            rung, late = step
            found[clock.holder_id].append(Due(clock.duty_id, clock.holder_id, rung, counted, late))
    written = _written(found, on)
    sifted = {body: one_late_letter(due, written.get(body, ())) for body, due in found.items()}
    return {body: due for body, due in sorted(sifted.items()) if due}


def counted_for(duty: Duty) -> dt.date | None:
    """The date that the duty's rungs are counted from now; None without a due date."""
    held = standing_date(duty.due_dates.all())
    if held is None:
        return None
    passed = _passages([duty.pk]).get(duty.pk, _NEVER)
    return counted_from(held.due_on, passed.last, ladders().of(duty.entry.report.instrument))


@dataclass(frozen=True, slots=True)
class Passed:
    """How a duty came to its holder: the bodies that held it, and the last day on which one took it over.

    That day is the later of the day that the transfer gives and the day on which it was recorded: who learns
    of a duty late has the same time.
    """

    bodies: frozenset[int] = frozenset()
    last: dt.date | None = None


_NEVER = Passed()


def _passages(duties: Sequence[int]) -> dict[int, Passed]:
    found: dict[int, Passed] = {}
    for part in _parts(duties):
        rows = Transfer.objects.filter(duty__in=part).order_by("duty_id", "on", "pk")
        for duty, before, after, on, at in rows.values_list(
            "duty_id", "before_id", "after_id", "on", "recorded_at"
        ):
            held = found.get(duty, _NEVER)
            found[duty] = Passed(held.bodies | {before, after}, max(on, at.astimezone(LONDON).date()))
    return found


def start_days(bodies: Collection[int] | None = None) -> dict[int, dt.date]:
    """{body id: the first day whose dates count}: when its first accountable officer was named.

    The configured day where that is earlier.
    """
    grants = RoleGrant.objects.filter(role=Role.ACCOUNTABLE_OFFICER, organisation__isnull=False)
    if bodies is not None and len(bodies) <= _PART:
        grants = grants.filter(organisation__in=bodies)
    first = grants.order_by().values("organisation_id").annotate(first=Min("granted_at"))
    configured = _configured()
    found = {}
    for body, at in first.values_list("organisation_id", "first"):
        day = at.astimezone(LONDON).date()
        found[body] = min(day, configured) if configured else day
    return found


def _configured() -> dt.date | None:
    """Raises ValueError where the setting is no day."""
    return dt.date.fromisoformat(settings.ESCALATION_FROM) if settings.ESCALATION_FROM else None


def _clocks(on: dt.date, defined: Ladders, holders: Collection[int] | None) -> list[Clock]:
    """Duties that may climb and whose date is near enough for a rung to be due.

    The dates are looked at first: they leave few duties of which the rest has to be asked.
    """
    every = [rung.days for ladder in defined.all for rung in ladder.rungs]
    grace = max(ladder.grace_days for ladder in defined.all)
    first = on - dt.timedelta(days=max(every) + LAPSE_DAYS)
    last = on - dt.timedelta(days=min(every))
    near = DueDate.objects.filter(superseded_at__isnull=True, due_on__gte=first, due_on__lte=last)
    passed = Transfer.objects.filter(recorded_at__gte=end_of_day(first - dt.timedelta(days=grace + 1)))
    if holders is not None:
        near = near.filter(duty__holder__in=holders)
        passed = passed.filter(duty__holder__in=holders)
    ids = {*near.values_list("duty_id", flat=True), *passed.values_list("duty_id", flat=True)}
    clocks = []
    for part in _parts(sorted(ids)):
        about = {
            pk: (holder, kind, instrument)
            for pk, holder, kind, instrument in climbing_duties()
            .filter(pk__in=part)
            .values_list("pk", "holder_id", "holder__kind", "entry__report__instrument")
        }
        dates: dict[int, list[DueDate]] = defaultdict(list)
        rows = DueDate.objects.filter(superseded_at__isnull=True, duty__in=part)
        for pk, duty_id, due_on, basis in rows.values_list("pk", "duty_id", "due_on", "basis"):
            dates[duty_id].append(DueDate(pk=pk, duty_id=duty_id, due_on=due_on, basis=basis))
        for duty_id, said in about.items():
            standing = standing_date(dates[duty_id])
            if standing:
                clocks.append(Clock(duty_id, *said, standing.due_on))
    return sorted(clocks, key=lambda clock: clock.duty_id)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """In pieces that a database takes as parameters of one query."""
    for start in range(0, len(ids), _PART):
        yield ids[start : start + _PART]


def _climbed(
    clocks: Sequence[Clock], holders: Collection[int] | None
) -> tuple[dict[int, list[Climbed]], set[tuple[int, dt.date]]]:
    """What each duty climbed, and the (duty, date) about which a letter has reached its holder.

    No step is counted from a day before the earliest of their due dates.
    """
    ids = {clock.duty_id for clock in clocks}
    steps = Step.objects.filter(due_on__gte=min(clock.due_on for clock in clocks))
    if holders is not None:
        steps = steps.filter(duty__holder__in=holders)
    climbed: dict[int, list[Climbed]] = defaultdict(list)
    reached: set[tuple[int, dt.date]] = set()
    rows = steps.values_list(
        "duty_id",
        "rung",
        "due_on",
        "on",
        "letter__message__state",
        "letter__organisation_id",
        "duty__holder_id",
    )
    for duty_id, rung, counted, on, state, recipient, holder in rows:
        if duty_id not in ids:
            continue
        climbed[duty_id].append(Climbed(rung, counted, on))
        if state == Message.State.SENT and recipient == holder:
            reached.add((duty_id, counted))
    return climbed, reached


def _written(bodies: Iterable[int], on: dt.date) -> dict[int, set[str]]:
    """{body id: rungs on which the daily job wrote a letter about it on the day}, or took a step without."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Step.objects.filter(
        on=on, by_rule=True, recorded_by=ESCALATION.identifier, duty__holder_id__in=list(bodies)
    )
    for body, rung in rows.order_by().values_list("duty__holder_id", "rung").distinct():
        found[body].add(rung)
    letters = Letter.objects.filter(on=on, by_rule=True, about_id__in=list(bodies))
    for body, rung in letters.order_by().values_list("about_id", "rung").distinct():
        found[body].add(rung)
    return found
