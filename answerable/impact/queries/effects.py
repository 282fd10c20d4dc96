"""What is measured of an expectation, when bodies acted, what tests found and people judged; as at a date."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet

from answerable.assurance.models import Verification
from answerable.core.calendar import end_of_day
from answerable.duties.models import Claim, ClaimLevel, Duty
from answerable.impact.effects.together import holm, scaled_p
from answerable.impact.models import EffectTest, Judgement, Measure, MeasureDate
from answerable.lineage.models import Expectation
from answerable.lineage.queries.dated import present, recorded, stood
from answerable.organisations.models import Organisation

_DONE = (Verification.Result.ACCEPTABLE, Verification.Result.ALTERNATIVE)


@dataclass(frozen=True, slots=True)
class ProposedDate:
    """A day that a claim gives for a body's action, for a person to take or leave.

    `verified` is what an assurer found of that claim, where one looked.
    """

    organisation: Organisation
    on: dt.date
    claim: Claim
    duty: Duty
    verified: Verification | None
    basis: str


def measures_of(expectation: Expectation | int, on: dt.date | None = None) -> list[Measure]:
    """Those in use now, or at the end of a day, oldest first."""
    rows = Measure.objects.filter(_in_use(on), expectation=expectation).select_related("expectation")
    return list(rows.order_by("pk"))


def measure_by_reference(reference: str) -> Measure | None:
    return Measure.objects.filter(reference=reference).select_related("expectation").first()


def dates_of(measure: Measure | int, on: dt.date | None = None) -> list[MeasureDate]:
    """When each body acted, as it stands or stood: earliest first; the whole country has no body."""
    rows = MeasureDate.objects.filter(stood(on), measure=measure)
    return list(rows.select_related("organisation", "claim", "duty").order_by("on", "pk"))


def tests_of(
    measure: Measure | int,
    organisation: Organisation | int | Literal["any"] | None = "any",
    on: dt.date | None = None,
) -> list[EffectTest]:
    """Tests, newest first: of one body, of the whole country (None), or of any."""
    rows = EffectTest.objects.filter(recorded(on), measure=measure)
    if organisation is None:
        rows = rows.filter(organisation__isnull=True)
    elif organisation != "any":
        rows = rows.filter(organisation=organisation)
    return list(rows.select_related("measure", "organisation", "place").order_by("-pk"))


def judgements_of(expectation: Expectation | int, on: dt.date | None = None) -> list[Judgement]:
    """The judgements that stand or stood: of all bodies together first, then by name of body."""
    rows = _judgements(on).filter(expectation=expectation)
    return sorted(rows, key=lambda one: (one.organisation is not None, str(one.organisation or ""), one.pk))


def judgement_for(
    expectations: Iterable[int], organisation: Organisation | int | None = None, on: dt.date | None = None
) -> dict[int, Judgement]:
    """{expectation id: the judgement of this body, or of all together (None)}, in two queries."""
    rows = _judgements(on).filter(expectation__in=list(expectations))
    rows = (
        rows.filter(organisation__isnull=True)
        if organisation is None
        else rows.filter(organisation=organisation)
    )
    return {row.expectation_id: row for row in rows}


def proposed_dates(measure: Measure, on: dt.date | None = None) -> list[ProposedDate]:
    """For each body with a duty that asks this, the first day on which it claims to have done it.

    A claim that was found done comes before one that nobody looked at, and one found not done is left out.
    Four queries.
    """
    duties = Duty.objects.filter(
        stood(on, "entry__servings__"),
        present(on),
        entry__servings__expectation=measure.expectation_id,
    ).distinct()
    claims = (
        Claim.objects.filter(recorded(on), duty__in=duties, level=ClaimLevel.DONE)
        .select_related("organisation", "duty__entry")
        .order_by("claimed_on", "pk")
    )
    verdicts = {
        row.claim_id: row
        for row in Verification.objects.filter(stood(on), claim__in=[claim.pk for claim in claims])
    }
    found: dict[int, ProposedDate] = {}
    for claim in claims:
        verified = verdicts.get(claim.pk)
        if verified is not None and verified.result not in _DONE:
            continue
        held = found.get(claim.organisation_id)
        if held is None or (verified is not None and held.verified is None):
            found[claim.organisation_id] = _proposed(claim, verified)
    return sorted(found.values(), key=lambda one: (one.organisation.name, one.organisation.pk))


def _proposed(claim: Claim, verified: Verification | None) -> ProposedDate:
    how = "and found done by an assurer" if verified else "which nobody else has looked at yet"
    basis = f"Claimed as done on {claim.claimed_on:%-d %B %Y} for {claim.duty.reference}, {how}."
    return ProposedDate(claim.organisation, claim.claimed_on, claim, claim.duty, verified, basis)


def _judgements(on: dt.date | None) -> QuerySet[Judgement]:
    rows = Judgement.objects.filter(stood(on)).select_related("organisation", "from_body", "expectation")
    return rows.prefetch_related("tests__measure").order_by("pk")


def _in_use(on: dt.date | None) -> Q:
    if on is None:
        return Q(ended_at__isnull=True)
    limit = end_of_day(on)
    return recorded(on) & (Q(ended_at__isnull=True) | Q(ended_at__gte=limit))


def stand_together(tests: Iterable[EffectTest]) -> dict[int, bool]:
    """{test id: whether it is beyond chance beside the other measures too}, of tests that found a change.

    Looks at one measure share its 5% already; several measures give chance more tries (`effects.together`).
    Give all tests of one body: a measure counts by its smallest p, on the scale of the whole 5%.
    """
    rows = [test for test in tests if test.p is not None]
    least: dict[int, float] = {}
    for test in rows:
        scaled = scaled_p(test.p or 0.0, test.alpha)
        least[test.measure_id] = min(scaled, least.get(test.measure_id, 1.0))
    stands = dict(zip(least, holm(list(least.values())), strict=True))
    found = (EffectTest.Outcome.BETTER, EffectTest.Outcome.WORSE)
    return {test.pk: stands[test.measure_id] for test in rows if test.outcome in found}
