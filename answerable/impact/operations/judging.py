"""What a person judges of the impact, on what was seen. Nobody judges what their own body did."""

from collections.abc import Sequence

from django.db.models import Q

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.core.references import free_reference
from answerable.duties.models import Duty
from answerable.impact.models import EffectTest, Judgement
from answerable.impact.operations.checking import LONGEST, key_of, live, said
from answerable.impact.operations.errors import EffectError, OwnImpactError
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation

_FOUND = (Judgement.Verdict.BETTER, Judgement.Verdict.NO_CHANGE, Judgement.Verdict.WORSE)


@operation("IMPACT_JUDGE")
def judge_impact(
    log: Log,
    *,
    by: Actor,
    expectation: Expectation,
    organisation: Organisation | None,
    verdict: str,
    confidence: str,
    words: str,
    tests: Sequence[EffectTest] = (),
    from_body: Organisation | None = None,
) -> Judgement:
    """The judgement that stands from now, of one body or of all together. Two at once: the later one stands.

    Raises OwnImpactError for the work of their own body, and EffectError: no verdict, confidence or reason, a
    test of something else, more confidence than tests allow.
    """
    # Held until the end, so that two judgements come one after the other.
    held = Expectation.objects.select_for_update().get(pk=expectation.pk)
    live(held)
    _not_own(by, held, organisation)
    if verdict not in Judgement.Verdict.values:
        raise EffectError("Say what you judge.")
    if confidence not in Judgement.Confidence.values:
        raise EffectError("Say how sure you are.")
    masked = said(words, "Say why: a judgement of impact needs a reason.")
    seen = _seen(held, organisation, tests)
    if verdict in _FOUND and confidence == Judgement.Confidence.HIGH and not seen:
        raise EffectError(
            "High confidence needs a test: tick what you rest it on, or say that you are less sure."
        )
    at = now()
    Judgement.objects.filter(expectation=held, organisation=organisation, superseded_at__isnull=True).update(
        superseded_at=at
    )
    body = from_body.pk if from_body else (next(iter(by.belongs_to)) if len(by.belongs_to) == 1 else None)
    made = Judgement.objects.create(
        reference=free_reference(
            "J",
            key_of(by, held.reference, organisation.reference if organisation else ""),
            lambda taken: Judgement.objects.filter(reference=taken).exists(),
        ),
        expectation=held,
        organisation=organisation,
        verdict=verdict,
        confidence=confidence,
        words=masked,
        words_original=words.strip()[:LONGEST],
        given_by=by.identifier,
        from_body_id=body,
        recorded_at=at,
    )
    made.tests.set(seen)
    log.event(
        "impact.judged",
        made.reference,
        {
            "expectation": held.reference,
            "organisation": organisation.reference if organisation else None,
            "verdict": verdict,
            "confidence": confidence,
            "tests": [test.reference for test in seen],
            "words": masked,
        },
    )
    return made


def _not_own(by: Actor, expectation: Expectation, organisation: Organisation | None) -> None:
    """Of all bodies together, nobody judges who is of one that was asked."""
    own = {organisation.pk} if organisation else set()
    if organisation is None and by.belongs_to:
        asked = Duty.objects.filter(
            Q(organisation__in=by.belongs_to) | Q(holder__in=by.belongs_to),
            entry__servings__expectation=expectation,
            entry__servings__superseded_at__isnull=True,
        )
        own = set(by.belongs_to) if asked.exists() else set()
    if own & by.belongs_to:
        raise OwnImpactError(
            "You belong to a body whose work this is. Whether it worked is for somebody who does not."
        )


def _seen(
    expectation: Expectation, organisation: Organisation | None, tests: Sequence[EffectTest]
) -> list[EffectTest]:
    fresh = EffectTest.objects.filter(pk__in=[test.pk for test in tests]).select_related("measure")
    for test in fresh:
        if test.measure.expectation_id != expectation.pk:
            raise EffectError(f"{test.reference} is a test of another expectation.")
        if organisation is not None and test.organisation_id not in (organisation.pk, None):
            raise EffectError(f"{test.reference} is a test of another body.")
    return sorted(fresh, key=lambda test: test.pk)
