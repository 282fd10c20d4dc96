"""What several operations on effects make sure of before they write."""

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.words import published_words
from answerable.impact.models import Measure
from answerable.impact.operations.errors import EffectError
from answerable.lineage.models import Expectation, Standing
from answerable.lineage.queries.expectations import LIVE

LONGEST = 4000  # characters of a mechanism or of a judgement
SHORT = 500


def said(text: str, missing: str, *, longest: int = LONGEST) -> str:
    """The words with names withheld. Raises EffectError where there are none, or too many."""
    text = text.strip()
    if not text:
        raise EffectError(missing)
    if len(text) > longest:
        raise EffectError(f"That is too long: at most {longest:,} characters are taken.")
    return published_words(text)[:longest]


def lock(measure: Measure) -> Measure:
    """The measure, held until the end of the transaction. Raises EffectError for one that has ended."""
    held = Measure.objects.select_for_update(of=("self",)).select_related("expectation").get(pk=measure.pk)
    if held.ended_at is not None:
        raise EffectError(f"{held.reference} has ended ({held.ended_why}): tie a new measure instead.")
    return held


def live(expectation: Expectation) -> None:
    """Raises EffectError for an expectation that no longer stands."""
    standing = Standing.objects.filter(expectation=expectation, superseded_at__isnull=True).first()
    if standing is None or standing.state not in LIVE:
        raise EffectError(f"{expectation.reference} no longer stands: nothing can be tied to it.")


def key_of(by: Actor, *parts: object) -> str:
    """What a new reference is made from: who, when and what."""
    return "\0".join([by.identifier, now().isoformat(), *map(str, parts)])
