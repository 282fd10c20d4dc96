"""One test of effect for its permanent page: model, terms, checks, and the figures that it saw."""

from dataclasses import dataclass

from answerable.impact.models import EffectTest
from answerable.impact.queries.seen import Seen, figures_seen
from answerable.lineage.queries import expectations_shown
from answerable.publication.effects import EffectRecord, effect_record, measure_record
from answerable.website.presenters.effect_words import model_rows, sign_of
from answerable.website.presenters.impact import ShownTest, shown_test
from answerable.website.refusals import nothing_has


@dataclass(frozen=True, slots=True)
class JudgedOn:
    """A judgement that rests on the test."""

    reference: str
    words: str
    stands: bool


@dataclass(frozen=True, slots=True)
class EffectPage:
    test: ShownTest
    expectation: str
    asks: str
    title: str
    measure: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]
    seen: Seen
    judged: tuple[JudgedOn, ...]
    sign: str
    fictional: bool


def find_effect(reference: str) -> EffectRecord:
    """Raises NotHereError."""
    return effect_record(_test(reference))


def effect_page(reference: str) -> EffectPage:
    """Raises NotHereError."""
    test = _test(reference)
    record, measure = effect_record(test), measure_record(test.measure)
    expectation = test.measure.expectation
    shown = expectations_shown([expectation.pk]).get(expectation.pk)
    return EffectPage(
        test=shown_test(record, measure),
        expectation=expectation.reference,
        asks=shown.text if shown else "",
        title=f"{measure.title}{f' ({measure.split})' if measure.split else ''}",
        measure=model_rows(measure),
        caveats=measure.caveats,
        seen=figures_seen(test),
        judged=tuple(
            JudgedOn(one.reference, str(one.get_verdict_display()), one.superseded_at is None)
            for one in test.judgements.order_by("-pk")
        ),
        sign=sign_of(record.outcome),
        fictional=expectation.fictional,
    )


def _test(reference: str) -> EffectTest:
    rows = EffectTest.objects.select_related("measure__expectation", "organisation", "place")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise nothing_has("T", reference)
    return found
