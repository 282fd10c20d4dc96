"""Measures, tests of effect and judgements in one shape for pages, JSON and CSV: public fields only."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from answerable.core.calendar import LONDON
from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import EffectTest, Judgement, Measure, MeasureDate
from answerable.publication.reports import BodyRecord, body_record
from answerable.publication.standing import plain_values

ALL_BODIES = BodyRecord("", "All bodies together", "", "")


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """An indicator tied to an expectation, with the reasons given before anybody looked."""

    reference: str
    indicator: str
    title: str
    split: str
    unit: str
    better: str
    mechanism: str
    lag_months: int
    lag_why: str
    comparator: str
    comparator_why: str
    confounders: tuple[str, ...]
    balancing: tuple[str, ...]  # titles
    importance: float
    importance_why: str
    looks_planned: int
    caveats: tuple[str, ...]
    tied_on: dt.date
    ended_on: dt.date | None
    ended_why: str


@dataclass(frozen=True, slots=True)
class DateRecord:
    """When the action of a body began to count, and how that is known."""

    measure: str
    body: BodyRecord
    on: dt.date
    basis: str


@dataclass(frozen=True, slots=True)
class EffectRecord:
    """One look at whether figures moved."""

    reference: str
    measure: str
    indicator: str
    title: str
    body: BodyRecord
    place: str
    method: str
    method_words: str
    from_on: dt.date
    counted_from: dt.date
    data_until: dt.date | None
    as_at: dt.date
    points_before: int
    points_after: int
    look: int
    looks_planned: int
    alpha: float
    outcome: str
    outcome_words: str
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    words: str
    digest: str
    tested_on: dt.date
    details: Mapping[str, object]  # the model, its terms and its checks


@dataclass(frozen=True, slots=True)
class JudgementRecord:
    """What a person judges of the impact, and on which tests."""

    reference: str
    body: BodyRecord
    verdict: str
    verdict_words: str
    confidence: str
    words: str
    tests: tuple[str, ...]
    further: tuple[str, ...]  # where it says more than its tests
    from_body: str
    judged_on: dt.date


def defined(code: str) -> Indicator | None:
    """The definition, unless it is no longer shipped."""
    return shipped().get(code)


def title_of(code: str) -> str:
    found = defined(code)
    return found.title if found else code


def measure_record(measure: Measure, on: dt.date | None = None) -> MeasureRecord:
    found = defined(measure.indicator)
    ended = _day(measure.ended_at) if measure.ended_at else None
    if ended and on and ended > on:
        ended = None
    return MeasureRecord(
        reference=measure.reference,
        indicator=measure.indicator,
        title=title_of(measure.indicator),
        split=measure.split,
        unit=found.unit if found else "",
        better=measure.better,
        mechanism=measure.mechanism,
        lag_months=measure.lag_months,
        lag_why=measure.lag_why,
        comparator=str(measure.get_comparator_display()),
        comparator_why=measure.comparator_why,
        confounders=tuple(line.strip() for line in measure.confounders.splitlines() if line.strip()),
        balancing=tuple(title_of(code) for code in measure.balancing),
        importance=measure.importance,
        importance_why=measure.importance_why,
        looks_planned=measure.looks_planned,
        caveats=found.caveats if found else (),
        tied_on=_day(measure.recorded_at),
        ended_on=ended,
        ended_why=measure.ended_why if ended else "",
    )


def date_record(measure: Measure, row: MeasureDate) -> DateRecord:
    body = body_record(row.organisation) if row.organisation else ALL_BODIES
    return DateRecord(measure.reference, body, row.on, row.basis)


def effect_record(test: EffectTest) -> EffectRecord:
    """Of a test with its measure, organisation and place loaded."""
    measure = test.measure
    return EffectRecord(
        reference=test.reference,
        measure=measure.reference,
        indicator=measure.indicator,
        title=title_of(measure.indicator),
        body=body_record(test.organisation) if test.organisation else ALL_BODIES,
        place=str(test.place) if test.place else "",
        method=test.method,
        method_words=str(test.get_method_display()),
        from_on=test.from_on,
        counted_from=test.counted_from,
        data_until=test.data_until,
        as_at=test.as_at,
        points_before=test.points_before,
        points_after=test.points_after,
        look=test.look,
        looks_planned=measure.looks_planned,
        alpha=test.alpha,
        outcome=test.outcome,
        outcome_words=str(test.get_outcome_display()),
        estimate=test.estimate,
        low=test.low,
        high=test.high,
        p=test.p,
        words=test.words,
        digest=test.digest,
        tested_on=_day(test.recorded_at),
        details=test.details,
    )


def judgement_record(
    judgement: Judgement, tests: Sequence[EffectTest], further: Sequence[str]
) -> JudgementRecord:
    """`tests` are those that it rests on; `further` is what it says more than they do."""
    return JudgementRecord(
        reference=judgement.reference,
        body=body_record(judgement.organisation) if judgement.organisation else ALL_BODIES,
        verdict=judgement.verdict,
        verdict_words=str(judgement.get_verdict_display()),
        confidence=str(judgement.get_confidence_display()),
        words=judgement.words,
        tests=tuple(test.reference for test in tests),
        further=tuple(further),
        from_body=judgement.from_body.name if judgement.from_body else "",
        judged_on=_day(judgement.recorded_at),
    )


EFFECT_COLUMNS = (
    "test",
    "measure",
    "indicator",
    "organisation",
    "organisation_name",
    "place",
    "method",
    "action_on",
    "counted_from",
    "figures_until",
    "as_at",
    "points_before",
    "points_after",
    "look",
    "looks_planned",
    "alpha",
    "outcome",
    "estimate",
    "low",
    "high",
    "p",
    "words",
    "digest",
    "tested_on",
)


def effect_row(one: EffectRecord) -> tuple[object, ...]:
    return (
        one.reference,
        one.measure,
        one.indicator,
        one.body.reference,
        one.body.name,
        one.place,
        one.method,
        one.from_on,
        one.counted_from,
        one.data_until,
        one.as_at,
        one.points_before,
        one.points_after,
        one.look,
        one.looks_planned,
        one.alpha,
        one.outcome,
        one.estimate,
        one.low,
        one.high,
        one.p,
        one.words,
        one.digest,
        one.tested_on,
    )


def plain(record: MeasureRecord | DateRecord | EffectRecord | JudgementRecord) -> object:
    """For JSON."""
    return plain_values(asdict(record))


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(LONDON).date()
