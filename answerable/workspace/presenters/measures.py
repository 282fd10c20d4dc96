"""One measure: its reasons, when bodies acted, its tests, and what a test would be before it runs."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.impact.effects.finding import EffectRefusedError, Outcome
from answerable.impact.effects.looks import share
from answerable.impact.effects.points import FEWEST_AFTER, FEWEST_BEFORE, Points, points_of
from answerable.impact.models import EffectTest, Measure, MeasureDate
from answerable.impact.queries.changes import changes_of
from answerable.impact.queries.effects import ProposedDate, dates_of, proposed_dates, tests_of
from answerable.impact.queries.places import whole_of
from answerable.impact.queries.series import series, series_of_place
from answerable.impact.queries.untreated import untreated_series
from answerable.impact.series.model import Series
from answerable.impact.series.steps import Step
from answerable.organisations.models import Organisation
from answerable.publication.effects import MeasureRecord, effect_record, measure_record
from answerable.website.formats import counted, long_date
from answerable.website.presenters.effect_words import change_words, model_rows, percent
from answerable.workspace.presenters.measuring import HERE
from answerable.workspace.security import ROOT

MODELS = {
    EffectTest.Method.SPC: (
        "An XmR chart whose limits rest on the figures before the action; the figures after it are held "
        "against them by the four rules.",
        "Terms: the mean before, the limits, the mean after. Checks: whether figures follow one another, "
        "which makes limits too narrow; how many points there are on either side.",
    ),
    EffectTest.Method.ITS: (
        "A regression of the figures on time: level and drift before, and how both changed after. "
        "It allows for figures that follow those before them, and for the time of year where it can.",
        "Terms: level, drift, change of both. Checks: how strongly figures hang together; Durbin-Watson and "
        "Ljung-Box on what is left; the least change that would be found four times in five.",
    ),
    EffectTest.Method.CONTROLLED: (
        "The change at this body against the change, over the same time, at bodies that had not acted.",
        "Terms: change here, change there, their difference. Checks: whether both ran alike before; how many "
        "bodies there are to compare with.",
    ),
}


@dataclass(frozen=True, slots=True)
class DateRow:
    """A body, the day recorded, and the one that its claim gives."""

    name: str
    body: str  # its reference; blank for the whole country
    recorded: MeasureDate | None
    proposed: ProposedDate | None


@dataclass(frozen=True, slots=True)
class TestRow:
    reference: str
    whose: str
    method: str
    outcome: str
    found: str
    look: int
    made: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    measure: Measure
    record: MeasureRecord
    title: str
    expectation: str
    back: str
    href: str
    reasons: tuple[tuple[str, str], ...]
    dates: tuple[DateRow, ...]
    tests: tuple[TestRow, ...]
    may_test: tuple[tuple[str, str], ...]  # (reference of the body, name); blank for the whole country


@dataclass(frozen=True, slots=True)
class Before:
    """What a test would be, before it is run."""

    whose: str
    body: str
    method: str
    method_words: str
    model: str
    checks: str
    acted: str
    counted_from: str
    points: str
    refused: str
    warnings: tuple[str, ...]
    looks: str
    terms: tuple[tuple[str, str], ...]


def measure_page(measure: Measure) -> MeasurePage:
    record = measure_record(measure)
    reference = measure.expectation.reference
    rows = _date_rows(measure)
    return MeasurePage(
        measure=measure,
        record=record,
        title=f"{record.title}{f' ({record.split})' if record.split else ''}",
        expectation=reference,
        back=f"{HERE}/{reference}",
        href=f"{ROOT}/measures/{record.reference}",
        reasons=model_rows(record),
        dates=rows,
        tests=tuple(_test_row(one) for one in tests_of(measure)),
        may_test=tuple((row.body, row.name) for row in rows if row.recorded),
    )


def before_test(measure: Measure, body: Organisation | None, method: str) -> Before:
    """For a method that is one."""
    date = next(
        (one for one in dates_of(measure) if one.organisation_id in (body.pk if body else None, None)), None
    )
    own = [one for one in dates_of(measure) if body and one.organisation_id == body.pk]
    date = own[0] if own else date
    held = _held(measure, body)
    points, refused = _points(held, measure, body, date)
    spent, earlier = looks_spent(measure, body)
    alpha = share(spent + 1, measure.looks_planned)
    model, checks = MODELS[EffectTest.Method(method)]
    return Before(
        whose=body.name if body else "England",
        body=body.reference if body else "",
        method=method,
        method_words=str(EffectTest.Method(method).label),
        model=model,
        checks=checks,
        acted=f"{long_date(date.on)}. {date.basis}" if date else "",
        counted_from=long_date(points.counted_from) if points else "",
        points=_points_words(points),
        refused=refused,
        warnings=tuple(_warnings(measure, body, method, points, spent, earlier)),
        looks=(
            f"{counted(spent, 'look')} of {measure.looks_planned} planned {'is' if spent == 1 else 'are'} "
            f"spent. This would be look {spent + 1}, with {percent(alpha, 2)} of the 5%; an interval at "
            f"{percent(1 - alpha, 2)}."
        ),
        terms=(
            ("Least change that matters", change_words(-measure.importance).removesuffix(" lower")),
            ("Direction", str(measure.get_better_display())),
        ),
    )


def looks_spent(measure: Measure, body: Organisation | None) -> tuple[int, list[EffectTest]]:
    """(how many looks by any method showed something, the tests that were made)."""
    made = tests_of(measure, body)
    return sum(one.outcome != Outcome.TOO_EARLY.value for one in made), made


def _held(measure: Measure, body: Organisation | None) -> Series:
    if body is not None:
        return series(measure.indicator, body, measure.split)
    places = whole_of(measure.indicator)
    if not places:
        return Series(measure.indicator, "", (), Step(), ())
    return series_of_place(measure.indicator, places[0], measure.split)


def _points(
    held: Series, measure: Measure, body: Organisation | None, date: MeasureDate | None
) -> tuple[Points | None, str]:
    if date is None:
        return None, "No day is recorded on which the action began: record it first."
    if not held.readings:
        return None, "No figures are held, so there is nothing to test."
    changes = changes_of(measure.indicator, body)
    try:
        return points_of(held, date.on, measure.lag_months, changes), ""
    except EffectRefusedError as error:
        return None, str(error)


def _points_words(points: Points | None) -> str:
    if points is None:
        return ""
    return (
        f"{counted(points.before, 'figure')} before (of {FEWEST_BEFORE} or more), {len(points.spike):,} from "
        f"just before left out, {points.after:,} after (of {FEWEST_AFTER} or more)"
    )


def _warnings(
    measure: Measure,
    body: Organisation | None,
    method: str,
    points: Points | None,
    spent: int,
    earlier: list[EffectTest],
) -> list[str]:
    said = list(points.limits) if points else []
    if points is not None and points.after < FEWEST_AFTER:
        said.append("Too few figures lie after the action: the answer would be “not measurable yet”.")
    if spent >= measure.looks_planned:
        said.append("All planned looks are spent: what is left for this one is very little.")
    if earlier and points is not None and earlier[0].data_until == points.until:
        said.append(
            f"No figures have come since {earlier[0].reference}. The same look again gives the same test; "
            "another method at the same figures is one more look."
        )
    if method == EffectTest.Method.CONTROLLED and measure.comparator != Measure.Comparator.UNTREATED:
        said.append(
            "It was not said beforehand that it is compared with bodies that had not acted: the test will be "
            "refused. Tie a measure that says so."
        )
    elif method == EffectTest.Method.CONTROLLED:
        found = len(untreated_series(measure, body, today()).bodies)
        said.append(f"{counted(found, 'body', 'bodies')} with figures had not acted, to compare with.")
    return said


def _date_rows(measure: Measure) -> tuple[DateRow, ...]:
    recorded = {one.organisation_id: one for one in dates_of(measure)}
    proposed = {one.organisation.pk: one for one in proposed_dates(measure)}
    bodies: dict[int, Organisation] = {one.organisation.pk: one.organisation for one in proposed.values()}
    bodies |= {one.organisation.pk: one.organisation for one in recorded.values() if one.organisation}
    ordered = sorted(bodies.values(), key=lambda body: (body.name, body.pk))
    rows = [DateRow(one.name, one.reference, recorded.get(one.pk), proposed.get(one.pk)) for one in ordered]
    return (DateRow("England, or all bodies together", "", recorded.get(None), None), *rows)


def _test_row(one: EffectTest) -> TestRow:
    record = effect_record(one)
    return TestRow(
        reference=record.reference,
        whose=record.body.name if record.body.reference else record.place or "England",
        method=record.method_words,
        outcome=record.outcome_words,
        found=change_words(record.estimate) if record.estimate is not None else "",
        look=record.look,
        made=long_date(record.tested_on),
    )


def day_typed(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written.strip())
    except ValueError:
        return None
