"""The sixth axis of a duty: whether it worked (domain.md 5), from what is measured, judged and rung for.

What a person judged goes before what a test says, and a test before a plan to measure. The same concern
again after a closure goes before all of them, until a person has judged with that in view. What only a
program takes for the same moves no axis.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.expressions import BaseExpression

from answerable.assurance import axes
from answerable.assurance.axes import Axis
from answerable.assurance.queries.axes import (
    ASSURER,
    REGISTER,
    AxisValue,
    Status,
    not_measured,
    statuses,
    value_of,
)
from answerable.assurance.queries.facts import day_of
from answerable.core.calendar import end_of_day
from answerable.duties.models import Duty
from answerable.duties.queries.answers import having
from answerable.impact.models import Alarm, EffectTest, Judgement, Measure
from answerable.impact.queries.recurrence import AlarmShown, alarms
from answerable.lineage.models import Serving
from answerable.lineage.queries.dated import recorded, stood

PERSON = "somebody who judged it on what was known"
AGREED, NO_SIGNAL, IMPROVED, WORSE, REPEATED = (
    "measure_agreed",
    "no_signal",
    "improvement",
    "deterioration",
    "repeat_concern",
)
_JUDGED = {
    Judgement.Verdict.BETTER: IMPROVED,
    Judgement.Verdict.NO_CHANGE: NO_SIGNAL,
    Judgement.Verdict.WORSE: WORSE,
}
_TESTED = {
    EffectTest.Outcome.BETTER: IMPROVED,
    EffectTest.Outcome.NO_CHANGE: NO_SIGNAL,
    EffectTest.Outcome.WORSE: WORSE,
}


def statuses_with_impact(
    duties: Sequence[Duty], *, on: dt.date | None = None, rung: Sequence[AlarmShown] | None = None
) -> dict[int, Status]:
    """As `assurance.queries.statuses`, with what this room says of the sixth axis.

    `rung` saves asking for the alarms on these duties again, where the caller has all of them.
    """
    return statuses(duties, on=on, impacts=impact_values(duties, on, rung))


def impact_values(
    duties: Sequence[Duty], on: dt.date | None = None, rung: Sequence[AlarmShown] | None = None
) -> dict[int, AxisValue]:
    """{duty id: whether it worked}. Two queries where nothing is measured or rung for; at most eight."""
    return {key: found[-1] for key, found in impact_histories(duties, on, rung).items()}


def impact_history(duty: Duty, on: dt.date | None = None) -> list[AxisValue]:
    """Every value that the axis had, oldest first; the last is what it says now."""
    return impact_histories([duty], on=on)[duty.pk]


def impact_histories(
    duties: Sequence[Duty], on: dt.date | None = None, rung: Sequence[AlarmShown] | None = None
) -> dict[int, list[AxisValue]]:
    """{duty id: every value that the axis had by the day}."""
    unmeasured = not_measured()
    found: dict[int, list[AxisValue]] = {duty.pk: [unmeasured] for duty in duties}
    repeats: dict[int, list[AxisValue]] = defaultdict(list)
    for one in _rung(duties, on) if rung is None else rung:
        if one.alarm.closure_id is not None and one.sure:
            repeats[one.alarm.duty_id].append(_repeated(one))
    may_be_measured = [duty for duty in duties if getattr(duty, "has_measured", True)]
    serving = _serving(may_be_measured, on) if may_be_measured else {}
    measured = _measured({one for held in serving.values() for one in held}, on) if serving else {}
    for duty in duties:
        if duty.pk not in serving and duty.pk not in repeats:
            continue
        rows = [value for one in serving.get(duty.pk, ()) for value in measured.get(one, ())]
        mine = [value for body, value in rows if body in (None, duty.holder_id, duty.organisation_id)]
        found[duty.pk] += _in_order(mine, repeats.get(duty.pk, ()))
    return found


def _rung(duties: Sequence[Duty], on: dt.date | None) -> list[AlarmShown]:
    may_ring = having(duties, "has_alarms")
    if may_ring and Alarm.objects.filter(duty__in=may_ring, closure__isnull=False).exists():
        return alarms(duties=may_ring, on=on)
    return []


# How sure each kind of row is, the weakest first; a stronger one is not undone by a weaker that comes later.
_STRENGTH = {AGREED: 0, "test": 1, "judgement": 2, "judgement of the body": 3, REPEATED: 3}
_Row = tuple[str, AxisValue]


def _in_order(rows: Iterable[_Row], repeats: Iterable[AxisValue]) -> list[AxisValue]:
    """The values in the order of their days, each as it moved the axis."""
    every = sorted(
        [*rows, *((REPEATED, one) for one in repeats)], key=lambda row: (row[1].since, _STRENGTH[row[0]])
    )
    moved: list[AxisValue] = []
    strength = -1
    for kind, value in every:
        if _STRENGTH[kind] >= strength:
            strength = _STRENGTH[kind]
            moved.append(value)
    return moved


def _repeated(one: AlarmShown) -> AxisValue:
    looked = one.looked
    since = day_of(looked.recorded_at) if looked else one.alarm.again_on
    words = f"It was closed as done, and {one.alarm.entry.report.title} asks the same again"
    if looked:
        words += f". Somebody who looked found: {looked.get_outcome_display()}"
    return value_of(Axis.IMPACT, REPEATED, since, ASSURER if looked else REGISTER, words)


def what_is_measured() -> dict[str, BaseExpression]:
    """An annotation that says of a duty whether anything is measured or judged of what it serves at all.

    Of the entry and of its parts each by itself: asked with one "or", every link is read for each duty.
    """
    of = {"expectation": OuterRef("expectation")}
    serving = Serving.objects.filter(
        Exists(Measure.objects.filter(**of)) | Exists(Judgement.objects.filter(**of))
    )
    whole = Exists(serving.filter(entry=OuterRef("entry_id")))
    part = Exists(serving.filter(entry__parent=OuterRef("entry_id")))
    return {"has_measured": ExpressionWrapper(Q(whole) | Q(part), output_field=BooleanField())}


def _serving(duties: Sequence[Duty], on: dt.date | None) -> dict[int, set[int]]:
    """{duty: expectations that its entry, or a part of it, serves and of which something is measured}."""
    by_entry: dict[int, list[int]] = defaultdict(list)
    for duty in duties:
        by_entry[duty.entry_id].append(duty.pk)
    of = {"expectation": OuterRef("expectation")}
    rows = Serving.objects.filter(
        stood(on),
        Exists(Measure.objects.filter(**of)) | Exists(Judgement.objects.filter(**of)),
        Q(entry__in=list(by_entry)) | Q(entry__parent__in=list(by_entry)),
    ).order_by("pk")
    found: dict[int, set[int]] = defaultdict(set)
    for entry, parent, expectation in rows.values_list("entry_id", "entry__parent_id", "expectation_id"):
        for duty_id in (*by_entry.get(entry, ()), *(by_entry.get(parent, ()) if parent else ())):
            found[duty_id].add(expectation)
    return found


def _measured(expectations: Iterable[int], on: dt.date | None) -> Mapping[int, list[tuple[int | None, _Row]]]:
    """{expectation: (the body it is of or None, the row)} of measures, tests and judgements."""
    keys = list(expectations)
    found: dict[int, list[tuple[int | None, _Row]]] = defaultdict(list)
    limit = None if on is None else end_of_day(on)
    fields = ("outcome", "recorded_at", "words", "organisation_id")
    rows = Measure.objects.filter(recorded(on), expectation__in=keys).order_by("pk", "tests__pk")
    agreed: set[int] = set()
    for pk, of, tied, ended, outcome, at, said, body in rows.values_list(
        *("pk", "expectation_id", "recorded_at", "ended_at"), *(f"tests__{name}" for name in fields)
    ):
        if ended is not None and (limit is None or ended < limit):
            continue
        if pk not in agreed:
            agreed.add(pk)
            words = "What would show whether it worked is agreed; nothing could be told from it yet"
            row = value_of(Axis.IMPACT, AGREED, day_of(tied), REGISTER, words)
            found[of].append((None, (AGREED, row)))
        if at is not None and (limit is None or at < limit):
            value = _TESTED.get(EffectTest.Outcome(outcome), AGREED)
            row = value_of(Axis.IMPACT, value, day_of(at), REGISTER, said)
            found[of].append((body, ("test", row)))
    for judged in Judgement.objects.filter(recorded(on), expectation__in=keys).order_by("pk"):
        value = _JUDGED.get(Judgement.Verdict(judged.verdict), axes.NOT_MEASURABLE)
        row = value_of(Axis.IMPACT, value, day_of(judged.recorded_at), PERSON, judged.words)
        kind = "judgement of the body" if judged.organisation_id else "judgement"
        found[judged.expectation_id].append((judged.organisation_id, (kind, row)))
    return found
