"""Whether it worked, of an expectation and body by body: claim, verdict, dates, tests, judgement, recurrence.

Read for many expectations at once, as at a day, in the same number of queries.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from answerable.assurance.queries.axes import AxisValue, claimed_and_found
from answerable.duties.models import Duty
from answerable.impact.models import EffectTest, Judgement, Measure, MeasureDate
from answerable.impact.overreach import goes_further
from answerable.impact.queries.effects import stand_together
from answerable.impact.queries.recurrence import AlarmShown, alarms
from answerable.lineage.models import Serving
from answerable.lineage.queries.dated import present, recorded, stood
from answerable.organisations.models import Organisation
from answerable.publication.effects import (
    ALL_BODIES,
    DateRecord,
    EffectRecord,
    JudgementRecord,
    MeasureRecord,
    date_record,
    effect_record,
    judgement_record,
    measure_record,
)
from answerable.publication.recurrence import AlarmRecord, alarm_record
from answerable.publication.reports import BodyRecord, body_record


@dataclass(frozen=True, slots=True)
class Said:
    """What a body says of one duty, and what others found."""

    duty: str
    entry: str
    claimed: AxisValue
    verified: AxisValue
    gap: bool
    unchecked: bool


@dataclass(frozen=True, slots=True)
class BodyImpact:
    """All that is known of whether it worked at one body, or at all of them together."""

    body: BodyRecord
    organisation: Organisation | None  # none: all together
    said: tuple[Said, ...]
    dates: tuple[DateRecord, ...]
    tests: tuple[EffectRecord, ...]  # newest first
    judgement: JudgementRecord | None
    newer: tuple[str, ...]  # tests made since the judgement
    alarms: tuple[AlarmRecord, ...]
    alone: tuple[str, ...] = ()  # tests of a change that is beyond chance only while no other measure is seen

    @property
    def known(self) -> bool:
        """Whether there is more to tell than that it was asked."""
        return bool(self.said or self.dates or self.tests or self.judgement or self.alarms)

    def date_of(self, measure: str) -> DateRecord | None:
        return next((one for one in self.dates if one.measure == measure), None)


@dataclass(frozen=True, slots=True)
class ExpectationImpact:
    """Of all bodies together, then body by body, A to Z."""

    measures: tuple[MeasureRecord, ...]  # those that ended too: their tests stand
    overall: BodyImpact
    bodies: tuple[BodyImpact, ...]
    asked_only: int  # bodies asked, of which nothing more is known

    @property
    def sum_words(self) -> str:
        """What all bodies say of their duties, and what others found, in one sentence."""
        said = [said for one in self.bodies for said in one.said]
        done = [one for one in said if one.claimed.value == "done"]
        if not done:
            return "No body says that it did this"
        less, unseen = sum(one.gap for one in done), sum(one.unchecked for one in done)
        bodies = sum(any(said.claimed.value == "done" for said in one.said) for one in self.bodies)
        seen = len(done) - less - unseen
        return (
            f"{len(done)} duties are said to be done, by {bodies} of the bodies asked. Others found {seen} "
            f"of them done and {less} less than said, and have not looked at {unseen}"
        )


@dataclass(slots=True)
class _Rows:
    """What was read, by expectation."""

    duties: dict[int, list[Duty]]
    measures: dict[int, list[Measure]]
    dates: dict[int, list[MeasureDate]]
    tests: dict[int, list[EffectTest]]
    judgements: dict[int, list[Judgement]]
    alarms: dict[int, list[AlarmShown]]


def impacts(
    expectation_ids: Iterable[int],
    on: dt.date | None = None,
    *,
    body: Organisation | None = None,
    light: bool = False,
) -> dict[int, ExpectationImpact]:
    """{expectation id: what is known}, of all bodies or of one. About twenty queries for any number; ten
    where it is `light`, without what bodies say and what others found."""
    keys = list(expectation_ids)
    rows = _read(keys, on, body)
    said = {} if light else _said({duty.pk: duty for held in rows.duties.values() for duty in held}, on)
    return {key: _of(key, rows, said, on) for key in keys}


def _said(duties: dict[int, Duty], on: dt.date | None) -> dict[int, Said]:
    known = claimed_and_found(list(duties.values()), on=on) if duties else {}
    return {
        key: Said(
            duties[key].reference,
            duties[key].entry.reference,
            status.claimed,
            status.verified,
            status.gap,
            status.unchecked,
        )
        for key, status in known.items()
        if status.claimed.since or status.verified.since
    }


def measured(on: dt.date | None = None, *, fictional: bool = False) -> list[int]:
    """Keys of expectations with a measure, be it ended since, or a judgement."""
    measures = Measure.objects.filter(recorded(on), expectation__fictional=fictional).order_by()
    judged = Judgement.objects.filter(stood(on), expectation__fictional=fictional).order_by()
    keys = measures.values_list("expectation_id", flat=True)
    return sorted(keys.union(judged.values_list("expectation_id", flat=True)))


def verdicts_of(expectation_ids: Iterable[int], on: dt.date | None = None) -> dict[int, set[str]]:
    """{expectation: every judgement that stands for it, of all bodies and of each}. One query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Judgement.objects.filter(stood(on), expectation__in=list(expectation_ids)).order_by()
    for key, verdict in rows.values_list("expectation_id", "verdict").distinct():
        found[key].add(verdict)
    return found


