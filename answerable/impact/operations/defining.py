"""Definitions of indicators are put in the log, so that each can be read after it has changed."""

from collections.abc import Mapping
from typing import Any

from answerable.core.actors import Actor
from answerable.impact.definitions import Indicator
from answerable.ledger.models import Event
from answerable.ledger.operation import Log, operation

DEFINED = "indicator.defined"
LABELS = {
    "title": "Title",
    "version": "Version of the definition",
    "definition": "Definition",
    "kind": "Kind of figure",
    "unit": "Unit",
    "numerator": "What is counted",
    "denominator": "Out of what",
    "periods": "Periods",
    "levels": "Levels",
    "splits": "Splits",
    "better": "Which way is better",
    "lag": "How late it comes",
    "source": "Source",
    "source_address": "Address of the source",
    "source_confirmed": "Read in a source that settles it",
    "suppression": "What is hidden",
    "charting": "How it may be charted",
    "caveats": "Cautions",
    "balancing": "To be read beside",
    "breaks": "Breaks",
}


def subject_of(code: str) -> str:
    return f"indicator:{code}"


def definition_told(one: Indicator) -> dict[str, Any]:
    """What the public reads of a definition, in values that the log can hold; without labels of files."""
    charts = [
        *(["process limits (XmR)"] if one.charting.xmr else []),
        *([f"{one.charting.rare} chart of rare events"] if one.charting.rare else []),
        *([f"{one.charting.funnel} funnel between providers"] if one.charting.funnel else []),
    ]
    return {
        "title": one.title,
        "version": one.version,
        "definition": one.definition,
        "kind": one.kind,
        "unit": one.unit,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "periods": list(one.periods),
        "levels": list(one.levels),
        "splits": list(one.splits),
        "better": one.better.value,
        "lag": one.lag,
        "source": one.source.name,
        "source_address": one.source.address,
        "source_confirmed": "yes" if one.source.confirmed else "not yet",
        "suppression": one.suppression.rule,
        "charting": charts or ["as figures alone"],
        "caveats": list(one.caveats),
        "balancing": list(one.balancing),
        "breaks": [f"{found.on.isoformat()}: {found.why}" for found in one.breaks],
    }


def definitions_to_tell(indicators: Mapping[str, Indicator]) -> dict[str, dict[str, Any]]:
    """{code: definition} of those that are new, or say something else than the log does."""
    rows = Event.objects.filter(kind=DEFINED).order_by("index").values_list("subject", "payload")
    held = dict(rows)
    told = {code: definition_told(one) for code, one in indicators.items()}
    return {code: one for code, one in told.items() if held.get(subject_of(code)) != one}


@operation("INDICATOR_LOAD")
def record_definitions(log: Log, *, by: Actor, indicators: Mapping[str, Indicator]) -> int:
    """Puts every definition in the log that is new or says something else now: how many.

    The same definitions again change nothing.
    """
    if definitions_to_tell(indicators):
        log.alone()
    for code, told in definitions_to_tell(indicators).items():
        log.event(DEFINED, subject_of(code), told)
    if not log.events:
        log.unchanged()
    return len(log.events)
