"""Whether it worked, in the demonstration (data/demo/impact.toml): figures, measures, tests, judgements."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from answerable.accounts.models import Person
from answerable.assurance.operations import verify_claim
from answerable.core.actors import INDICATORS, RECURRENCE, Actor
from answerable.duties.models import Claim, Duty
from answerable.duties.operations import add_evidence, make_claim
from answerable.impact.loading import load_paths
from answerable.impact.models import EffectTest, Measure
from answerable.impact.operations.alarming import raise_alarms
from answerable.impact.operations.judging import judge_impact
from answerable.impact.operations.measuring import set_measure_date, tie_measure
from answerable.impact.operations.testing import run_test
from answerable.ledger.meeting import again_if_met
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from answerable.pipeline.demonstration_people import actor

OFFICERS = {
    "demo:marrowdale-trust": "isla@example.org",
    "demo:tarnwick-skelderby-trust": "otis@example.org",
}
OVERSEER, ASSURER = "oona@example.org", "amara@example.org"
_REASONS = (
    "mechanism",
    "lag_months",
    "lag_why",
    "comparator",
    "comparator_why",
    "confounders",
    "balancing",
    "importance",
    "importance_why",
    "looks_planned",
)


def measure_demonstration(folder: Path) -> bool:
    """Writes it all, unless it was written before, or nobody of the demonstration is there."""
    if Measure.objects.exists() or not Person.objects.filter(email=OVERSEER).exists():
        return False
    with (folder / "impact.toml").open("rb") as file:
        told = tomllib.load(file)
    load_paths([folder / "figures" / name for name in told["figures"]], by=INDICATORS)
    again_if_met(lambda: _all_of_it(told))
    raise_alarms(by=RECURRENCE)
    return True


@transaction.atomic  # or nothing, so that a run that was cut short begins again
def _all_of_it(told: Mapping[str, Any]) -> None:
    for one in told["claims"]:
        _claim(one)
    for one in told["measures"]:
        _measure(one)


def _claim(told: Mapping[str, Any]) -> None:
    officer = actor(OFFICERS[told["body"]])
    duty = _duty(told["entry"], told["body"])
    shown = add_evidence(
        by=officer, organisation=duty.holder, grade="observed", title=told["evidence"], url=told["url"]
    )
    claim = make_claim(
        by=officer,
        duty=duty,
        level="done",
        words=told["words"],
        claimed_on=told["on"],
        evidence=[shown],
    )
    if "verified" in told:
        verify_claim(
            by=actor(ASSURER),
            claim=claim,
            result="acceptable",
            found="done",
            seen="inspection",
            reason=told["verified"],
            evidence=[shown],
        )


def _measure(told: Mapping[str, Any]) -> None:
    overseer, assurer = actor(OVERSEER), actor(ASSURER)
    expectation = _expectation(told["entry"])
    measure = tie_measure(
        by=overseer,
        expectation=expectation,
        indicator=told["indicator"],
        **{name: told[name] for name in _REASONS},
    )
    tests: dict[str, EffectTest] = {}
    for date in told["dates"]:
        body = _body(date["body"])
        _date(overseer, measure, body, date)
        tests[date["body"]] = run_test(by=assurer, measure=measure, organisation=body, method="its")
    for given in told["judgements"]:
        key = given.get("body", "")
        judge_impact(
            by=assurer,
            expectation=expectation,
            organisation=_body(key) if key else None,
            verdict=given["verdict"],
            confidence=given["confidence"],
            words=given["words"],
            tests=[tests[key]] if given.get("on_tests") else [],
        )


def _date(by: Actor, measure: Measure, body: Organisation, told: Mapping[str, Any]) -> None:
    if not told.get("claim"):
        set_measure_date(by=by, measure=measure, organisation=body, on=told["on"], basis=told["basis"])
        return
    claim = (
        Claim.objects.filter(
            organisation=body,
            level="done",
            duty__entry__servings__expectation=measure.expectation,
            duty__entry__servings__superseded_at__isnull=True,
        )
        .select_related("duty")
        .order_by("-claimed_on")[0]
    )
    on: dt.date = claim.claimed_on
    basis = f"Claimed as done for {claim.duty.reference}; the newest of its claims."
    set_measure_date(by=by, measure=measure, organisation=body, on=on, basis=basis, claim=claim)


def _duty(named: Sequence[str], holder: str) -> Duty:
    reference, number = named
    return Duty.objects.select_related("entry", "holder").get(
        entry__report__fictional=True,
        entry__report__publisher_reference=reference,
        entry__number=number,
        holder__key=holder,
    )


def _expectation(named: Sequence[str]) -> Expectation:
    reference, number = named
    return Expectation.objects.get(
        servings__superseded_at__isnull=True,
        servings__entry__report__publisher_reference=reference,
        servings__entry__number=number,
        standings__superseded_at__isnull=True,
        standings__state="adopted",
    )


def _body(key: str) -> Organisation:
    return Organisation.objects.get(key=key)