def measured_of(body: Organisation, on: dt.date | None = None) -> list[int]:
    """Those of them that concern this body: it was asked, or something of it was tested or judged.
    Two queries."""
    keys = measured(on, fictional=body.fictional)
    asked = Serving.objects.filter(stood(on), present(on), expectation__in=keys).filter(
        Q(entry__duties__holder=body) | Q(entry__parent__duties__holder=body)
    )
    dated = MeasureDate.objects.filter(stood(on), organisation=body)
    tested = EffectTest.objects.filter(recorded(on), organisation=body)
    judged = Judgement.objects.filter(stood(on), organisation=body)
    concern = asked.order_by().values_list("expectation_id", flat=True)
    wanted = concern.union(
        dated.order_by().values_list("measure__expectation_id", flat=True),
        tested.order_by().values_list("measure__expectation_id", flat=True),
        judged.order_by().values_list("expectation_id", flat=True),
    )
    held = set(wanted)
    return [key for key in keys if key in held]


def _read(keys: Sequence[int], on: dt.date | None, body: Organisation | None) -> _Rows:
    duties = _duties(keys, on, body)
    of_body = Q() if body is None else Q(organisation=body) | Q(organisation=None)
    rows = _Rows(duties, defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list), {})
    for measure in Measure.objects.filter(recorded(on), expectation__in=keys):
        rows.measures[measure.expectation_id].append(measure)
    dates = MeasureDate.objects.filter(stood(on), of_body, measure__expectation__in=keys)
    for date in dates.select_related("measure", "organisation"):
        rows.dates[date.measure.expectation_id].append(date)
    tests = EffectTest.objects.filter(recorded(on), of_body, measure__expectation__in=keys)
    for test in tests.select_related("measure", "organisation", "place").order_by("-pk"):
        rows.tests[test.measure.expectation_id].append(test)
    judgements = Judgement.objects.filter(stood(on), of_body, expectation__in=keys)
    for row in judgements.select_related("organisation", "from_body").prefetch_related("tests"):
        rows.judgements[row.expectation_id].append(row)
    rows.alarms = _alarms(duties, on)
    return rows


