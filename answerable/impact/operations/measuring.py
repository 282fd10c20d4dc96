"""An indicator is tied to an expectation, beforehand and with reasons; and when each body's action began."""

import datetime as dt
import math
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.core.references import free_reference
from answerable.duties.models import Claim, Duty
from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import Measure, MeasureDate
from answerable.impact.operations.checking import SHORT, key_of, live, lock, said
from answerable.impact.operations.errors import EffectError
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation, Serving
from answerable.organisations.models import Organisation

LONGEST_LAG = 60  # months
MOST_LOOKS = 20


@operation("IMPACT_MEASURE")
def tie_measure(
    log: Log,
    *,
    by: Actor,
    expectation: Expectation,
    indicator: str,
    mechanism: str,
    lag_months: int,
    lag_why: str,
    comparator: str,
    comparator_why: str,
    importance: float,
    importance_why: str,
    split: str = "",
    confounders: str = "",
    balancing: Sequence[str] = (),
    looks_planned: int = 5,
    better: str | None = None,
) -> Measure:
    """Says beforehand by which figure one will tell whether the expectation's actions worked, and why.

    `confounders` are one a line; `better` is that of the indicator where none is given. Raises EffectError:
    no such indicator, one that can't be tested, no reason given, out of bounds, tied already.
    """
    # Held, so that it is not merged or retired while a figure is tied to it.
    live(Expectation.objects.select_for_update().get(pk=expectation.pk))
    found = _testable(indicator)
    unknown = [code for code in balancing if code not in shipped()]
    if unknown:
        raise EffectError(f"There is no indicator {unknown[0]!r} to balance it by.")
    _within(lag_months, importance, looks_planned)
    if comparator not in Measure.Comparator.values:
        raise EffectError("Say against whom it is compared, or that it is against nobody.")
    direction = better or found.better.value
    if direction not in ("up", "down", "neutral"):
        raise EffectError("Say which direction is better: up, down, or neither.")
    fields = {
        "mechanism": said(mechanism, "Say how doing what is asked should move the figure, step by step."),
        "lag_why": said(lag_why, "Say why the figure should move after that many months.", longest=SHORT),
        "comparator_why": said(comparator_why, "Say why that comparison is fair.", longest=SHORT),
        "importance_why": said(importance_why, "Say why a smaller change would not matter.", longest=SHORT),
        "confounders": said(confounders, "", longest=SHORT * 4) if confounders.strip() else "",
    }
    try:
        with transaction.atomic():
            measure = Measure.objects.create(
                reference=free_reference(
                    "F",
                    key_of(by, expectation.reference, indicator, split),
                    lambda taken: Measure.objects.filter(reference=taken).exists(),
                ),
                expectation=expectation,
                indicator=indicator,
                split=" ".join(split.split()),
                better=direction,
                lag_months=lag_months,
                comparator=comparator,
                balancing=list(dict.fromkeys(balancing)),
                importance=importance,
                looks_planned=looks_planned,
                recorded_by=by.identifier,
                recorded_at=now(),
                **fields,
            )
    except IntegrityError as error:
        raise EffectError(
            f"{indicator} is tied to {expectation.reference} already: end that first."
        ) from error
    log.event(
        "measure.tied",
        measure.reference,
        {
            "expectation": expectation.reference,
            "indicator": indicator,
            "split": measure.split,
            "better": direction,
            "lag_months": lag_months,
            "comparator": comparator,
            "importance": str(importance),
            "looks_planned": looks_planned,
        },
    )
    return measure


@operation("IMPACT_MEASURE")
def end_measure(log: Log, *, by: Actor, measure: Measure, why: str) -> Measure:
    """The measure is used no longer; its tests stay. Raises EffectError: no reason, ended already."""
    held = lock(measure)
    held.ended_why = said(why, "Say why this measure ends: the public reads it.", longest=SHORT)
    held.ended_by, held.ended_at = by.identifier, now()
    held.save(update_fields=["ended_why", "ended_by", "ended_at"])
    log.event("measure.ended", held.reference, {"why": held.ended_why})
    return held


@operation("IMPACT_MEASURE")
def set_measure_date(
    log: Log,
    *,
    by: Actor,
    measure: Measure,
    organisation: Organisation | None,
    on: dt.date,
    basis: str,
    claim: Claim | None = None,
    duty: Duty | None = None,
) -> MeasureDate:
    """When a body's action began, or the whole country's (no body), in the place of what was recorded.

    Looks taken before a date is changed still count. Raises EffectError: still to come, no basis, a claim or
    duty of something else or of somebody else.
    """
    held = lock(measure)
    words = said(basis, "Say what was done on that day, and how that is known.", longest=SHORT)
    if on > today():
        raise EffectError(f"{on:%-d %B %Y} is still to come: give the day on which it was done.")
    duty = duty or (claim.duty if claim else None)
    _belongs(held, organisation, duty, claim)
    current = MeasureDate.objects.select_for_update().filter(
        measure=held, organisation=organisation, superseded_at__isnull=True
    )
    before = current.first()
    same = before and (before.on, before.basis, before.claim_id, before.duty_id) == (
        on,
        words,
        claim.pk if claim else None,
        duty.pk if duty else None,
    )
    if before and same:
        log.unchanged()
        return before
    at = now()
    current.update(superseded_at=at)
    date = MeasureDate.objects.create(
        measure=held,
        organisation=organisation,
        on=on,
        claim=claim,
        duty=duty,
        basis=words,
        recorded_by=by.identifier,
        recorded_at=at,
    )
    log.event(
        "measure-date.set",
        held.reference,
        {
            "organisation": organisation.reference if organisation else None,
            "on": on.isoformat(),
            "instead_of": before.on.isoformat() if before else None,
            "claim": claim.pk if claim else None,
            "duty": duty.reference if duty else None,
            "basis": words,
        },
    )
    return date


def _testable(code: str) -> Indicator:
    found = shipped().get(code)
    if found is None:
        raise EffectError(f"There is no indicator {code!r}. The list of indicators names them.")
    if found.periods[0] == "rolling year":
        raise EffectError(
            f"{found.title} is published over rolling years: each value holds most of the one before it, so "
            "no effect can be told from it. Take a measure of single months or quarters."
        )
    return found


def _within(lag_months: int, importance: float, looks_planned: int) -> None:
    if not 0 <= lag_months <= LONGEST_LAG:
        raise EffectError(f"Give the months until the figure should move, from 0 to {LONGEST_LAG}.")
    if not (math.isfinite(importance) and 0 < importance < 1):
        raise EffectError(
            "Give the least change that matters as a part of the level before, from 0 to 1: 0.1 is a tenth."
        )
    if not 1 <= looks_planned <= MOST_LOOKS:
        raise EffectError(f"Give how often the figures will be looked at, from 1 to {MOST_LOOKS}.")


def _belongs(
    measure: Measure, organisation: Organisation | None, duty: Duty | None, claim: Claim | None
) -> None:
    if duty is None:
        return
    if claim is not None and claim.duty_id != duty.pk:
        raise EffectError(f"That claim is not about {duty.reference}.")
    serves = Serving.objects.filter(
        expectation=measure.expectation, entry=duty.entry_id, superseded_at__isnull=True
    )
    if not serves.exists():
        raise EffectError(f"{duty.reference} does not ask what {measure.expectation.reference} says.")
    bodies = {duty.organisation_id, duty.holder_id} | ({claim.organisation_id} if claim else set())
    if organisation is None or organisation.pk not in bodies:
        raise EffectError(f"{duty.reference} is the duty of another body.")
