"""A look at whether the figures moved. Each is added, and every look that showed something counts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.core.references import free_reference
from answerable.impact.effects.digest import digest_of
from answerable.impact.effects.finding import VERSION, EffectRefusedError, Finding, Outcome
from answerable.impact.effects.looks import share
from answerable.impact.effects.methods import run
from answerable.impact.models import EffectTest, Measure, MeasureDate, Place
from answerable.impact.operations.checking import key_of, lock
from answerable.impact.operations.errors import EffectError
from answerable.impact.queries.changes import changes_of
from answerable.impact.queries.effects import dates_of
from answerable.impact.queries.series import places_of, series, series_of_place
from answerable.impact.queries.untreated import Untreated, untreated_series
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation

_TRIES = 3


def run_test(
    *,
    by: Actor,
    measure: Measure,
    organisation: Organisation | None,
    place: Place | None = None,
    method: str,
    as_at: dt.date | None = None,
) -> EffectTest:
    """One look by one method (spc, its or controlled) at a body, a place, or England where neither is given.

    A look by the same method at figures that were seen before is the earlier test again, and costs nothing.
    Raises EffectError: no date of action, no figures, figures that can't be tested, nobody to compare with.
    """
    by.require("EFFECT_TEST")
    if method not in EffectTest.Method.values:
        raise EffectError("Say how it is to be tested.")
    if measure.ended_at is not None:
        raise EffectError(f"{measure.reference} has ended: its earlier tests stay, and none is added.")
    day = as_at or today()
    if day > today():
        raise EffectError(f"{day:%-d %B %Y} is still to come.")
    date = _date(measure, organisation, day)
    held, place = _held(measure, organisation, place, day)
    others = Untreated((), ())
    if method == EffectTest.Method.CONTROLLED:
        others = _others(measure, organisation, day)
    changes = changes_of(measure.indicator, organisation)
    digest = digest_of(method, date.on, measure.lag_months, held, others.series)
    for _ in range(_TRIES):
        look = _look(measure, organisation, place, digest, method)
        if isinstance(look, EffectTest):
            return look
        try:
            finding = run(
                method,
                held,
                others.series,
                at=date.on,
                lag=measure.lag_months,
                better=Better(measure.better),
                importance=measure.importance,
                alpha=share(look, measure.looks_planned),
                changes=changes,
            )
        except EffectRefusedError as error:
            raise EffectError(str(error)) from error
        finding = replace(finding, details={**finding.details, "notes": list(held.notes)})
        made = record_test(
            by=by,
            measure=measure,
            organisation=organisation,
            place=place,
            date=date,
            as_at=day,
            look=look,
            finding=finding,
            digest=digest,
            compared=others.bodies,
        )
        if made is not None:
            return made
    raise EffectError("Others are testing this measure at the same time: try again in a moment.")


@operation("EFFECT_TEST")
def record_test(
    log: Log,
    *,
    by: Actor,
    measure: Measure,
    organisation: Organisation | None,
    place: Place | None,
    date: MeasureDate,
    as_at: dt.date,
    look: int,
    finding: Finding,
    digest: str,
    compared: Sequence[Organisation] = (),
) -> EffectTest | None:
    """Keeps what was found; None where somebody else looked meanwhile, so that the share no longer holds."""
    held = lock(measure)
    if _look(held, organisation, place, digest, finding.method) != look:
        log.unchanged()
        return None
    test = EffectTest.objects.create(
        reference=free_reference(
            "T",
            key_of(by, held.reference, organisation.reference if organisation else "", finding.method, look),
            lambda taken: EffectTest.objects.filter(reference=taken).exists(),
        ),
        measure=held,
        organisation=organisation,
        place=place,
        method=finding.method,
        version=VERSION,
        from_on=date.on,
        counted_from=finding.counted_from,
        data_until=finding.until,
        as_at=as_at,
        points_before=finding.before,
        points_after=finding.after,
        look=look,
        alpha=finding.alpha,
        outcome=finding.outcome.value,
        estimate=finding.estimate,
        low=finding.low,
        high=finding.high,
        p=finding.p,
        words=finding.words,
        details={**finding.details, "compared_with": [body.reference for body in compared]},
        digest=digest,
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    log.event(
        "effect.tested",
        test.reference,
        {
            "measure": held.reference,
            "organisation": organisation.reference if organisation else None,
            "method": finding.method,
            "look": look,
            "outcome": finding.outcome.value,
            "digest": digest,
        },
    )
    return test


def _date(measure: Measure, organisation: Organisation | None, day: dt.date) -> MeasureDate:
    """The body's own date, or that of the whole country."""
    dates = dates_of(measure, None if day == today() else day)
    own = [one for one in dates if organisation is not None and one.organisation_id == organisation.pk]
    found = own or [one for one in dates if one.organisation_id is None]
    if not found:
        raise EffectError("No date is recorded on which the action began: record it first.")
    return found[0]


def _others(measure: Measure, organisation: Organisation | None, day: dt.date) -> Untreated:
    if organisation is None:
        raise EffectError("A whole country has no others that had not acted: test it against its own past.")
    if measure.comparator != Measure.Comparator.UNTREATED:
        said = str(measure.get_comparator_display())
        raise EffectError(
            f"What it is compared with was said beforehand ({said}), and that is not bodies that had not "
            "acted. Choosing them afterwards would choose the answer."
        )
    return untreated_series(measure, organisation, day)


def _held(
    measure: Measure, organisation: Organisation | None, place: Place | None, day: dt.date
) -> tuple[Series, Place | None]:
    on = None if day == today() else day
    if organisation is not None:
        found = series(measure.indicator, organisation, measure.split, on)
    else:
        if place is None:
            place = next(iter(places_of(measure.indicator, "england", "uk")), None)
        if place is None:
            raise EffectError(f"No figures for England are held of {measure.indicator}: name a body.")
        found = series_of_place(measure.indicator, place, measure.split, on)
    if not found.readings:
        raise EffectError(f"No figures of {measure.indicator} are held for it, so there is nothing to test.")
    return found, place


def _look(
    measure: Measure, organisation: Organisation | None, place: Place | None, digest: str, method: str
) -> int | EffectTest:
    """The number of this look, or the test that was made of the same figures by the same method.

    Looks by any method count, but those that came too early to show anything.
    """
    earlier = EffectTest.objects.filter(measure=measure, organisation=organisation, place=place)
    same = earlier.filter(digest=digest, method=method).order_by("-pk").first()
    if same is not None:
        return same
    return 1 + earlier.exclude(outcome=Outcome.TOO_EARLY.value).count()