def _duties(keys: Sequence[int], on: dt.date | None, body: Organisation | None) -> dict[int, list[Duty]]:
    """{expectation: duties on the entries that ask it, or on those whose parts do}."""
    served: dict[int, set[int]] = defaultdict(set)
    servings = Serving.objects.filter(stood(on), present(on), expectation__in=keys).order_by()
    for key, entry, parent in servings.values_list("expectation_id", "entry_id", "entry__parent_id"):
        served[parent or entry].add(key)
    duties = Duty.objects.filter(entry__in=list(served), entry__withdrawn_at__isnull=True)
    if body is not None:
        duties = duties.filter(holder=body)
    found: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties.select_related("entry", "holder").order_by("pk"):
        for key in served[duty.entry_id]:
            found[key].append(duty)
    return found


def _alarms(duties: dict[int, list[Duty]], on: dt.date | None) -> dict[int, list[AlarmShown]]:
    """The latest first, but for those of which somebody found that they are no such thing."""
    keys = {duty.pk for held in duties.values() for duty in held}
    found = [one for one in alarms(duties=keys, on=on) if one.stands] if keys else []
    of = {key: {duty.pk for duty in held} for key, held in duties.items()}
    return {key: [one for one in found if one.alarm.duty_id in held] for key, held in of.items()}


def _of(key: int, rows: _Rows, said: dict[int, Said], on: dt.date | None) -> ExpectationImpact:
    duties = rows.duties.get(key, [])
    bodies: dict[int, Organisation] = {duty.holder_id: duty.holder for duty in duties}
    named = [one.organisation for one in rows.dates[key]]
    named += [one.organisation for one in rows.tests[key]]
    named += [one.organisation for one in rows.judgements[key]]
    bodies |= {one.pk: one for one in named if one is not None}
    for alarm in rows.alarms.get(key, []):
        bodies.setdefault(alarm.alarm.duty.holder_id, alarm.alarm.duty.holder)
    found = [_body(key, body, rows, said) for body in bodies.values()]
    known = [one for one in found if one.known]
    return ExpectationImpact(
        measures=tuple(measure_record(one, on) for one in rows.measures[key]),
        overall=_body(key, None, rows, said),
        bodies=tuple(sorted(known, key=lambda one: (one.body.name, one.body.reference))),
        asked_only=len(found) - len(known),
    )


def _body(key: int, body: Organisation | None, rows: _Rows, said: dict[int, Said]) -> BodyImpact:
    pk = body.pk if body else None
    tests = [one for one in rows.tests[key] if one.organisation_id == pk]
    judged = next((one for one in rows.judgements[key] if one.organisation_id == pk), None)
    stands = stand_together(tests)
    return BodyImpact(
        body=body_record(body) if body else ALL_BODIES,
        organisation=body,
        said=tuple(
            said[duty.pk]
            for duty in rows.duties.get(key, [])
            if body is not None and duty.holder_id == pk and duty.pk in said
        ),
        dates=tuple(
            date_record(one.measure, one) for one in rows.dates[key] if one.organisation_id == pk
        ),
        tests=tuple(effect_record(one) for one in tests),
        judgement=_judgement(judged, tests) if judged else None,
        newer=tuple(
            one.reference for one in tests if judged and one.recorded_at > judged.recorded_at
        ),
        alarms=tuple(
            alarm_record(one)
            for one in rows.alarms.get(key, [])
            if pk is None or one.alarm.duty.holder_id == pk
        ),
        alone=tuple(one.reference for one in tests if not stands.get(one.pk, True)),
    )  # fmt: skip


def _judgement(judged: Judgement, tests: Sequence[EffectTest]) -> JudgementRecord:
    chosen = list(judged.tests.all())
    seen = [one for one in tests if one.recorded_at <= judged.recorded_at]
    taken = {one.pk for one in chosen}
    left = [one for one in latest(seen) if one.pk not in taken]
    return judgement_record(judged, chosen, goes_further(judged.verdict, judged.confidence, chosen, left))


def latest(tests: Sequence[EffectTest]) -> list[EffectTest]:
    """Of each measure and method the newest. `tests` come newest first."""
    found: dict[tuple[int, str, int | None], EffectTest] = {}
    for one in tests:
        found.setdefault((one.measure_id, one.method, one.place_id), one)
    return list(found.values())
