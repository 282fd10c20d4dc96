"""How each axis of one duty moved: every value it had, oldest first, each from the row that brought it."""

import datetime as dt
from collections import defaultdict

from answerable.assurance import axes
from answerable.assurance.axes import Axis
from answerable.assurance.models import Adequacy, Closure, Recheck, Verification
from answerable.assurance.queries.axes import (
    ASSURER,
    AUTHOR,
    BODY,
    REGISTER,
    AxisValue,
    Status,
    by_assurer,
    long,
    stance_value,
    statuses,
    value_of,
)
from answerable.assurance.queries.facts import day_of
from answerable.core.calendar import today
from answerable.duties.models import Answer, AnswerPart, Claim, Duty
from answerable.duties.queries.answers import ResponseAxis, leads_of
from answerable.duties.queries.published import standing_date

_ORDER = {axis: place for place, axis in enumerate(Axis)}


def axis_history(duty: Duty, *, current: Status | None = None) -> list[AxisValue]:
    """Every dated value of every axis, oldest first; the last of each axis is what `statuses` says now.

    `current` saves reading the status again where the caller has it.
    """
    current = current or statuses([duty])[duty.pk]
    answers = _answers(duty)
    found = [
        *_response(duty, answers),
        *_stance(duty, answers),
        *_adequacy(duty),
        *_claimed(duty),
        *_verified(duty),
    ]
    last: dict[str, AxisValue] = {}
    for one in sorted(found, key=_when):
        last[one.axis] = one
    for now in current.axes:
        held = last.get(now.axis)
        if held is None or held.value != now.value:
            found.append(now)
    return sorted(found, key=_when)


def closures_of(duty: Duty) -> list[Closure]:
    """Every closure with its looks afterwards, oldest first."""
    rows = duty.closures.select_related("into", "verification").prefetch_related("rechecks")
    return list(rows.order_by("pk"))


def _when(one: AxisValue) -> tuple[dt.date, int]:
    return one.since or dt.date.max, _ORDER[one.axis]


def _answers(duty: Duty) -> list[Answer]:
    duties = [duty.pk, *leads_of([duty.pk]).values()]
    rows = Answer.objects.filter(parts__duty__in=duties).distinct()
    return list(rows.order_by("answered_on", "pk"))


def _response(duty: Duty, answers: list[Answer]) -> list[AxisValue]:
    due = standing_date(duty.due_dates.all())
    issued = duty.entry.report.issued_on or day_of(duty.recorded_at)
    found = []
    if due is not None:
        words = f"A reply was due by {long(due.due_on)}"
        found.append(value_of(Axis.RESPONSE, ResponseAxis.NOT_YET_DUE, issued, REGISTER, words))
    elif duty.kind != Duty.Kind.NONE:
        words = "A reply was expected; no date for it is known"
        found.append(value_of(Axis.RESPONSE, ResponseAxis.AWAITED, issued, REGISTER, words))
    first = min((answer.answered_on for answer in answers), default=dt.date.max)
    if due is not None and due.due_on < min(first, today()):
        words = f"The date for a reply, {long(due.due_on)}, passed"
        passed = due.due_on + dt.timedelta(days=1)
        found.append(value_of(Axis.RESPONSE, ResponseAxis.AWAITED, passed, REGISTER, words))
    for answer in answers:
        late = due is not None and answer.answered_on > due.due_on
        axis = ResponseAxis.LATE if late else ResponseAxis.RECEIVED
        words = f"Answered on {long(answer.answered_on)}"
        found.append(value_of(Axis.RESPONSE, axis, answer.answered_on, REGISTER, words))
        if answer.withdrawn_at is not None:
            on = day_of(answer.withdrawn_at)
            words = f"The answer of {long(answer.answered_on)} was withdrawn: {answer.withdrawn_why}"
            found.append(value_of(Axis.RESPONSE, ResponseAxis.AWAITED, on, BODY, words))
    return found


def _stance(duty: Duty, answers: list[Answer]) -> list[AxisValue]:
    """After each answer, what stood: a later answer to one part leaves those to the others standing."""
    parts: dict[int, list[AnswerPart]] = defaultdict(list)
    duties = [duty.pk, *leads_of([duty.pk]).values()]
    rows = AnswerPart.objects.filter(duty__in=duties, answer__in=answers).select_related("answer")
    for part in rows.order_by("pk"):
        parts[part.answer_id].append(part)
    held: dict[int, AnswerPart] = {}
    found = []
    for answer in answers:
        if answer.withdrawn_at is not None:
            continue
        held.update({part.entry_id: part for part in parts[answer.pk]})
        value = stance_value(list(held.values()))
        if value.since is not None:
            found.append(value)
    return found


def _adequacy(duty: Duty) -> list[AxisValue]:
    return [
        value_of(Axis.ADEQUACY, row.verdict, day_of(row.recorded_at), AUTHOR, row.reason)
        for row in Adequacy.objects.filter(duty=duty).order_by("pk")
    ]


def _claimed(duty: Duty) -> list[AxisValue]:
    return [
        value_of(Axis.CLAIMED, row.level, row.claimed_on, BODY, axes.CLAIMED[row.level])
        for row in Claim.objects.filter(duty=duty).order_by("pk")
    ]


def _verified(duty: Duty) -> list[AxisValue]:
    rows = Verification.objects.filter(duty=duty).select_related("from_body").order_by("pk")
    found = [
        value_of(Axis.VERIFIED, row.result, day_of(row.recorded_at), by_assurer(row), row.reason)
        for row in rows
    ]
    lapsed = Recheck.objects.filter(closure__duty=duty, outcome=Recheck.Outcome.NOT_LASTED)
    for look in lapsed.order_by("done_on", "pk"):
        found.append(value_of(Axis.VERIFIED, axes.NOT_LASTED, look.done_on, ASSURER, look.words))
    return found
